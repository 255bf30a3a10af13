/** GEN-05, GEN-06: the statements that a wire stands for, whoever it leaves, and in whose hands they are. */
import { apiId } from '../contract/http/ids.ts'
import { POLLING } from '../contract/polling.ts'
import { ACCOUNT, ACTIONS, type Statement, statementFor } from '../contract/permission.ts'
import { listedActions } from '../contract/role.ts'
import type { WireToolProps } from '../contract/tool.ts'

export interface Statements {
  readonly list: readonly Statement[]
  /** Who has them: the one that is reached, the function that asks, or the service by a role of its own. */
  readonly where: string
}

/** Who comes to the target, by the service that the wire leaves. */
const PRINCIPALS: { readonly [service: string]: string } = {
  sns: 'sns.amazonaws.com', eventbridge: 'events.amazonaws.com', s3: 's3.amazonaws.com', logs: 'logs.amazonaws.com', ses: 'ses.amazonaws.com', iot: 'iot.amazonaws.com',
  codecommit: 'codecommit.amazonaws.com', configRule: 'config.amazonaws.com', lex: 'lexv2.amazonaws.com', alexa: 'alexa-appkit.amazon.com', cognito: 'cognito-idp.amazonaws.com',
  alb: 'elasticloadbalancing.amazonaws.com', httpApi: 'apigateway.amazonaws.com', restApi: 'apigateway.amazonaws.com', websocketApi: 'apigateway.amazonaws.com',
  scheduler: 'role', s3Batch: 'role', codepipeline: 'role', customResource: 'role',
}
/** Whose actions a function's role needs, by what it calls. */
const PREFIXES: { readonly [role in WireToolProps['role']]?: string } = {
  function: 'lambda:InvokeFunction', queue: 'sqs:*', fifo: 'sqs:*', topic: 'sns:Publish', fifoTopic: 'sns:Publish', bus: 'events:PutEvents', bucket: 's3:*', stream: 'kinesis:Put*', table: 'dynamodb:*',
}

export function statementsOf({ service, config, wire, role, from, to, fromArn, toArn }: WireToolProps): Statements | undefined {
  if (role === 'function' && Object.hasOwn(POLLING, service)) {
    const stream = service === 'dynamodb' ? toStream(fromArn) : fromArn
    return { list: [{ Effect: 'Allow', Action: POLLING[service as keyof typeof POLLING].actions, Resource: stream }], where: `In the role of ${to}` }
  }
  if (service === 'lambda') {
    const Action = config.actions === undefined ? ACTIONS[role] : listedActions(role, { actions: config.actions ?? 'all', exactly: config.exactly ?? '' }) ?? PREFIXES[role]
    return Action === undefined ? undefined : { list: [{ Effect: 'Allow', Action, Resource: role === 'bucket' ? [toArn, `${toArn}/${config.keys ?? ''}*`] : toArn }], where: `In the role of ${from}` }
  }
  if (service === 'functionUrl') return { list: ofUrl(toArn, config.qualifier), where: `In the policy of ${to}` }
  if (service === 'cloudfront' && role === 'bucket') {
    const statement: Statement = { Sid: 'AllowCloudFrontServicePrincipalReadOnly', Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:GetObject', Resource: `${toArn}/*`, Condition: { StringEquals: { 'AWS:SourceArn': fromArn } } }
    return { list: [statement], where: `In the policy of ${to}` }
  }
  // To services other than functions an API goes by a role of its own.
  const principal = service === 'restApi' && role !== 'function' ? 'role' : service === 'alarm' && role === 'topic' ? 'cloudwatch.amazonaws.com' : service === 'alarm' ? 'lambda.alarms.cloudwatch.amazonaws.com' : PRINCIPALS[service]
  if (principal === undefined) return undefined
  const statement = statementFor({ principal, role, from: sourceOf(service, from, fromArn, config, wire), to: toArn, qualifier: config.qualifier })
  // An API's source ends in a path, that of a target group in a number: the name says more.
  if (statement?.Sid && sourceOf(service, from, fromArn, config, wire) !== fromArn && service !== 'eventbridge') return { list: [{ ...statement, Sid: `${principal.split('.')[0]}-${from.replace(/[^A-Za-z0-9-]/g, '-')}` }], where: `In the policy of ${to}` }
  return statement && { list: [statement], where: statement.Principal ? `In the policy of ${to}` : `In the role that ${from} assumes` }
}

/** What the policy names as the source, where that is not the node itself. */
function sourceOf(service: string, from: string, arn: string, config: WireToolProps['config'], wire: string): string {
  // A dead-letter queue may be that of several rules.
  if (service === 'eventbridge') return ruleArn(arn, config.targets !== undefined ? '*' : config.rule || `rule-${wire}`)
  if (service === 'httpApi' || service === 'restApi' || service === 'websocketApi') return `arn:aws:execute-api:us-east-1:${ACCOUNT}:${apiId(from)}/*${service === 'restApi' ? `/${config.method === 'ANY' || config.method === undefined ? '*' : config.method}${config.path || '/*'}` : '/*'}`
  if (service === 'alb') return `arn:aws:elasticloadbalancing:us-east-1:${ACCOUNT}:targetgroup/${from}-${wire}/6d0ecf831eec9f09`
  return arn
}

/** The policy names the rule, not its bus. */
const ruleArn = (bus: string, rule: string): string => bus.replace(/event-bus\/(.*)$/, (_, name: string) => `rule/${name === 'default' ? '' : `${name}/`}${rule}`)
const toStream = (table: string): string => `${table}/stream/*`

/** LAM-URL-04: since October 2025 it takes two. */
function ofUrl(to: string, qualifier = ''): Statement[] {
  const Resource = qualifier === '' ? to : `${to}:${qualifier}`
  return [
    { Sid: 'FunctionURLAllowPublicAccess', Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunctionUrl', Resource, Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } } },
    { Sid: 'FunctionURLInvokeAllowPublicAccess', Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunction', Resource, Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } } },
  ]
}
