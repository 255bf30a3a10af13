import { bytes, choice, count, flag, list, megabytes, millis, optional, percent, seconds, text, type Values } from '../../contract/config.ts'
import { qualified } from '../../contract/qualifier.ts'
import type { Role } from '../../contract/service.ts'

const DG = 'https://docs.aws.amazon.com/lambda/latest/dg/'

/** The model stands for a handler that nobody wrote. */
const modelled = { when: { field: 'code', is: [''] } } as const

export const config = {
  runtime: choice('Runtime', {
    default: 'nodejs22.x', rule: 'LAM-GEN-05', aws: `${DG}lambda-runtimes.html`,
    help: 'Decides how long a cold start initialises.',
    options: [
      { value: 'nodejs22.x', label: 'Node.js 22' }, { value: 'nodejs24.x', label: 'Node.js 24' }, { value: 'nodejs20.x', label: 'Node.js 20' },
      { value: 'python3.13', label: 'Python 3.13' }, { value: 'python3.14', label: 'Python 3.14' }, { value: 'python3.12', label: 'Python 3.12' },
      { value: 'python3.11', label: 'Python 3.11' }, { value: 'python3.10', label: 'Python 3.10' }, { value: 'python3.9', label: 'Python 3.9' },
      { value: 'java21', label: 'Java 21' }, { value: 'java25', label: 'Java 25' }, { value: 'java17', label: 'Java 17' },
      { value: 'java11', label: 'Java 11' }, { value: 'java8.al2', label: 'Java 8' },
      { value: 'dotnet8', label: '.NET 8' }, { value: 'dotnet10', label: '.NET 10' },
      { value: 'ruby3.4', label: 'Ruby 3.4' }, { value: 'ruby3.3', label: 'Ruby 3.3' }, { value: 'ruby3.2', label: 'Ruby 3.2' },
      { value: 'go', label: 'Go (provided.al2023)' }, { value: 'rust', label: 'Rust (provided.al2023)' },
    ],
  }),
  memoryMb: megabytes('Memory', { default: 128, min: 128, max: 10_240, rule: 'LAM-MEM-01', aws: `${DG}configuration-memory.html`, help: 'More memory brings more CPU: 1,769 MB is one vCPU.' }),
  timeoutSec: seconds('Timeout', { default: 3, min: 1, max: 900, rule: 'LAM-ERR-02', aws: `${DG}configuration-timeout.html` }),
  reserved: optional(count('Reserved concurrency', { default: 0, min: 0, max: 100_000, rule: 'LAM-RC-01', aws: `${DG}configuration-concurrency.html`, help: 'A guarantee and a cap in one. Empty: shares the account pool. 0: switched off.' })),
  architecture: choice('Architecture', { default: 'x86_64', group: 'Package', rule: 'LAM-GEN-05', options: [{ value: 'x86_64', label: 'x86_64' }, { value: 'arm64', label: 'arm64' }] }),
  packageType: choice('Package', { default: 'zip', group: 'Package', rule: 'LAM-IMG-01', options: [{ value: 'zip', label: 'Zip archive' }, { value: 'image', label: 'Container image' }] }),
  packageMb: megabytes('Package size', { default: 1, min: 0, max: 10_240, group: 'Package', rule: 'LAM-LC-03', help: 'Zipped. Above 10 MB each further MB takes 4 ms more to fetch.' }),
  loadedMb: megabytes('Dependencies loaded at start', { default: 0, min: 0, max: 250, step: 0.1, group: 'Package', rule: 'LAM-LC-07' }),
  ephemeralMb: megabytes('Ephemeral storage', { default: 512, min: 512, max: 10_240, group: 'Package', rule: 'LAM-TMP-01' }),

  tests: list('Test events', { name: text('Name', { default: 'test', maxLength: 64 }), event: text('Event', { as: 'code', maxLength: 65_536 }) }, { maxRows: 20, group: 'Code', rule: 'LAM-PRG-01' }),
  code: text('Code', { as: 'code', maxLength: 65_536, group: 'Code', rule: 'LAM-PRG-01', aws: `${DG}nodejs-handler.html`, help: 'The handler. Empty: the model below stands for it.' }),
  entry: choice('File', {
    default: 'index.mjs', group: 'Code', rule: 'LAM-PRG-01',
    options: [
      { value: 'index.mjs', label: 'index.mjs', help: 'ES module' }, { value: 'index.js', label: 'index.js', help: 'As it is written' },
      { value: 'index.cjs', label: 'index.cjs', help: 'CommonJS' }, { value: 'index.ts', label: 'index.ts', help: 'TypeScript: types are stripped, not checked' },
    ],
  }),
  handler: text('Handler', { default: 'index.handler', maxLength: 128, group: 'Code', rule: 'LAM-PRG-01', help: 'File without its extension, a dot, and the name of the export.' }),
  files: list('More files', { path: text('Path', { default: 'lib.mjs', maxLength: 256 }), text: text('Text', { as: 'code', maxLength: 65_536 }) }, { maxRows: 20, group: 'Code', rule: 'LAM-LAY-01', help: 'Beside the handler; a path under /opt belongs to a layer.' }),
  store: list('Secrets and parameters', {
    kind: choice('Kept as', { default: 'secret', options: [{ value: 'secret', label: 'Secret', help: 'In Secrets Manager' }, { value: 'parameter', label: 'Parameter', help: 'In Parameter Store' }, { value: 'secure', label: 'Secure parameter', help: 'In Parameter Store, encrypted' }] }),
    name: text('Name', { default: 'shop/db', maxLength: 512 }), value: text('Value', { maxLength: 8_192 }),
  }, { maxRows: 50, group: 'Code', rule: 'SBX-02', help: 'What the code finds in Secrets Manager and Parameter Store, and may read.' }),
  statements: list('Role statements', { action: text('Action', { default: 'sqs:SendMessage', maxLength: 128 }), resource: text('Resource', { default: '*', maxLength: 512 }) }, { maxRows: 50, group: 'Code', rule: 'GEN-05', help: 'What the code may do beside what its wires allow; * and ? stand for anything.' }),

  duration: choice('Duration', {
    ...modelled, default: 'constant', group: 'Handler model', rule: 'LAM-CPU-03',
    help: 'How long the handler waits on others: its part that memory does not speed up.',
    options: [
      { value: 'constant', label: 'Constant' }, { value: 'exponential', label: 'Exponential' },
      { value: 'logNormal', label: 'Log-normal' }, { value: 'uniform', label: 'Uniform' },
    ],
  }),
  ioMs: millis('Waiting time', { ...modelled, default: 50, min: 0, max: 900_000, step: 0.001, group: 'Handler model', help: 'Mean, or median when log-normal.' }),
  spread: percent('Spread', { default: 50, min: 0, max: 300, group: 'Handler model', when: { field: 'duration', is: ['logNormal', 'uniform'] } }),
  cpuMs: millis('CPU work', { ...modelled, default: 0, min: 0, max: 900_000, step: 0.001, group: 'Handler model', rule: 'LAM-CPU-03', help: 'On one full vCPU. At 128 MB it takes 14 times as long.' }),
  threads: count('Threads', { ...modelled, default: 1, min: 1, max: 64, group: 'Handler model', rule: 'LAM-CPU-02' }),
  usedMb: megabytes('Memory used', { ...modelled, default: 0, min: 0, max: 10_240, group: 'Handler model', rule: 'LAM-MEM-02', help: 'Above the baseline of the runtime. More than the function has: out of memory.' }),
  tmpMb: megabytes('Files left in /tmp', { ...modelled, default: 0, min: 0, max: 10_240, step: 0.1, group: 'Handler model', rule: 'LAM-TMP-01', help: 'Each invocation leaves so much; a warm environment keeps it, and a full one fails.' }),
  leakMb: megabytes('Memory kept', { ...modelled, default: 0, min: 0, max: 10_240, step: 0.1, group: 'Handler model', rule: 'LAM-MEM-02', help: 'Each invocation keeps so much in global variables, until the environment runs out of memory.' }),
  response: text('Response', { ...modelled, as: 'json', maxLength: 65_536, group: 'Handler model', rule: 'LAM-SYNC-01', help: 'What the handler returns, as JSON. Empty: null.' }),
  responseBytes: bytes('Response size', { ...modelled, default: 0, min: 0, max: 300_000_000, group: 'Handler model', rule: 'LAM-SYNC-03', help: '0: as long as the response is.' }),
  streaming: flag('Streams its response', { group: 'Handler model', rule: 'LAM-SYNC-07', help: 'Up to 200 MB: the first 6 MB at once, the rest at 2 MB a second.' }),
  firstByteMs: optional(millis('First byte after', { ...modelled, default: 0, min: 0, max: 900_000, step: 0.001, group: 'Handler model', rule: 'LAM-SYNC-07', help: 'When it streams. Empty: when its own time is over. A failure later than this breaks the response off.' })),
  errorRate: percent('Error rate', { ...modelled, default: 0, min: 0, max: 100, step: 0.01, group: 'Failures' }),
  failFirst: count('Fail the first', { ...modelled, default: 0, min: 0, max: 1_000_000, group: 'Failures', help: 'So many invocations fail, then all is well.' }),
  failTries: count('Fail each message until try', { ...modelled, default: 0, min: 0, max: 1_000, group: 'Failures', help: '2: the first two tries of every message fail, the third succeeds.' }),
  poison: text('Poison', { ...modelled, group: 'Failures', maxLength: 256, help: 'A message whose body contains this text always fails.' }),
  failure: choice('Fails by', {
    ...modelled, default: 'exception', group: 'Failures', rule: 'LAM-ERR-05',
    options: [
      { value: 'exception', label: 'Exception' }, { value: 'timeout', label: 'Never returning' },
      { value: 'memory', label: 'Out of memory' }, { value: 'exit', label: 'Process exit' },
      { value: 'marshal', label: 'Result that is no JSON' }, { value: 'neverSettles', label: 'Promise that never settles' },
    ],
  }),
  init: choice('Init', {
    default: 'runtime', group: 'Cold start', rule: 'LAM-LC-05',
    options: [{ value: 'runtime', label: 'As measured for the runtime' }, { value: 'constant', label: 'Constant' }, { value: 'exponential', label: 'Exponential' }],
  }),
  initMs: millis('Init time', { default: 0, min: 0, max: 900_000, step: 0.001, group: 'Cold start', when: { field: 'init', is: ['constant', 'exponential'] } }),
  initWorkMs: millis('Own init work', { default: 0, min: 0, max: 900_000, group: 'Cold start', rule: 'LAM-LC-07', help: 'Connecting to a database, loading a model: outside the handler, once per environment.' }),
  initFailure: choice('Init fails by', {
    ...modelled, default: 'none', group: 'Cold start', rule: 'LAM-LC-10',
    options: [
      { value: 'none', label: 'It does not' }, { value: 'import', label: 'Missing module' }, { value: 'syntax', label: 'Syntax error' },
      { value: 'handler', label: 'Handler not found' }, { value: 'entrypoint', label: 'No bootstrap' },
    ],
  }),
  snapStart: flag('SnapStart', { group: 'Cold start', rule: 'LAM-LC-17', aws: `${DG}snapstart.html`, help: 'Published versions start from a snapshot taken after init. Java, Python 3.12 and .NET 8 or later, zip only.' }),
  restoreMs: optional(millis('Restore time', { default: 0, min: 0, max: 900_000, group: 'Cold start', rule: 'LAM-LC-17', when: { field: 'snapStart', is: [true] }, help: 'Empty: 180 ms and 40 ms for each GB of memory in realistic mode.' })),
  extensions: choice('Extensions', {
    default: 'none', group: 'Cold start', rule: 'LAM-LC-15', help: 'They lengthen init, and have time to finish when an environment goes.',
    options: [{ value: 'none', label: 'None' }, { value: 'internal', label: 'Internal' }, { value: 'external', label: 'External' }],
  }),
  idleEndSec: optional(seconds('Idle end', { default: 0, min: 1, max: 86_400, group: 'Cold start', rule: 'LAM-LC-12', help: 'When an idle environment is taken away. Empty: 600 s in strict mode, about that in realistic mode.' })),
  maxRetries: count('Async retries', { default: 2, min: 0, max: 2, group: 'Asynchronous', rule: 'LAM-ASYNC-04', aws: `${DG}invocation-async-error-handling.html` }),
  maxAgeSec: seconds('Async event age', { default: 21_600, min: 60, max: 21_600, group: 'Asynchronous', rule: 'LAM-ASYNC-04' }),
  asyncSettings: list('Of versions and aliases', {
    qualifier: text('Version or alias', { default: 'live', maxLength: 128 }),
    maxRetries: count('Retries', { default: 2, min: 0, max: 2 }),
    maxAgeSec: seconds('Event age', { default: 21_600, min: 60, max: 21_600 }),
  }, { maxRows: 50, group: 'Asynchronous', rule: 'LAM-ASYNC-04', aws: `${DG}invocation-async-configuring.html`, help: 'For events whose wire names this version or alias. All others have the settings above.' }),
  recursion: choice('Recursive loops', { default: 'Terminate', group: 'Asynchronous', rule: 'LAM-REC-02', options: [{ value: 'Terminate', label: 'Terminate' }, { value: 'Allow', label: 'Allow' }] }),
  versions: list('Published versions', {
    number: count('Version', { default: 1, min: 1, max: 1_000_000 }),
    settings: text('Settings of its own', { as: 'json', maxLength: 65_536, help: 'What it was published with, where that differs from the settings above: {"memoryMb":512}.' }),
  }, { maxRows: 50, group: 'Versions', rule: 'LAM-VER-01', aws: `${DG}configuration-versions.html`, help: 'Code and settings as they were when they were published. Empty settings: those above, as they are when the run begins.' }),
  aliases: list('Aliases', {
    name: text('Name', { default: 'live', maxLength: 128 }),
    version: count('Version', { default: 1, min: 0, max: 1_000_000, help: '0 is $LATEST.' }),
    additional: optional(count('Second version', { default: 1, min: 1, max: 1_000_000 })),
    weight: percent('Its share', { default: 0, min: 0, max: 100, step: 0.01 }),
  }, { maxRows: 50, group: 'Versions', rule: 'LAM-ALI-01', aws: `${DG}configuration-aliases.html`, help: 'A name that points to a version, or shares requests between two. Wires name it as their qualifier.' }),
  provisioned: list('Provisioned concurrency', {
    qualifier: text('Version or alias', { default: 'live', maxLength: 128 }),
    environments: count('Environments', { default: 1, min: 0, max: 100_000 }),
    readyAtStart: flag('Ready when the run begins', { default: true, help: 'Otherwise it is asked for then, and takes a minute and a half and longer.' }),
    target: percent('Target utilisation', { default: 0, min: 0, max: 90, help: '10 to 90: scales to stay there. 0: does not scale.' }),
    min: count('At least', { default: 1, min: 0, max: 100_000 }),
    max: count('At most', { default: 100, min: 0, max: 100_000 }),
  }, { maxRows: 10, group: 'Versions', rule: 'LAM-PC-01', aws: `${DG}provisioned-concurrency.html`, help: 'Environments that are initialised before anybody asks. They are paid whether or not they are used.' }),
  schedules: list('Scheduled capacity', {
    qualifier: text('Version or alias', { default: 'live', maxLength: 128 }),
    atSec: seconds('At', { default: 0, min: 0, max: 31_536_000 }),
    min: count('At least', { default: 1, min: 0, max: 100_000 }),
    max: count('At most', { default: 100, min: 0, max: 100_000 }),
  }, { maxRows: 50, group: 'Versions', rule: 'LAM-PC-08', aws: `${DG}provisioned-concurrency.html` }),
  environment: list('Environment variables', { key: text('Key', { maxLength: 128 }), value: text('Value', { maxLength: 4_096 }) }, { maxRows: 100, group: 'Configuration', rule: 'LAM-ENV-01' }),
  tracing: flag('Active tracing (X-Ray)', { group: 'Configuration', rule: 'LAM-XR-01', aws: `${DG}services-xray.html`, help: 'One request a second and 5 % of the others are traced.' }),
  logFormat: choice('Log format', { default: 'Text', group: 'Logging', rule: 'LAM-LOG-06', aws: `${DG}monitoring-cloudwatchlogs-logformat.html`, options: [{ value: 'Text', label: 'Text' }, { value: 'JSON', label: 'JSON' }] }),
  applicationLevel: choice('Application log level', {
    default: 'INFO', group: 'Logging', rule: 'LAM-LOG-07', aws: `${DG}monitoring-cloudwatchlogs-log-level.html`, when: { field: 'logFormat', is: ['JSON'] },
    options: [{ value: 'TRACE', label: 'TRACE' }, { value: 'DEBUG', label: 'DEBUG' }, { value: 'INFO', label: 'INFO' }, { value: 'WARN', label: 'WARN' }, { value: 'ERROR', label: 'ERROR' }, { value: 'FATAL', label: 'FATAL' }],
  }),
  systemLevel: choice('System log level', {
    default: 'INFO', group: 'Logging', rule: 'LAM-LOG-07', when: { field: 'logFormat', is: ['JSON'] }, help: 'WARN leaves out the start and the report of invocations that went well.',
    options: [{ value: 'DEBUG', label: 'DEBUG' }, { value: 'INFO', label: 'INFO' }, { value: 'WARN', label: 'WARN' }],
  }),
  logGroup: text('Log group', { group: 'Logging', rule: 'LAM-LOG-01', maxLength: 512, pattern: { source: '^[A-Za-z0-9_./#-]*$', message: 'A log group has letters, digits and _ - / . #.' }, help: 'Empty: /aws/lambda/ and the name of the function.' }),
}
export type FunctionConfig = Values<typeof config>

/** Where the end of an event is told: the role of the function needs a statement for that, too. */
export const told = {
  permission: flag('Statement in the role', { default: true, rule: 'LAM-DEST-04', aws: `${DG}invocation-async-retain-records.html`, help: 'What Lambda needs to send there. Take it away to see that it is lost.' }),
}
/** WIR-16: a function may be told under a version or an alias. */
export const destination = { ...qualified, ...told }
export type Told = Values<typeof told>

/** Whoever is asked through the SDK, and so by a role. */
const AWS_API: readonly Role[] = ['function', 'queue', 'fifo', 'topic', 'fifoTopic', 'bus', 'bucket', 'stream', 'table']

/** WIR-18: a call that the handler makes along one wire. */
export const callWire = {
  ...qualified,
  permission: flag('Statement in the role', { default: true, at: AWS_API, rule: 'GEN-05', help: 'What the code needs to make this call. Take it away to see how AWS refuses.' }),
  actions: choice('Actions allowed', {
    default: 'all', rule: 'WIR-18', at: AWS_API, help: 'Least privilege: code that does more hears AccessDenied.', when: { field: 'permission', is: [true] },
    options: [{ value: 'all', label: 'Everything there' }, { value: 'read', label: 'Reads only' }, { value: 'write', label: 'Writes only' }, { value: 'exact', label: 'These only' }],
  }),
  exactly: text('Which', { maxLength: 512, at: AWS_API, rule: 'WIR-18', when: { field: 'actions', is: ['exact'] }, pattern: { source: '^(\\s*([a-z0-9-]+:[A-Za-z*?]+|\\*)\\s*(,|$))*$', message: 'Actions like s3:GetObject, parted by commas.' }, help: 'For example s3:GetObject, s3:ListBucket. * and ? stand for anything.' }),
  keys: text('Keys that begin with', { maxLength: 512, at: ['bucket'], rule: 'WIR-18', help: 'The resource of the statement: only objects whose keys begin so. Empty: all of them.' }),
  does: choice('A handler without code', {
    default: 'auto', rule: 'WIR-18', at: ['bucket', 'table'],
    options: [{ value: 'auto', label: 'Does what it may', help: 'Writes, unless it may only read' }, { value: 'read', label: 'Reads', help: 'The object it is told of, or one that is there; the item of its body' }, { value: 'write', label: 'Writes' }],
  }),
  invocation: choice('Lambda invocation', {
    default: 'RequestResponse', rule: 'LAM-SYNC-01', at: ['function'], help: 'How the handler invokes another function.',
    options: [{ value: 'RequestResponse', label: 'RequestResponse', help: 'Waits for the result, and pays for the wait' }, { value: 'Event', label: 'Event', help: 'Waits only until it is taken in' }],
  }),
  onError: choice('When it fails', {
    default: 'throw', rule: 'LAM-SYNC-05', help: 'After the retries of the SDK. The handler looks at the function error of an invocation, too.',
    options: [{ value: 'throw', label: 'The handler throws' }, { value: 'catch', label: 'The handler goes on' }],
  }),
  payload: text('Payload', { as: 'json', maxLength: 65_536, help: 'Empty: the event that the function was invoked with.' }),
}
export type CallWire = Values<typeof callWire>
