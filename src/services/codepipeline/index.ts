import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { config, wire } from './config.ts'

export const codepipeline = defineService({
  id: 'codepipeline', title: 'CodePipeline stage', group: 'More sources', category: 'neutral', role: () => 'other',
  limit: 'Waits 20 min for a report',
  help: 'A stage invokes a function asynchronously and waits until the function reports success or failure for the job. What the function returns does not matter: one that forgets to report, or dies before, holds up the pipeline until the action times out.',
  config,
  ports: [{ id: 'action', label: 'Invoke action', side: 'right', to: { function: 'async' }, config: wire, live: Object.keys(wire), latency: { p50: 60, p99: 300 } }],
  summary: () => 'CodePipeline · invoke',
  arn: (name, region, account) => `arn:aws:codepipeline:${region}:${account}:${name}`,
  naming: { pattern: /^[A-Za-z0-9.@_-]{1,100}$/, text: 'A pipeline name has 1 to 100 letters, digits, ., @, - or _.', stem: 'pipeline' },
  behaviour,
  sdk: {
    client: 'CodePipeline',
    operations: { PutJobSuccessResult: 'codepipeline:PutJobSuccessResult', PutJobFailureResult: 'codepipeline:PutJobFailureResult' },
    resource: () => undefined,
    missing: () => ({ name: 'JobNotFoundException', status: 400, message: 'No pipeline is drawn that the job could belong to.' }),
  },
})
