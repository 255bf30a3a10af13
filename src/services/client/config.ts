import { bytes, choice, count, flag, list, millis, perSecond, text, type Values } from '../../contract/config.ts'
import { qualified } from '../../contract/qualifier.ts'
import { MOST_TABLE_CHARACTERS, TABLE_PATTERN } from './table.ts'

const PAGE = 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html'
const only = (...patterns: string[]) => ({ when: { field: 'pattern', is: patterns } })
/** Patterns that begin and end; a table has its own times, and by hand there is none. */
const PATTERNED = ['constant', 'poisson', 'ramp', 'burst', 'spike', 'steps', 'wave', 'closed'] as const

export const config = {
  pattern: choice('Pattern', {
    default: 'constant',
    help: 'When requests are sent. Open patterns keep sending however slow the system is; closed users wait for their answer.',
    options: [
      { value: 'constant', label: 'Constant', help: 'Evenly spaced' },
      { value: 'poisson', label: 'Random (Poisson)', help: 'Independent users: gaps vary, the mean holds' },
      { value: 'ramp', label: 'Ramp', help: 'Grows evenly from one rate to another' },
      { value: 'burst', label: 'Burst', help: 'Many at one instant, again and again' },
      { value: 'spike', label: 'Spike', help: 'A steady rate with one peak' },
      { value: 'steps', label: 'Steps', help: 'A rate that grows by so much every so often' },
      { value: 'wave', label: 'Wave', help: 'A rate that rises and falls, as day and night do' },
      { value: 'closed', label: 'Closed users', help: 'Each user waits for the answer, then thinks' },
      { value: 'table', label: 'Table (CSV)', help: 'Exactly at the times of a table of yours' },
      { value: 'manual', label: 'By hand', help: 'Nothing by itself; press Send' },
    ],
  }),
  rps: perSecond('Requests', { default: 5, min: 0, max: 20_000, step: 0.1, rule: 'SRC-01', ...only('constant', 'poisson', 'spike', 'wave') }),
  rampFrom: perSecond('From', { default: 0, min: 0, max: 20_000, step: 0.1, rule: 'SRC-03', ...only('ramp') }),
  rampTo: perSecond('To', { default: 100, min: 0, max: 20_000, step: 0.1, rule: 'SRC-03', ...only('ramp') }),
  stepFrom: perSecond('First rate', { default: 10, min: 0, max: 20_000, step: 0.1, rule: 'SRC-03', ...only('steps') }),
  stepBy: perSecond('Each step adds', { default: 10, min: 0, max: 20_000, step: 0.1, rule: 'SRC-03', ...only('steps') }),
  stepEveryMs: millis('A step every', { default: 10_000, min: 1, max: 86_400_000, rule: 'SRC-03', ...only('steps') }),
  swing: perSecond('Rises and falls by', { default: 5, min: 0, max: 20_000, step: 0.1, rule: 'SRC-03', ...only('wave'), help: 'No more than the rate itself counts.' }),
  periodMs: millis('Period', { default: 60_000, min: 1, max: 604_800_000, rule: 'SRC-03', ...only('wave') }),
  burstSize: count('Requests in a burst', { default: 100, min: 1, max: 100_000, rule: 'SRC-04', ...only('burst') }),
  burstEveryMs: millis('A burst every', { default: 10_000, min: 1, max: 86_400_000, rule: 'SRC-04', ...only('burst') }),
  spikeAtMs: millis('Peak begins at', { default: 20_000, min: 0, max: 86_400_000, ...only('spike') }),
  spikeRps: perSecond('Rate in the peak', { default: 1_000, min: 0, max: 20_000, ...only('spike') }),
  spikeForMs: millis('Peak lasts', { default: 5_000, min: 1, max: 86_400_000, ...only('spike') }),
  users: count('Users', { default: 10, min: 1, max: 10_000, rule: 'SRC-06', ...only('closed') }),
  thinkMs: millis('Think time', { default: 1_000, min: 0, max: 3_600_000, rule: 'SRC-06', ...only('closed') }),
  arrivals: text('Arrivals', {
    as: 'table', maxLength: MOST_TABLE_CHARACTERS, rule: 'SRC-05', ...only('table'),
    pattern: { source: TABLE_PATTERN, message: 'A table of arrivals is made from CSV; this is none.' },
  }),
  startAtMs: millis('Starts at', { ...only(...PATTERNED), default: 0, min: 0, max: 86_400_000, group: 'Span' }),
  forMs: millis('Sends for', { ...only(...PATTERNED), default: 60_000, min: 0, max: 2_592_000_000, group: 'Span', help: 'Virtual time; 0 sends to the end of the run.' }),
  invocation: choice('Lambda invocation', {
    default: 'RequestResponse', group: 'Request', rule: 'LAM-SYNC-01',
    help: 'How a function wired directly is invoked by the SDK.',
    options: [
      { value: 'RequestResponse', label: 'RequestResponse', help: 'Waits for the result' },
      { value: 'ResponseStream', label: 'InvokeWithResponseStream', help: 'Reads the response as it is written' },
      { value: 'Event', label: 'Event', help: 'Gets 202 at once; Lambda retries' },
      { value: 'DryRun', label: 'DryRun', help: 'Checks permission and input only: 204' },
    ],
  }),
  body: text('Body', {
    group: 'Request', as: 'json', maxLength: 65_536, default: '',
    help: 'JSON. {{seq}}, {{uuid}}, {{now}}, {{rand 1 100}} and {{pick a,b,c}} are filled in for each request.',
  }),
  signed: flag('Signs its requests', { group: 'Request', rule: 'LAM-URL-03', help: 'With SigV4, as the AWS SDK does: what wants IAM lets nobody else in.' }),
  sizeBytes: bytes('Payload size', { default: 0, min: 0, max: 20_000_000, group: 'Request', rule: 'LAM-SYNC-03', help: '0: as long as the body is.' }),
  timeoutMs: millis('Client timeout', { default: 30_000, min: 1, max: 900_000, group: 'Patience', rule: 'SRC-07' }),
  retry: choice('Retries', {
    default: 'none', group: 'Patience', rule: 'GEN-10', aws: PAGE,
    options: [
      { value: 'none', label: 'None' },
      { value: 'fixed', label: 'Fixed delay' },
      { value: 'exponential', label: 'Exponential' },
      { value: 'sdk', label: 'As the AWS SDK', help: 'First delay 100 ms, after a throttle 500 ms; doubled each time up to 20 s' },
    ],
  }),
  attempts: count('Tries in all', { default: 3, min: 1, max: 10, group: 'Patience', when: { field: 'retry', is: ['fixed', 'exponential', 'sdk'] } }),
  baseMs: millis('First delay', { default: 100, min: 0, max: 60_000, group: 'Patience', when: { field: 'retry', is: ['fixed', 'exponential'] } }),
  capMs: millis('Longest delay', { default: 20_000, min: 0, max: 3_600_000, group: 'Patience', when: { field: 'retry', is: ['exponential'] } }),
  jitter: flag('Jitter', { default: true, group: 'Patience', when: { field: 'retry', is: ['exponential'] }, help: 'Without it, clients that failed together come back together.' }),
  retryThrottles: flag('Retry 429', { default: true, group: 'Patience', when: { field: 'retry', is: ['fixed', 'exponential'] } }),
  retryErrors: flag('Retry 5xx and timeouts', { default: true, group: 'Patience', when: { field: 'retry', is: ['fixed', 'exponential'] } }),
  headers: list('Headers', { name: text('Name'), value: text('Value', { maxLength: 1_024 }) }, { maxRows: 50, group: 'Request', help: 'Values may hold the placeholders of the body, and {{jwt sub=anna scope=read}}.' }),
  browser: flag('Is a page in a browser', { group: 'Browser', rule: 'SRC-08', help: 'Asks with OPTIONS first where CORS wants it, and hides answers that the page’s origin may not read.' }),
  origin: text('Origin of the page', { default: 'https://app.example.com', maxLength: 256, group: 'Browser', rule: 'SRC-08', when: { field: 'browser', is: [true] } }),
  sourceIp: text('IP address', {
    default: '203.0.113.9', maxLength: 45, group: 'Browser',
    pattern: { source: '^((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}$|^[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}$', message: 'An address: 203.0.113.9 or 2001:db8::1.' },
  }),
  userAgent: text('User agent', { default: 'Mozilla/5.0', maxLength: 512, group: 'Browser' }),
  country: text('Country', { default: '', maxLength: 2, group: 'Browser', help: 'Two letters: what CloudFront tells of it.' }),
  countries: text('Countries', {
    maxLength: 256, group: 'Browser', rule: 'CF-01', pattern: { source: '^(\\s*[A-Za-z]{2}(\\s+\\d+)?\\s*(,|$))*$', message: 'Two letters each with a share, and commas between them: DE 3, US 1.' },
    help: 'Of many viewers: each request comes from one of them, by their shares.',
  }),
}
export type ClientConfig = Values<typeof config>

/** What decides when requests leave. */
export const OF_PATTERN = (Object.keys(config) as (keyof ClientConfig)[]).filter((name) => {
  const field = config[name]
  return name === 'pattern' || ('when' in field && field.when?.field === 'pattern')
})

/** WIR-01: what the client sends along one wire. */
export const wire = {
  ...qualified,
  method: choice('Method', {
    default: 'GET',
    options: [{ value: 'GET', label: 'GET' }, { value: 'POST', label: 'POST' }, { value: 'PUT', label: 'PUT' }, { value: 'PATCH', label: 'PATCH' }, { value: 'DELETE', label: 'DELETE' }, { value: 'HEAD', label: 'HEAD' }, { value: 'OPTIONS', label: 'OPTIONS' }],
  }),
  path: text('Path', { default: '/', maxLength: 1_024, help: 'With its query. {{seq}}, {{rand 1 100}}, {{pick a,b}} and the like are filled in.' }),
  weight: count('Share of the traffic', { default: 1, min: 0, max: 1_000, help: 'Relative to the other wires of this client.' }),
}
export type ClientWire = Values<typeof wire>

