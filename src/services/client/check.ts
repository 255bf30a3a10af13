/** What a client sends is its own affair: nothing is refused, but a slip is told. */
import { brokenJson, strangePlaceholders } from '../../contract/body-text.ts'
import type { Finding } from '../../contract/finding.ts'
import type { NodeView } from '../../contract/service.ts'
import type { ClientConfig } from './config.ts'

const KNOWN = ['seq', 'uuid', 'now', 'rand', 'pick', 'jwt']

export function* check({ id, name, config: { body }, outgoing }: NodeView<ClientConfig>): Iterable<Finding> {
  if (outgoing.length === 0) yield { rule: 'GEN-03', level: 'warning', on: id, text: `${name} leads nowhere, so it sends nothing. Pull a wire from the ring at its right edge to what it is to call.` }
  const [strange] = strangePlaceholders(body, KNOWN)
  if (strange !== undefined) yield { rule: 'SRC-05', level: 'warning', on: id, field: 'body', text: `${name} sends ${strange} as it stands: there is no such placeholder. There are ${KNOWN.map((one) => `{{${one}}}`).join(', ')}.` }
  else if (brokenJson(body) !== undefined) yield { rule: 'SDK-03', level: 'warning', on: id, field: 'body', text: `The body of ${name} begins as JSON does, and is none (${brokenJson(body)}): it is sent as text. Mend it, unless that is what you want to see.` }
}
