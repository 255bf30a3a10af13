/** The parts of the surface beside the core: their sources, and by which names code imports them. */
import core from './guest/core.js?raw'
import inspect from './guest/inspect.js?raw'
import awsCore from './guest/aws/core.js?raw'
import awsSqs from './guest/aws/sqs.js?raw'

export const coreSource = core

export const partSources: { readonly [name: string]: string } = {
  inspect, 'aws/core': awsCore, 'aws/sqs': awsSqs,
}

/** Import name, without node:, to part. */
export const partNames: ReadonlyMap<string, string> = new Map([
  ['@aws-sdk/client-sqs', 'aws/sqs'],
])
