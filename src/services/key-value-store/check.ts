import { utf8Length } from '../../base/text.ts'
import type { Finding } from '../../contract/finding.ts'
import type { NodeView } from '../../contract/service.ts'
import type { StoreConfig } from './config.ts'
import { MOST_KEY, MOST_STORE, MOST_VALUE, pairBytes, readPairs } from './pairs.ts'

/** The first few of a kind: a long list is mended piece by piece. */
const SHOWN = 5

export function* check({ id, name, config }: NodeView<StoreConfig>): Iterable<Finding> {
  const refuse = (text: string): Finding => ({ rule: 'CFF-05', level: 'error', on: id, field: 'pairs', text })
  const { pairs, problems } = readPairs(config.pairs)
  for (const problem of problems.slice(0, SHOWN)) yield refuse(`${name}: ${problem} Write one pair to a line, as key=value, or JSON as {"data":[{"key":"k","value":"v"}]}; it cannot be imported otherwise.`)
  const seen = new Set<string>()
  let shown = 0
  for (const { key, value } of pairs) {
    const said = key.length > 40 ? `${key.slice(0, 40)}…` : key
    const wrong = utf8Length(key) > MOST_KEY ? `The key "${said}" has ${utf8Length(key)} bytes; a key may have ${MOST_KEY}. Shorten it; AWS refuses it.`
      : key === '' ? 'A key is empty. Give it a name; AWS refuses it.'
      : utf8Length(value) > MOST_VALUE ? `The value of "${said}" has ${utf8Length(value)} bytes; a value may have ${MOST_VALUE}. Shorten it, or split it over several keys; AWS refuses it.`
      : seen.has(key) ? `"${said}" stands there twice. Remove one; a store has one value for each key.` : ''
    seen.add(key)
    if (wrong !== '' && shown++ < SHOWN) yield refuse(`${name}: ${wrong}`)
  }
  const bytes = pairs.reduce((sum, pair) => sum + pairBytes(pair), 0)
  if (bytes > MOST_STORE) yield refuse(`${name} holds ${bytes} bytes; a store may hold 5 MB. Split it; AWS refuses more.`)
}
