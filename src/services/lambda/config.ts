import { choice, count, flag, list, megabytes, millis, optional, percent, seconds, text, type Values } from '../../contract/config.ts'

const DG = 'https://docs.aws.amazon.com/lambda/latest/dg/'

export const config = {
  runtime: choice('Runtime', {
    default: 'nodejs22.x', rule: 'LAM-GEN-05', aws: `${DG}lambda-runtimes.html`,
    help: 'Decides how long a cold start initialises.',
    options: [
      { value: 'nodejs22.x', label: 'Node.js 22' }, { value: 'nodejs24.x', label: 'Node.js 24' },
      { value: 'python3.13', label: 'Python 3.13' }, { value: 'python3.14', label: 'Python 3.14' },
      { value: 'java21', label: 'Java 21' }, { value: 'java25', label: 'Java 25' },
      { value: 'dotnet8', label: '.NET 8' }, { value: 'ruby3.4', label: 'Ruby 3.4' },
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

  duration: choice('Duration', {
    default: 'constant', group: 'Handler model', rule: 'LAM-CPU-03',
    help: 'How long the handler waits on others: its part that memory does not speed up.',
    options: [
      { value: 'constant', label: 'Constant' }, { value: 'exponential', label: 'Exponential' },
      { value: 'logNormal', label: 'Log-normal' }, { value: 'uniform', label: 'Uniform' },
    ],
  }),
  ioMs: millis('Waiting time', { default: 50, min: 0, max: 900_000, step: 0.001, group: 'Handler model', help: 'Mean, or median when log-normal.' }),
  spread: percent('Spread', { default: 50, min: 0, max: 300, group: 'Handler model', when: { field: 'duration', is: ['logNormal', 'uniform'] } }),
  cpuMs: millis('CPU work', { default: 0, min: 0, max: 900_000, step: 0.001, group: 'Handler model', rule: 'LAM-CPU-03', help: 'On one full vCPU. At 128 MB it takes 14 times as long.' }),
  threads: count('Threads', { default: 1, min: 1, max: 64, group: 'Handler model', rule: 'LAM-CPU-02' }),
  usedMb: megabytes('Memory used', { default: 0, min: 0, max: 10_240, group: 'Handler model', rule: 'LAM-MEM-02', help: 'Above the baseline of the runtime. More than the function has: out of memory.' }),
  errorRate: percent('Error rate', { default: 0, min: 0, max: 100, step: 0.01, group: 'Failures' }),
  failFirst: count('Fail the first', { default: 0, min: 0, max: 1_000_000, group: 'Failures', help: 'So many invocations fail, then all is well.' }),
  failTries: count('Fail each message until try', { default: 0, min: 0, max: 1_000, group: 'Failures', help: '2: the first two tries of every message fail, the third succeeds.' }),
  poison: text('Poison', { group: 'Failures', maxLength: 256, help: 'A message whose body contains this text always fails.' }),
  failure: choice('Fails by', {
    default: 'exception', group: 'Failures', rule: 'LAM-ERR-05',
    options: [
      { value: 'exception', label: 'Exception' }, { value: 'timeout', label: 'Never returning' },
      { value: 'memory', label: 'Out of memory' }, { value: 'exit', label: 'Process exit' },
    ],
  }),
  init: choice('Init', {
    default: 'runtime', group: 'Cold start', rule: 'LAM-LC-05',
    options: [{ value: 'runtime', label: 'As measured for the runtime' }, { value: 'constant', label: 'Constant' }, { value: 'exponential', label: 'Exponential' }],
  }),
  initMs: millis('Init time', { default: 0, min: 0, max: 900_000, step: 0.001, group: 'Cold start', when: { field: 'init', is: ['constant', 'exponential'] } }),
  initWorkMs: millis('Own init work', { default: 0, min: 0, max: 900_000, group: 'Cold start', rule: 'LAM-LC-07', help: 'Connecting to a database, loading a model: outside the handler, once per environment.' }),
  initFailure: choice('Init fails by', {
    default: 'none', group: 'Cold start', rule: 'LAM-LC-10',
    options: [
      { value: 'none', label: 'It does not' }, { value: 'import', label: 'Missing module' }, { value: 'syntax', label: 'Syntax error' },
      { value: 'handler', label: 'Handler not found' }, { value: 'entrypoint', label: 'No bootstrap' },
    ],
  }),
  idleEndSec: optional(seconds('Idle end', { default: 0, min: 1, max: 86_400, group: 'Cold start', rule: 'LAM-LC-12', help: 'When an idle environment is taken away. Empty: 600 s in strict mode, about that in realistic mode.' })),
  maxRetries: count('Async retries', { default: 2, min: 0, max: 2, group: 'Asynchronous', rule: 'LAM-ASYNC-04', aws: `${DG}invocation-async-error-handling.html` }),
  maxAgeSec: seconds('Async event age', { default: 21_600, min: 60, max: 21_600, group: 'Asynchronous', rule: 'LAM-ASYNC-04' }),
  recursion: choice('Recursive loops', { default: 'Terminate', group: 'Asynchronous', rule: 'LAM-REC-02', options: [{ value: 'Terminate', label: 'Terminate' }, { value: 'Allow', label: 'Allow' }] }),
  environment: list('Environment variables', { key: text('Key', { maxLength: 128 }), value: text('Value', { maxLength: 4_096 }) }, { maxRows: 100, group: 'Configuration', rule: 'LAM-ENV-01' }),
  tracing: flag('Active tracing (X-Ray)', { group: 'Configuration', rule: 'LAM-XR-01' }),
}
export type FunctionConfig = Values<typeof config>
