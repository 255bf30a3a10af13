/** The payload that travels, by what the subscriber is. */
import type { HttpRequest } from '../../contract/http.ts'
import type { Content } from '../../contract/messages.ts'
import { envelope, envelopeText, functionEvent, type Publication, type SnsEvent, unsubscribeUrl } from './event.ts'
import { httpRequest } from './http.ts'
import { type Subscription, TO_FUNCTION, TO_HTTP, type TopicNode } from './state.ts'

export function payloadFor(node: TopicNode, subscription: Subscription, published: Publication): Content {
  if (subscription.to === TO_FUNCTION) return functionEvent(node, subscription.wire, published)
  if (subscription.to === TO_HTTP) return httpRequest(node, subscription, published)
  return subscription.raw ? published.text : envelopeText(envelope(node, subscription.wire, published))
}

/** SNS-06: a dead-letter queue gets the notification as a queue would, whatever the subscriber is. */
export function deadText(node: TopicNode, { wire, to, raw }: Subscription, content: Content): Content {
  if (to === TO_HTTP) return (content as HttpRequest).body
  if (to !== TO_FUNCTION || raw) return content
  const { Type, MessageId, TopicArn, Subject, Message, Timestamp, SignatureVersion, Signature, SigningCertUrl, MessageAttributes } = (content as SnsEvent).Records[0]!.Sns
  return envelopeText({
    Type, MessageId, TopicArn, ...(Subject !== null && { Subject }), Message, Timestamp, SignatureVersion, Signature,
    SigningCertURL: SigningCertUrl, UnsubscribeURL: unsubscribeUrl(node, wire), ...(Object.keys(MessageAttributes).length > 0 && { MessageAttributes }),
  })
}
