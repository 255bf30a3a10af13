/** What a function sees of a mail: everything but its body, which only the S3 action keeps. */
import { calendar, iso, unixMs } from '../../base/time.ts'
import type { Occasion, SourceNode } from '../../contract/source.ts'
import type { WireEnd } from '../../contract/service.ts'
import type { MailConfig, MailWire } from './config.ts'

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const PASS = { status: 'PASS' } as const

export function mailEvent(node: SourceNode<MailConfig>, { id, chance }: Occasion, wire: WireEnd) {
  const { from, to, subject } = node.config
  const { invocation } = wire.config as MailWire
  const address = /<([^>]+)>/.exec(from)?.[1] ?? from
  const messageId = chance.hex(40)
  const timestamp = iso(node.now)
  const date = mailDate(node.now)
  return {
    Records: [
      {
        eventSource: 'aws:ses',
        eventVersion: '1.0',
        ses: {
          mail: {
            timestamp,
            source: address,
            messageId,
            destination: [to],
            headersTruncated: false,
            headers: [
              { name: 'Return-Path', value: `<${address}>` },
              { name: 'From', value: from },
              { name: 'Date', value: date },
              { name: 'Message-ID', value: `<${id}@example.com>` },
              { name: 'Subject', value: subject },
              { name: 'To', value: to },
              { name: 'MIME-Version', value: '1.0' },
              { name: 'Content-Type', value: 'text/plain; charset=UTF-8' },
            ],
            commonHeaders: { returnPath: address, from: [from], date, to: [to], messageId: `<${id}@example.com>`, subject },
          },
          receipt: {
            timestamp,
            processingTimeMillis: 574,
            recipients: [to],
            spamVerdict: PASS,
            virusVerdict: PASS,
            spfVerdict: PASS,
            dkimVerdict: PASS,
            dmarcVerdict: PASS,
            dmarcPolicy: 'reject' as const,
            action: { type: 'Lambda' as const, functionArn: wire.peer.arn, invocationType: invocation },
          },
        },
      },
    ],
  }
}

/** Thu, 1 Jan 2026 00:00:00 +0000 */
function mailDate(time: number): string {
  const c = calendar(unixMs(time))
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${DAYS[c.weekday]}, ${c.day} ${MONTHS[c.month - 1]} ${c.year} ${two(c.hour)}:${two(c.minute)}:${two(c.second)} +0000`
}
