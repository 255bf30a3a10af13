/** The parts of the surface beside the core: their sources, and by which names code imports them. */
import awsCore from './guest/aws/core.js?raw'
import awsSqs from './guest/aws/sqs.js?raw'
import consolePart from './guest/console.js?raw'
import contextPart from './guest/context.js?raw'
import core from './guest/core.js?raw'
import errors from './guest/errors.js?raw'
import inspect from './guest/inspect.js?raw'
import load from './guest/load.js?raw'
import performance from './guest/performance.js?raw'
import processPart from './guest/process.js?raw'
import timers from './guest/timers.js?raw'

export const coreSource = core

export const partSources: { readonly [name: string]: string } = {
  'aws/core': awsCore, 'aws/sqs': awsSqs,
  console: consolePart, context: contextPart, errors, inspect, load, performance, process: processPart, timers,
}

/** Import name, without node:, to part. */
export const partNames: ReadonlyMap<string, string> = new Map([
  ['@aws-sdk/client-sqs', 'aws/sqs'],
])
