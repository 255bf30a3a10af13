import { sec } from '../../base/units.ts'
import { textIn } from '../../contract/sdk.ts'
import { sourceBehaviour } from '../../contract/source.ts'
import type { PipelineConfig } from './config.ts'
import { jobEvent } from './event.ts'

/** CP-01: what the function returns is ignored; the stage waits for a report under the job's id. */
export const behaviour = sourceBehaviour<PipelineConfig>({
  event: jobEvent,
  job: {
    limit: (node) => sec(node.config.timeoutSec),
    again: {
      after: sec(30), most: sec(86_400),
      content: (before, token) => {
        const { data, ...job } = (before as ReturnType<typeof jobEvent>)['CodePipeline.job']
        return { 'CodePipeline.job': { ...job, data: { ...data, continuationToken: token } } }
      },
    },
    reportAfter: (node) => (node.config.reportAfterSec === null ? null : sec(node.config.reportAfterSec)),
  },
  called(node, { operation, input }) {
    const id = textIn(input, 'jobId')
    if (id === undefined) return { status: 400, answer: { name: 'ValidationException', message: "1 validation error detected: Value null at 'jobId' failed to satisfy constraint: Member must not be null" } }
    if (!node.state.jobs.has(id)) return { status: 400, answer: { name: 'JobNotFoundException', message: `No job with ID ${id} is in progress.` } }
    const token = textIn(input, 'continuationToken')
    if (operation === 'PutJobSuccessResult' && token !== undefined) return { id, goesOn: token, status: 200, answer: {} }
    return { id, ok: operation === 'PutJobSuccessResult', status: 200, answer: {} }
  },
})
