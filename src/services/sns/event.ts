/** What subscribers receive: made when somebody looks, in AWS's keys and order. */
import { hashText } from '../../base/hash.ts'
import { hexId, requestId } from '../../base/ids.ts'
import { base64Encode, utf8Length } from '../../base/text.ts'
import { iso } from '../../base/time.ts'
import type { Micros } from '../../base/units.ts'
import type { Attributes, Content } from '../../contract/messages.ts'
import type { WireEnd } from '../../contract/service.ts'
import { type Subscription, TO_FUNCTION, type TopicNode } from './state.ts'

/** What is the same for all subscribers. */
export interface Publication {
  readonly serial: number
  readonly at: Micros
  readonly text: string
  readonly subject: string | undefined
  readonly attributes: Attributes | undefined
  /** A FIFO topic's; 0 otherwise. */
  readonly sequence: number
  /** It comes out of the archive. */
  readonly replayed?: true
}
export interface SnsEvent {
  Records: {
    EventSource: string
    EventVersion: string
    EventSubscriptionArn: string
    Sns: {
      Type: string
      MessageId: string
      TopicArn: string
      Subject: string | null
      Message: string
      Timestamp: string
      SignatureVersion: string
      Signature: string
      SigningCertUrl: string
      UnsubscribeUrl: string
      MessageAttributes: { [name: string]: { Type: string; Value: string } }
    }
  }[]
}
export interface Envelope {
  readonly Type: string
  readonly MessageId: string
  readonly MessageAttributes?: Shown
  readonly [name: string]: Content
}
type Shown = { readonly [name: string]: { readonly Type: string; readonly Value: string } }

/** FIFO sequence numbers have twenty digits, and do not begin at one. */
const SEQUENCE_BASE = 10_000_000_000_000_000_000n

export const messageId = (node: TopicNode, serial: number): string => requestId(node.scenario.seed, serial)
export const sequenceNumber = (sequence: number): string => String(SEQUENCE_BASE + BigInt(sequence) * 1_000n)

/** What the envelope weighs without its text: told by sizes, whether or not anybody looks at payloads. */
export function overheadOf(node: TopicNode, wire: WireEnd, to: Subscription['to'], raw: boolean): number {
  if (raw) return 0
  const empty: Publication = { serial: 1, at: 0, text: '', subject: undefined, attributes: undefined, sequence: node.config.type === 'fifo' ? 1 : 0 }
  return utf8Length(to === TO_FUNCTION ? JSON.stringify(functionEvent(node, wire, empty)) : envelopeText(envelope(node, wire, empty)))
}

/** SNS-10. */
export function functionEvent(node: TopicNode, wire: WireEnd, published: Publication): SnsEvent {
  return {
    Records: [{
      EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: subscriptionArn(node, wire),
      Sns: {
        Type: 'Notification', MessageId: messageId(node, published.serial), TopicArn: node.arn, Subject: published.subject ?? null,
        Message: published.text, Timestamp: iso(published.at), SignatureVersion: '1', Signature: signature(node, published.serial),
        SigningCertUrl: certificateUrl(node), UnsubscribeUrl: unsubscribeUrl(node, wire), MessageAttributes: shown(published.attributes),
      },
    }],
  }
}

/** SNS-09: what is absent is left out here, and URL is written in capitals. What a FIFO topic sends is not signed. */
export function envelope(node: TopicNode, wire: WireEnd, published: Publication): Envelope {
  const { subject, attributes, sequence, replayed } = published
  return {
    Type: 'Notification', MessageId: messageId(node, published.serial), ...(sequence > 0 && { SequenceNumber: sequenceNumber(sequence) }),
    TopicArn: node.arn, ...(subject !== undefined && { Subject: subject }), Message: published.text, Timestamp: iso(published.at),
    ...(sequence === 0 && { SignatureVersion: '1', Signature: signature(node, published.serial), SigningCertURL: certificateUrl(node) }),
    UnsubscribeURL: unsubscribeUrl(node, wire), ...(replayed && { Replayed: 'true' }),
    ...(attributes && Object.keys(attributes).length > 0 && { MessageAttributes: shown(attributes) }),
  }
}

/** As AWS writes it: a line for each name, blanks around its colon, and attributes on a line each. */
export function envelopeText(envelope: Envelope): string {
  const lines = Object.entries(envelope).map(([name, value]) => `  "${name}" : ${name === 'MessageAttributes' ? attributesText(value as Shown) : JSON.stringify(value)}`)
  return `{\n${lines.join(',\n')}\n}`
}
const attributesText = (shown: Shown): string => `{\n${Object.entries(shown).map(([name, one]) => `    ${JSON.stringify(name)} : ${JSON.stringify(one)}`).join(',\n')}\n  }`

/** AWS's own ids of subscriptions say nothing either. */
export const subscriptionArn = (node: TopicNode, wire: WireEnd): string => `${node.arn}:${requestId(node.scenario.seed + 3, hashText(wire.id) >>> 0)}`

/** AWS signs every message; here only the beginning differs from one to the next, because nobody can check it. */
export function signature(node: TopicNode, serial: number): string {
  return `${hexId(node.scenario.seed, serial, 'sns signature', 16)}${sealOf(node).signature}`
}

interface Seal {
  readonly signature: string
  readonly certificate: string
}
/** What is the same in all messages of a seed, made once. */
const seals = new Map<number, Seal>()

function sealOf({ scenario: { seed }, region }: TopicNode): Seal {
  let seal = seals.get(seed)
  if (!seal) {
    const digits = hexId(seed, 0, 'sns signature', 488)
    const bytes = Uint8Array.from({ length: 244 }, (_, index) => Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16))
    seal = { signature: base64Encode(bytes), certificate: `https://sns.${region}.amazonaws.com/SimpleNotificationService-${hexId(seed, 1, 'sns certificate', 32)}.pem` }
    seals.set(seed, seal)
  }
  return seal
}

export const certificateUrl = (node: TopicNode): string => sealOf(node).certificate
export const unsubscribeUrl = (node: TopicNode, wire: WireEnd): string => `https://sns.${node.region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn(node, wire)}`

function shown(attributes: Attributes | undefined): { [name: string]: { Type: string; Value: string } } {
  const all: { [name: string]: { Type: string; Value: string } } = {}
  for (const [name, { dataType, stringValue }] of Object.entries(attributes ?? {})) all[name] = { Type: dataType, Value: stringValue }
  return all
}
