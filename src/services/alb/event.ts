/** What a function behind a load balancer receives (ALB-04, ALB-05, ALB-08). */
import { hashText } from '../../base/hash.ts'
import { hexId } from '../../base/ids.ts'
import { bodyOf, doorHeaders, type Texts } from '../../contract/http/event.ts'
import { accountOf, balancerHost, traceRoot } from '../../contract/http/ids.ts'
import { all, byName, last, lowerNames, queryPairs, requestOf } from '../../contract/http/request.ts'
import type { MessageId } from '../../contract/messages.ts'
import type { Node, WireEnd } from '../../contract/service.ts'
import type { BalancerConfig, TargetConfig } from './config.ts'

export interface BalancerEvent {
  requestContext: { elb: { targetGroupArn: string } }
  httpMethod: string
  path: string
  queryStringParameters?: Texts
  multiValueQueryStringParameters?: { [name: string]: string[] }
  headers?: Texts
  multiValueHeaders?: { [name: string]: string[] }
  body: string
  isBase64Encoded: boolean
}
type Lister = Node<BalancerConfig>

export const targetGroupArn = (node: Lister, wire: WireEnd): string => {
  const { targetGroup } = wire.config as TargetConfig
  const name = targetGroup || wire.peer.name.slice(0, 32)
  return `arn:aws:elasticloadbalancing:${node.region}:${accountOf(node.arn)}:targetgroup/${name}/${hexId(0, hashText(targetGroup || wire.id + wire.peer.id), 'target group', 16)}`
}
export const hostOf = (node: Lister): string => balancerHost(node.name, node.arn)

export function balancerEvent(node: Lister, message: MessageId, from: WireEnd, wire: WireEnd): BalancerEvent {
  const request = requestOf(node.messages, message, from)
  const asked = request.headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? hostOf(node)
  const headers = lowerNames([...doorHeaders(request, asked, traceRoot(node, message), node.config.protocol === 'HTTP' ? '80' : '443'), ['connection', 'keep-alive'], ['x-imforwards', '20']]).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  // ALB-06: as they were sent.
  const query = queryPairs(request.query, false)
  const { body, isBase64Encoded } = bodyOf(request)
  const multi = (wire.config as TargetConfig).multiValue
  return {
    requestContext: { elb: { targetGroupArn: targetGroupArn(node, wire) } }, httpMethod: request.method, path: request.path,
    ...(multi ? { multiValueQueryStringParameters: byName(query, all), multiValueHeaders: byName(headers, all) } : { queryStringParameters: byName(query, last), headers: byName(headers, last) }),
    body: body ?? '', isBase64Encoded,
  }
}

export function healthEvent(node: Lister, wire: WireEnd): BalancerEvent {
  const { healthPath, multiValue } = wire.config as TargetConfig
  return {
    requestContext: { elb: { targetGroupArn: targetGroupArn(node, wire) } }, httpMethod: 'GET', path: healthPath,
    ...(multiValue ? { multiValueQueryStringParameters: {}, multiValueHeaders: { 'user-agent': ['ELB-HealthChecker/2.0'] } } : { queryStringParameters: {}, headers: { 'user-agent': 'ELB-HealthChecker/2.0' } }),
    body: '', isBase64Encoded: false,
  }
}
