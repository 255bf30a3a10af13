import { sourceBehaviour } from '../../contract/source.ts'
import type { MailConfig, MailWire } from './config.ts'
import { mailEvent } from './event.ts'
import { METRICS, send } from './send.ts'

const DISPOSITIONS: readonly unknown[] = ['CONTINUE', 'STOP_RULE', 'STOP_RULE_SET']

/** SES-01: an event, or a question that the mail waits for, 30 seconds at most. */
export const behaviour = sourceBehaviour<MailConfig>({
  event: mailEvent,
  metrics: METRICS,
  called: send,
  waits: (_, wire) => (wire.config as MailWire).invocation === 'RequestResponse',
  patienceMs: 30_000,
  judge: (_, answer) => {
    const said = typeof answer === 'object' && answer !== null ? (answer as { readonly disposition?: unknown }).disposition : undefined
    return said === undefined || DISPOSITIONS.includes(said) ? undefined : `"${String(said)}" is no disposition`
  },
})
