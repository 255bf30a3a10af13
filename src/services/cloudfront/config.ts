import { choice, count, flag, list, megabytes, seconds, type Schema, text, type Values } from '../../contract/config.ts'
import { qualified } from '../../contract/qualifier.ts'

const DG = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/'
const YEAR = 31_536_000
const settings = `${DG}DownloadDistValuesCacheBehavior.html`
const ITEMS = 'none, all, names with commas between them, or "all except" and names.'

/** What a behaviour says, the default one as well as those of the list. */
export const behaviour = {
  origin: text('Origin', { maxLength: 128, rule: 'WIR-06', aws: settings, help: 'Name of an origin or an origin group. Empty: the origin drawn first.' }),
  viewerProtocol: choice('Viewers come by', {
    default: 'allow-all', rule: 'CF-22', aws: settings,
    options: [{ value: 'allow-all', label: 'HTTP and HTTPS' }, { value: 'redirect-to-https', label: 'HTTPS; HTTP is redirected' }, { value: 'https-only', label: 'HTTPS only', help: 'HTTP is refused with 403' }],
  }),
  methods: choice('Allowed methods', {
    default: 'read', rule: 'CF-02', aws: settings, help: 'Others are refused with 403. Only answers to GET and HEAD are kept.',
    options: [{ value: 'read', label: 'GET, HEAD' }, { value: 'options', label: 'GET, HEAD, OPTIONS' }, { value: 'all', label: 'All seven' }],
  }),
  cachesOptions: flag('Keeps answers to OPTIONS', { rule: 'CF-02', aws: settings }),
  cachePolicy: text('Cache policy', { default: 'CachingOptimized', maxLength: 128, rule: 'CF-02', aws: `${DG}using-managed-cache-policies.html`, suggests: ['CachingOptimized', 'CachingOptimizedForUncompressedObjects', 'CachingDisabled', 'UseOriginCacheControlHeaders', 'UseOriginCacheControlHeaders-QueryStrings', 'Elemental-MediaPackage', 'Amplify'], help: 'What makes the cache key, and how long answers are kept. One of AWS’s, or one of your own by its name.' }),
  originPolicy: text('Origin request policy', { maxLength: 128, rule: 'CF-02', aws: `${DG}using-managed-origin-request-policies.html`, suggests: ['AllViewer', 'AllViewerExceptHostHeader', 'AllViewerAndCloudFrontHeaders-2022-06', 'CORS-CustomOrigin', 'CORS-S3Origin', 'Elemental-MediaTailor-PersonalizedManifests', 'HostHeaderOnly', 'UserAgentRefererHeaders'], help: 'What the origin is told besides the cache key. Empty: nothing more.' }),
  responsePolicy: text('Response headers policy', { maxLength: 128, rule: 'CF-09', aws: `${DG}using-managed-response-headers-policies.html`, suggests: ['SimpleCORS', 'CORS-With-Preflight', 'SecurityHeadersPolicy', 'CORS-and-SecurityHeadersPolicy', 'CORS-with-preflight-and-SecurityHeadersPolicy'], help: 'Headers that viewers get besides. Empty: none.' }),
  compress: flag('Compresses', { default: true, rule: 'CF-02', aws: `${DG}ServingCompressedFiles.html`, help: 'Text of 1 KB to 10 MB, for viewers that take gzip or Brotli and a policy that keeps them apart.' }),
}

/** The same in a row, where its words would stand once more. */
const inRows = <const S extends Schema>(schema: S): S => Object.fromEntries(Object.entries(schema).map(([name, { help: _, rule: __, aws: ___, ...field }]) => [name, field])) as unknown as S

const HTTP_ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504] as const

export const config = {
  ...behaviour,
  behaviours: list('Behaviours by path', {
    path: text('Path pattern', { default: '/api/*', maxLength: 255, pattern: { source: '^[A-Za-z0-9_.*$/~"\'@:+&?,;=()!|^%-]+$', message: 'Letters, digits and signs of a path; * stands for anything, ? for one character.' } }),
    ...inRows(behaviour),
  }, { maxRows: 100, ordered: true, rule: 'CF-20', aws: settings, help: 'Tried from top to bottom; the first that fits decides. What fits none takes the default above.' }),
  defaultRootObject: text('Default root object', { maxLength: 255, rule: 'CF-02', aws: `${DG}DefaultRootObject.html`, pattern: { source: '^([^/].*)?$', message: 'A name without a slash before it, such as index.html.' }, help: 'What / asks for. Not what /folder/ asks for.' }),
  priceClass: choice('Price class', { default: 'all', rule: 'CF-01', aws: `${DG}PriceClass.html`, help: 'Fewer edge locations cost less; viewers elsewhere go a longer way.', options: [{ value: 'all', label: 'All edge locations' }, { value: '200', label: 'Without South America' }, { value: '100', label: 'North America and Europe' }] }),
  geo: choice('Countries', { default: 'none', rule: 'CF-09', aws: `${DG}georestrictions.html`, options: [{ value: 'none', label: 'All' }, { value: 'allow', label: 'Only these' }, { value: 'block', label: 'All but these' }] }),
  countries: text('Which', { maxLength: 512, rule: 'CF-09', when: { field: 'geo', is: ['allow', 'block'] }, help: 'Two letters each, with commas: DE, FR.' }),
  errors: list('Custom error pages', {
    status: choice('Status', { default: '404', options: HTTP_ERRORS.map((one) => ({ value: String(one), label: String(one) })) as readonly { value: `${(typeof HTTP_ERRORS)[number]}`; label: string }[] }),
    page: text('Page', { maxLength: 1_024, help: 'A path such as /errors/404.html. Empty: the answer as it is.' }),
    responseStatus: choice('Viewers get', { default: 'same', options: ['same', '200', ...HTTP_ERRORS.map(String)].map((value) => ({ value, label: value === 'same' ? 'the same' : value })) }),
    minTtlSec: seconds('Kept for', { default: 10, min: 0, max: YEAR }),
  }, { maxRows: 11, group: 'Errors', rule: 'CF-05', aws: `${DG}GeneratingCustomErrorResponses.html` }),
  cachePolicies: list('Cache policies of your own', {
    name: text('Name', { default: 'mine', maxLength: 128 }),
    minTtlSec: seconds('Minimum TTL', { default: 1, min: 0, max: YEAR }),
    defaultTtlSec: seconds('Default TTL', { default: 86_400, min: 0, max: YEAR }),
    maxTtlSec: seconds('Maximum TTL', { default: YEAR, min: 0, max: YEAR }),
    headers: text('Headers', { default: 'none', maxLength: 1_024, help: 'none, or names with commas between them.' }),
    cookies: text('Cookies', { default: 'none', maxLength: 1_024, help: ITEMS }),
    query: text('Query strings', { default: 'none', maxLength: 1_024, help: ITEMS }),
    compression: flag('Gzip and Brotli apart', { default: true }),
  }, { maxRows: 20, group: 'Policies of your own', rule: 'CF-02', aws: `${DG}cache-key-create-cache-policy.html` }),
  originPolicies: list('Origin request policies of your own', {
    name: text('Name', { default: 'mine', maxLength: 128 }),
    headers: text('Headers', { default: 'none', maxLength: 1_024, help: `${ITEMS} CloudFront-Viewer-Country and its like are added when they are named.` }),
    cookies: text('Cookies', { default: 'none', maxLength: 1_024, help: ITEMS }),
    query: text('Query strings', { default: 'none', maxLength: 1_024, help: ITEMS }),
  }, { maxRows: 20, group: 'Policies of your own', rule: 'CF-02', aws: `${DG}controlling-origin-requests.html` }),
  responsePolicies: list('Response headers policies of your own', {
    name: text('Name', { default: 'mine', maxLength: 128 }),
    set: text('Sets', { as: 'lines', maxLength: 4_096, help: 'One header to a line, as Name: value.' }),
    remove: text('Takes away', { maxLength: 1_024, help: 'Names of headers, with commas.' }),
    override: flag('Instead of the origin’s', { default: true }),
  }, { maxRows: 20, group: 'Policies of your own', rule: 'CF-09', aws: `${DG}creating-response-headers-policies.html` }),
  cacheMb: megabytes('Cache of an edge location', { default: 512, min: 1, max: 16_384, group: 'Playground', rule: 'CF-01', help: 'AWS does not say how much it keeps. What was not asked for longest makes room.' }),
  collapse: flag('One request to the origin at a time', { default: true, group: 'Playground', rule: 'CF-06', help: 'Of requests for one key that miss together, one goes on; the others wait for its answer.' }),
  deploySec: seconds('A change takes', { default: 180, min: 0, max: 3_600, group: 'Playground', rule: 'CF-10', help: 'Until it is in force at the edge locations.' }),
  invalidateSec: seconds('An invalidation takes', { default: 10, min: 0, max: 3_600, group: 'Playground', rule: 'CF-10' }),
}
export type DistributionConfig = Values<typeof config>
export type BehaviourConfig = Values<typeof behaviour>

/** WIR-06: an origin. */
export const origin = {
  name: text('Origin name', { maxLength: 128, rule: 'WIR-06', aws: `${DG}DownloadDistValuesOrigin.html`, help: 'Behaviours speak of it. Empty: the name of what stands there.' }),
  path: text('Origin path', { maxLength: 255, rule: 'WIR-06', aws: `${DG}DownloadDistValuesOrigin.html`, pattern: { source: '^(/.*[^/])?$', message: 'Begins with a slash and does not end with one.' }, help: 'Stands before every path that is asked for.' }),
  headers: list('Custom headers', { name: text('Name', { maxLength: 256 }), value: text('Value', { maxLength: 1_783 }) }, { maxRows: 30, rule: 'WIR-06', aws: `${DG}add-origin-custom-headers.html`, help: 'The origin gets them with every request, whatever the viewer sent under these names.' }),
  access: choice('Access', {
    default: 'oac', rule: 'CF-11', aws: `${DG}private-content-restricting-access-to-s3.html`,
    options: [{ value: 'oac', label: 'Origin access control', help: 'Signs requests to buckets and function URLs' }, { value: 'none', label: 'Open', help: 'A private bucket answers 403 then' }],
  }),
  permission: flag('Statement in the policy', { default: true, rule: 'CF-11', aws: `${DG}private-content-restricting-access-to-s3.html`, help: 'What the bucket’s or function’s policy needs to let the distribution in. Take it away to see the failure.' }),
  listBucket: flag('May list the bucket', { group: 'Bucket', rule: 'CF-11', help: 'With s3:ListBucket a key that is not there is 404; without it 403.' }),
  anyKey: flag('Any key is there', { default: true, group: 'Bucket', rule: 'CF-11', help: 'The bucket answers keys that it does not hold with a stand-in. Take it away to serve its own objects only.' }),
  group: text('Origin group', { maxLength: 128, group: 'Origin group', rule: 'CF-08', aws: `${DG}high_availability_origin_failover.html`, help: 'Two origins with the same group: the second stands in when the first fails.' }),
  member: choice('In the group', { default: 'primary', group: 'Origin group', rule: 'CF-08', options: [{ value: 'primary', label: 'Primary' }, { value: 'secondary', label: 'Secondary' }] }),
  failoverOn: text('Fails over on', { default: '500, 502, 503, 504', maxLength: 128, group: 'Origin group', rule: 'CF-08', when: { field: 'member', is: ['primary'] }, pattern: { source: '^\\s*((400|403|404|416|429|500|502|503|504)\\s*(,\\s*|$))*$', message: 'Of 400, 403, 404, 416, 429, 500, 502, 503 and 504, with commas.' }, help: 'Failed connections and timeouts fail over in any case.' }),
  attempts: count('Connection attempts', { default: 3, min: 1, max: 3, group: 'Patience', rule: 'CF-07', aws: `${DG}DownloadDistValuesOrigin.html`, help: 'And, for GET and HEAD, how often it asks an origin that does not answer in time.' }),
  connectSec: seconds('Connection timeout', { default: 10, min: 1, max: 10, group: 'Patience', rule: 'CF-07' }),
  responseSec: seconds('Response timeout', { default: 30, min: 1, max: 120, group: 'Patience', rule: 'CF-07' }),
  keepaliveSec: seconds('Keep-alive timeout', { default: 5, min: 1, max: 120, group: 'Patience', rule: 'CF-07' }),
  shield: choice('Origin Shield', { default: 'off', rule: 'CF-01', aws: `${DG}origin-shield.html`, help: 'One more cache, in front of the origin, which all edge locations ask.', options: [{ value: 'off', label: 'Off' }, { value: 'on', label: 'On' }] }),
  broken: choice('Is reached', {
    default: 'yes', group: 'Playground', rule: 'CF-07', help: 'Of an origin on your canvas nothing of this goes wrong by itself.',
    options: [{ value: 'yes', label: 'Yes' }, { value: 'no-connection', label: 'No connection in time' }, { value: 'refused', label: 'Connection or TLS refused' }, { value: 'no-name', label: 'Its name is not known' }],
  }),
}
export type OriginConfig = Values<typeof origin>

/** WIR-07: a function at a stage of a behaviour. */
export const edge = {
  behaviour: text('Behaviour', { default: '*', maxLength: 255, rule: 'WIR-07', aws: `${DG}lambda-edge-add-triggers-cf-console.html`, help: '* is the default behaviour; else the path pattern of one of the list.' }),
  qualifier: { ...qualified.qualifier, label: 'Version', rule: 'WIR-07', help: 'Of a Lambda function: a published version by its number. Neither $LATEST nor an alias runs at the edge.' },
}
/** At the two request stages. */
export const edgeRequest = {
  ...edge,
  includeBody: flag('Include body', { rule: 'WIR-07', aws: `${DG}lambda-include-body-access.html`, help: 'Lambda@Edge only: the event then holds the request’s body, cut at 40 KB for viewers and 1 MB before the origin.' }),
}
export type EdgeConfig = Values<typeof edgeRequest>

/** Settings of such a wire that are not the distribution's but the origin's: they hold at once. */
export const OF_ORIGIN: readonly string[] = ['permission', 'listBucket', 'anyKey', 'broken']
