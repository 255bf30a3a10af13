/** SES-02: mail that code sends, by the first API or the second. */
import { MICROS_PER_SEC, sec } from '../../base/units.ts'
import { hexId } from '../../base/ids.ts'
import { hashText } from '../../base/hash.ts'
import { reason } from '../../contract/reasons.ts'
import type { CallContent } from '../../contract/sdk.ts'
import type { Report, SourceNode } from '../../contract/source.ts'
import { metric } from '../../contract/trace.ts'
import type { MailConfig } from './config.ts'

const SENT = metric('Send', 'count')
const REJECTED = metric('Reject', 'count')
export const METRICS = [SENT, REJECTED] as const

const THROTTLED = reason('ThrottlingException')
const DAY = sec(86_400)
const MOST_RECIPIENTS = 50

interface Fields {
  readonly [name: string]: unknown
}
const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {})
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])

export function send(node: SourceNode<MailConfig>, { input }: CallContent): Report {
  const said = fields(input)
  // SESv2 names the sender in one way, SES in another.
  const second = said.FromEmailAddress !== undefined || said.Content !== undefined
  const from = second ? said.FromEmailAddress : said.Source
  const destination = fields(said.Destination)
  const to = [...texts(destination.ToAddresses), ...texts(destination.CcAddresses), ...texts(destination.BccAddresses), ...texts(said.Destinations)]
  const refuse = (name: string, message: string, status = 400, why?: number): Report => {
    node.add(REJECTED)
    return { status, answer: { name, message }, ...(why !== undefined && { why }) }
  }
  if (typeof from !== 'string') return refuse(second ? 'BadRequestException' : 'InvalidParameterValue', 'Missing required header \'From\'.')
  if (to.length === 0) return refuse(second ? 'BadRequestException' : 'InvalidParameterValue', 'Missing required header \'To\'.')
  if (to.length > MOST_RECIPIENTS) return refuse(second ? 'BadRequestException' : 'MessageRejected', `Recipient count exceeds ${MOST_RECIPIENTS}.`)
  const strangers = [from, ...(node.config.sandbox ? to : [])].filter((one) => !isVerified(one, node.config.verified))
  if (strangers.length > 0) {
    return refuse('MessageRejected', `Email address is not verified. The following identities failed the check in region ${node.region.toUpperCase()}: ${[...new Set(strangers)].join(', ')}`)
  }
  const { counts } = node.state
  const thisSecond = Math.floor(node.now / MICROS_PER_SEC)
  const inSecond = counts.get('second') === thisSecond ? counts.get('inSecond')! : 0
  if (inSecond + to.length > node.config.perSecond && inSecond > 0) return throttled('Maximum sending rate exceeded.')
  const day = Math.floor(node.now / DAY)
  const inDay = counts.get('day') === day ? counts.get('inDay')! : 0
  if (inDay + to.length > node.config.perDay) return throttled('Daily message quota exceeded.')
  counts.set('second', thisSecond).set('inSecond', inSecond + to.length).set('day', day).set('inDay', inDay + to.length)
  const number = (counts.get('sent') ?? 0) + 1
  counts.set('sent', number)
  node.add(SENT, to.length)
  return { status: 200, answer: { MessageId: `0100${hexId(node.scenario.seed + number, hashText(node.id), 'mail', 12)}-${hexId(node.scenario.seed + number, hashText(node.id), 'mail id', 8)}-000000` } }

  function throttled(message: string): Report {
    return second ? refuse('TooManyRequestsException', message, 429) : refuse('Throttling', message, 400, THROTTLED)
  }
}

function isVerified(address: string, verified: string): boolean {
  const bare = (/<([^>]+)>/.exec(address)?.[1] ?? address).trim().toLowerCase()
  const domain = bare.slice(bare.lastIndexOf('@') + 1)
  return verified.split(',').map((one) => one.trim().toLowerCase()).some((one) => one !== '' && (one === bare || domain === one || domain.endsWith(`.${one}`)))
}
