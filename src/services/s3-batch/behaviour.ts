import { sourceBehaviour } from '../../contract/source.ts'
import type { JobConfig } from './config.ts'
import { taskEvent } from './event.ts'

/** The job waits for the result of each task; a failure of the service is tried again. */
export const behaviour = sourceBehaviour<JobConfig>({
  event: taskEvent,
  waits: () => true,
  tries: 6,
  judge(_, answer) {
    const results = (answer as { readonly results?: unknown } | null)?.results
    const code: unknown = Array.isArray(results) ? (results[0] as { readonly resultCode?: unknown } | undefined)?.resultCode : undefined
    return code === 'Succeeded' ? undefined : code === undefined ? 'The answer has no result for the task' : String(code)
  },
})
