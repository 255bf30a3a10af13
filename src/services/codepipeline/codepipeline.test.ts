import type { CodePipelineEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { asker, told } from '../../testkit/asker.ts'
import { listener, reached } from '../../testkit/listener.ts'
import { simulate, type Sketchbook } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'

const piped = (config: Config, draw: (drawing: Sketchbook) => void = () => undefined) => simulate({ services: [...services, listener, asker], forSec: 4_000 }, (drawing) => {
  drawing.add('codepipeline', 'deploy', { perMinute: 1, forSec: 60, ...config })
  drawing.add('listener', 'fn')
  drawing.wire('deploy', 'fn', { config: { userParameters: 'stage=prod' } })
  drawing.add('asker', 'code')
  draw(drawing)
})
const sums = (run: ReturnType<typeof piped>) => ['Succeeded', 'Failed', 'Timeouts'].map((name) => run.metric('deploy', name).sum)
const jobId = (run: ReturnType<typeof piped>) => (reached(run).events[0] as CodePipelineEvent)['CodePipeline.job'].id

test('CP-01 the event of a job, with artifacts and credentials', () => {
  const event = reached(piped({})).events[0] as CodePipelineEvent
  expect(event['CodePipeline.job']).toMatchObject({
    accountId: '123456789012',
    data: { actionConfiguration: { configuration: { FunctionName: 'fn', UserParameters: 'stage=prod' } }, inputArtifacts: [{ name: 'SourceArtifact', revision: null, location: { type: 'S3', s3Location: { bucketName: 'codepipeline-artifacts' } } }], outputArtifacts: [] },
  })
  expect(event['CodePipeline.job'].id).toMatch(/^[0-9a-f-]{36}$/)
})

test('CP-01 without a report the action fails after twenty minutes', () => {
  const run = piped({})
  expect(sums(run)).toEqual([0, 1, 1])
  expect(run.story('deploy', 'timedOut').map((line) => line.split(' ')[0])).toEqual(['1200'])
  expect(sums(piped({ reportAfterSec: 5 }))).toEqual([1, 0, 0])
})

test('CP-01 SBX-01 code reports under the id of the job, once; a continuation token keeps it waiting', () => {
  const id = jobId(piped({}))
  const report = (operation: string, input: Config) => (drawing: Sketchbook) => {
    drawing.wire('code', 'deploy')
    drawing.at(10, 'code', 'ask', { client: 'CodePipeline', operation, input })
    drawing.at(11, 'code', 'ask', { client: 'CodePipeline', operation: 'PutJobSuccessResult', input: { jobId: id } })
  }
  expect(sums(piped({}, report('PutJobSuccessResult', { jobId: id })))).toEqual([1, 0, 0])
  const failed = piped({}, report('PutJobFailureResult', { jobId: id, failureDetails: { type: 'JobFailed', message: 'no' } }))
  expect(sums(failed)).toEqual([0, 1, 0])
  expect(told(failed, 'code').map(({ status, content }) => [status, (content as { name?: string }).name])).toEqual([[200, undefined], [400, 'JobNotFoundException']])
  expect(sums(piped({}, report('PutJobSuccessResult', { jobId: id, continuationToken: 'more' })))).toEqual([1, 0, 0])
  const goesOn = piped({}, (drawing) => {
    drawing.wire('code', 'deploy')
    drawing.at(1_000, 'code', 'ask', { client: 'CodePipeline', operation: 'PutJobSuccessResult', input: { jobId: id, continuationToken: 'more' } })
  })
  // Asked again with the token; the clock began anew.
  expect(reached(goesOn).at).toEqual([0, 1_030])
  expect((reached(goesOn).events[1] as CodePipelineEvent)['CodePipeline.job']).toMatchObject({ id, data: { continuationToken: 'more' } })
  expect(goesOn.story('deploy', 'timedOut').map((line) => line.split(' ')[0])).toEqual(['2200'])
  expect(sums(piped({}, report('PutJobSuccessResult', {})))).toEqual([1, 0, 0])
})
