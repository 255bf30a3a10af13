/** The parts of the surface beside the core: their sources, and by which names code imports them. */
import absent from './guest/absent.js?raw'
import awsCore from './guest/aws/core.js?raw'
import awsDynamo from './guest/aws/dynamodb.js?raw'
import awsMiddleware from './guest/aws/middleware.js?raw'
import awsS3 from './guest/aws/s3.js?raw'
import awsSmithy from './guest/aws/smithy.js?raw'
import awsServices from './guest/aws/services.js?raw'
import awsSqs from './guest/aws/sqs.js?raw'
import awsUtilDynamo from './guest/aws/util-dynamodb.js?raw'
import buffer from './guest/buffer.js?raw'
import cipher from './guest/cipher.js?raw'
import clone from './guest/clone.js?raw'
import consolePart from './guest/console.js?raw'
import contextPart from './guest/context.js?raw'
import core from './guest/core.js?raw'
import encoding from './guest/encoding.js?raw'
import errors from './guest/errors.js?raw'
import eventTarget from './guest/event-target.js?raw'
import fetchPart from './guest/fetch.js?raw'
import hash from './guest/hash.js?raw'
import inspect from './guest/inspect.js?raw'
import intl from './guest/intl.js?raw'
import jsonErrors from './guest/json-errors.js?raw'
import load from './guest/load.js?raw'
import misc from './guest/misc.js?raw'
import nodeCrypto from './guest/node-crypto.js?raw'
import nodeEvents from './guest/node-events.js?raw'
import nodeFs from './guest/node-fs.js?raw'
import nodePath from './guest/node-path.js?raw'
import nodeStream from './guest/node-stream.js?raw'
import nodeUtil from './guest/node-util.js?raw'
import performance from './guest/performance.js?raw'
import processPart from './guest/process.js?raw'
import streamResponse from './guest/stream-response.js?raw'
import timers from './guest/timers.js?raw'
import url from './guest/url.js?raw'
import webcrypto from './guest/webcrypto.js?raw'
import webStreams from './guest/web-streams.js?raw'
import zlib from './guest/zlib.js?raw'

export const coreSource = core

const SMALL = ['os', 'assert', 'timers', 'timers/promises', 'async_hooks', 'querystring', 'string_decoder', 'perf_hooks', 'module', 'worker_threads', 'diagnostics_channel', 'constants', 'http', 'https']

/** Imported by packages, used by none of them here. */
const ABSENT = ['child_process', 'net', 'tls', 'dns', 'dns/promises', 'http2', 'readline', 'vm', 'v8', 'tty', 'punycode', 'stream/consumers']

const CLIENTS = [
  'sns', 'eventbridge', 'scheduler', 'kinesis', 'firehose', 'lambda', 'sfn', 'ses', 'sesv2', 'secrets-manager', 'kms', 'ssm', 'cloudwatch', 'apigatewaymanagementapi', 'codepipeline', 'codedeploy',
  'config-service', 'cognito-identity-provider', 'sts',
]

/** A part that is one member of another. */
const within = (part: string, member: string): string => `module.exports = part(${JSON.stringify(part)})[${JSON.stringify(member)}]`

export const partSources: { readonly [name: string]: string } = {
  'aws/core': awsCore, 'aws/dynamodb': awsDynamo, 'aws/middleware': awsMiddleware, 'aws/s3': awsS3, 'aws/services': awsServices, 'aws/smithy': awsSmithy, 'aws/sqs': awsSqs, 'aws/util-dynamodb': awsUtilDynamo,
  'aws/lib-dynamodb': within('aws/dynamodb', 'document'), ...Object.fromEntries(CLIENTS.map((name) => [`aws/${name}`, within('aws/services', name)])),
  buffer, cipher, clone, console: consolePart, context: contextPart, encoding, errors, 'event-target': eventTarget, fetch: fetchPart, hash, inspect, intl, 'json-errors': jsonErrors, load, misc,
  'node-crypto': nodeCrypto, 'node-events': nodeEvents, 'node-fs': nodeFs, 'node-path': nodePath, 'node-stream': nodeStream, 'node-util': nodeUtil,
  performance, process: processPart, 'stream-response': streamResponse, timers, url, webcrypto, 'web-streams': webStreams, zlib, absent,
  'node-fs/promises': within('node-fs', 'promises'), 'node-process': within('process', 'process'), 'node-stream/promises': within('node-stream', 'promises'), 'node-util/types': within('node-util', 'types'),
  ...Object.fromEntries(SMALL.map((name) => [`small-${name}`, within('misc', name)])),
  ...Object.fromEntries(ABSENT.map((name) => [`absent-${name}`, within('absent', name)])),
  'node-console': 'module.exports = console',
}

/** Import name, without node:, to part. */
export const partNames: ReadonlyMap<string, string> = new Map([
  ['buffer', 'buffer'], ['crypto', 'node-crypto'], ['events', 'node-events'], ['fs', 'node-fs'], ['fs/promises', 'node-fs/promises'], ['path', 'node-path'], ['path/posix', 'node-path'],
  ['process', 'node-process'], ['stream', 'node-stream'], ['stream/promises', 'node-stream/promises'], ['url', 'url'], ['util', 'node-util'], ['util/types', 'node-util/types'], ['zlib', 'zlib'], ['console', 'node-console'],
  ['stream/web', 'web-streams'], ...SMALL.map((name) => [name, `small-${name}`] as const), ...ABSENT.map((name) => [name, `absent-${name}`] as const), ['assert/strict', 'small-assert'],
  ...['sqs', 's3', 'dynamodb', ...CLIENTS].map((name) => [`@aws-sdk/client-${name}`, `aws/${name}`] as const),
  ['@aws-sdk/lib-dynamodb', 'aws/lib-dynamodb'], ['@aws-sdk/util-dynamodb', 'aws/util-dynamodb'], ['@aws-sdk/s3-request-presigner', 'aws/s3'], ['@aws-sdk/lib-storage', 'aws/s3'],
  ['@smithy/node-http-handler', 'aws/smithy'], ['@aws-sdk/credential-providers', 'aws/smithy'], ['@aws-sdk/credential-provider-node', 'aws/smithy'],
])

/** What can be imported beside the modules of Node, for those who look for something else. */
export const packageNames: readonly string[] = [...partNames.keys()].filter((name) => name.startsWith('@'))
