import { choice, count, flag, list, optional, seconds, text, type Values } from '../../contract/config.ts'
import { METHODS } from '../../contract/http/routes.ts'
import { qualified } from '../../contract/qualifier.ts'

const ELB = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/'
const conditions = `${ELB}rule-condition-types.html`

export const config = {
  protocol: choice('Listener', { default: 'HTTP', aws: `${ELB}load-balancer-listeners.html`, options: [{ value: 'HTTP', label: 'HTTP, port 80' }, { value: 'HTTPS', label: 'HTTPS, port 443' }] }),
  idleTimeoutSec: seconds('Idle timeout', { default: 60, min: 1, max: 4_000, rule: 'ALB-01', aws: `${ELB}edit-load-balancer-attributes.html`, help: 'Of connections to clients; it does not cut off a function that is still at work.' }),
  rules: list('Answers of its own', {
    priority: count('Priority', { default: 1, min: 1, max: 50_000 }),
    path: text('Path', { default: '/old/*', maxLength: 128 }),
    host: text('Host', { maxLength: 128 }),
    action: choice('Action', { default: 'redirect', options: [{ value: 'redirect', label: 'Redirect' }, { value: 'fixed', label: 'Fixed response' }] }),
    status: count('Status', { default: 301, min: 200, max: 599 }),
    value: text('Location or body', { default: '/new', maxLength: 1_024 }),
  }, { maxRows: 50, group: 'Listener rules', rule: 'ALB-02', aws: `${ELB}rule-action-types.html`, help: 'Redirects and fixed responses; * and ? stand for anything.' }),
  elseStatus: count('When no rule fits', { default: 404, min: 200, max: 599, group: 'Listener rules', rule: 'ALB-02', help: 'Status of the fixed response, if no wire is the default.' }),
}
export type BalancerConfig = Values<typeof config>

/** WIR-05: a rule of the listener and the target group behind it, which holds one function. */
export const wire = {
  priority: optional(count('Priority', { default: 1, min: 1, max: 50_000, rule: 'WIR-05', aws: `${ELB}listener-rules.html`, help: 'Lower comes first. Empty: the default, which takes what no rule takes.' })),
  path: text('Path', { maxLength: 512, rule: 'WIR-05', aws: conditions, help: 'With commas between several; * and ? stand for anything. Case counts.' }),
  host: text('Host', { maxLength: 512, rule: 'WIR-05', aws: conditions }),
  method: choice('Method', { default: 'ANY', rule: 'WIR-05', options: ['ANY', ...METHODS].map((value) => ({ value, label: value })) as readonly { value: 'ANY' | (typeof METHODS)[number]; label: string }[] }),
  header: text('Header', { maxLength: 256, rule: 'WIR-05', aws: conditions, help: 'Name: value, where * and ? stand for anything.' }),
  query: text('Query', { maxLength: 256, rule: 'WIR-05', aws: conditions, help: 'name=value, where * and ? stand for anything.' }),
  targetGroup: text('Target group', { maxLength: 32, rule: 'VAL-14', aws: `${ELB}lambda-functions.html`, pattern: { source: '^$|^(?!-)[A-Za-z0-9-]{1,32}$', message: 'Letters, digits and dashes, 32 at most.' }, help: 'Rules may share a group by its name. A group holds one function. Empty: one of its own, called after the function.' }),
  weight: count('Weight', { default: 1, min: 0, max: 999, rule: 'WIR-05', help: 'Among the target groups of the same rule.' }),
  ...qualified,
  multiValue: flag('Multi-value headers', { rule: 'ALB-05', aws: `${ELB}lambda-functions.html#multi-value-headers`, help: 'Of the target group: headers and query values as lists, in the event and in the answer.' }),
  permission: flag('Statement in the policy', { default: true, rule: 'GEN-05', aws: `${ELB}lambda-functions.html`, help: 'What the function’s policy needs to let the load balancer in. Take it away to see how AWS refuses.' }),
  healthCheck: flag('Health checks', { group: 'Health check', rule: 'ALB-08', aws: `${ELB}lambda-functions.html#enable-health-checks-lambda`, help: 'Invocations like any other, and billed.' }),
  healthPath: text('Path of the check', { default: '/', maxLength: 1_024, group: 'Health check', rule: 'ALB-08', when: { field: 'healthCheck', is: [true] } }),
  intervalSec: seconds('Interval', { default: 35, min: 5, max: 300, group: 'Health check', rule: 'ALB-08', when: { field: 'healthCheck', is: [true] } }),
  checkTimeoutSec: seconds('Timeout', { default: 30, min: 2, max: 120, group: 'Health check', rule: 'ALB-08', when: { field: 'healthCheck', is: [true] } }),
  healthyAfter: count('Healthy after', { default: 5, min: 2, max: 10, group: 'Health check', rule: 'ALB-08', when: { field: 'healthCheck', is: [true] } }),
  unhealthyAfter: count('Unhealthy after', { default: 2, min: 2, max: 10, group: 'Health check', rule: 'ALB-08', when: { field: 'healthCheck', is: [true] } }),
  matcher: text('Good statuses', { default: '200', maxLength: 64, group: 'Health check', rule: 'ALB-08', when: { field: 'healthCheck', is: [true] }, pattern: { source: '^\\d{3}(-\\d{3})?(,\\d{3}(-\\d{3})?)*$', message: '200, 200-299 or 200,204.' } }),
}
export type TargetConfig = Values<typeof wire>

export const hasConditions = (target: TargetConfig): boolean =>
  target.path !== '' || target.host !== '' || target.method !== 'ANY' || target.header !== '' || target.query !== ''

/** Whether what happens depends on what a request says. */
export const looksAt = (balancer: BalancerConfig, targets: readonly TargetConfig[]): boolean =>
  balancer.rules.length > 0 || targets.some((one) => one.priority !== null || hasConditions(one))
