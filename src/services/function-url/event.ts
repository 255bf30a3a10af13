/** FURL-03: the event is that of HTTP APIs, format 2.0, with a few fields of its own. */
import { requestId } from '../../base/ids.ts'
import { type EventV2, eventV2 } from '../../contract/http/event.ts'
import { accountOf, traceRoot, urlId } from '../../contract/http/ids.ts'
import { requestOf } from '../../contract/http/request.ts'
import type { MessageId } from '../../contract/messages.ts'
import type { Node, WireEnd } from '../../contract/service.ts'
import type { UrlConfig } from './config.ts'

export type UrlEvent = Omit<EventV2, 'pathParameters' | 'stageVariables'> & { pathParameters: null; stageVariables: null }

export function urlEvent(node: Node<UrlConfig>, message: MessageId, from: WireEnd): UrlEvent {
  const id = urlId(node.name)
  const account = accountOf(node.arn)
  const iam = node.config.authType === 'AWS_IAM'
  const door = {
    apiId: id, accountId: iam ? account : 'anonymous', domainName: `${id}.lambda-url.${node.region}.on.aws`, stage: '$default',
    requestId: requestId(node.scenario.seed, node.messages.serial[message]!), trace: traceRoot(node, message), now: node.now,
  }
  const { body, isBase64Encoded, ...event } = eventV2(requestOf(node.messages, message, from), door, '$default', { authentication: null, ...(iam && { authorizer: { iam: signer(account) } }) })
  return { ...event, ...(body !== undefined && { body }), pathParameters: null, isBase64Encoded, stageVariables: null }
}

const signer = (accountId: string) => ({
  accessKey: 'AKIAIOSFODNN7EXAMPLE', accountId, callerId: 'AIDACKCEVSQ6C2EXAMPLE', cognitoIdentity: null, principalOrgId: 'o-exampleorgid',
  userArn: `arn:aws:iam::${accountId}:user/caller`, userId: 'AIDACKCEVSQ6C2EXAMPLE',
})
