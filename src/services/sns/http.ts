/** SNS-11: what an HTTP endpoint is sent: notifications, and first of all the question whether it wants them. */
import { hashText } from '../../base/hash.ts'
import { hexId } from '../../base/ids.ts'
import { utf8Length } from '../../base/text.ts'
import { iso } from '../../base/time.ts'
import type { HttpHeader, HttpRequest } from '../../contract/http.ts'
import type { WireEnd } from '../../contract/service.ts'
import type { SubscriptionConfig } from './config.ts'
import { certificateUrl, envelope, envelopeText, messageId, type Publication, signature, subscriptionArn } from './event.ts'
import type { Subscription, TopicNode } from './state.ts'

export function httpRequest(node: TopicNode, { wire, raw, config }: Subscription, published: Publication): HttpRequest {
  const body = raw ? published.text : envelopeText(envelope(node, wire, published))
  return post(node, config, body, 'Notification', published.serial, [
    ['x-amz-sns-subscription-arn', subscriptionArn(node, wire)], ...(raw ? [['x-amz-sns-rawdelivery', 'true'] as const] : []),
  ])
}

/** The subscription has no ARN yet, and the type of its content is not for the policy to say. */
export function confirmationRequest(node: TopicNode, { wire, config }: Subscription, serial: number): HttpRequest {
  const token = tokenOf(node, wire)
  const body = envelopeText({
    Type: 'SubscriptionConfirmation', MessageId: messageId(node, serial), Token: token, TopicArn: node.arn,
    Message: `You have chosen to subscribe to the topic ${node.arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    SubscribeURL: `https://sns.${node.region}.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${node.arn}&Token=${token}`,
    Timestamp: iso(node.now), SignatureVersion: '1', Signature: signature(node, serial), SigningCertURL: certificateUrl(node),
  })
  return post(node, { ...config, contentType: 'text/plain; charset=UTF-8' }, body, 'SubscriptionConfirmation', serial, [])
}

function post(node: TopicNode, { path, contentType }: SubscriptionConfig, body: string, type: string, serial: number, more: readonly HttpHeader[]): HttpRequest {
  const headers: HttpHeader[] = [
    ['x-amz-sns-message-type', type], ['x-amz-sns-message-id', messageId(node, serial)], ['x-amz-sns-topic-arn', node.arn], ...more,
    ['Content-Length', String(utf8Length(body))], ['Content-Type', contentType], ['Connection', 'Keep-Alive'],
    ['User-Agent', 'Amazon Simple Notification Service Agent'], ['Accept-Encoding', 'gzip,deflate'],
  ]
  return { method: 'POST', path, query: '', headers, body, sourceIp: '72.21.217.105' }
}

/** What proves that a request for confirmation was read. */
export const tokenOf = (node: TopicNode, wire: WireEnd): string => `2336412f37fb687f5d51e6e2${hexId(node.scenario.seed, hashText(wire.id) >>> 0, 'sns token', 232)}`
