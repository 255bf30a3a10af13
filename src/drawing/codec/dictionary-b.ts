import { utf8Encode } from '../../base/text.ts'
import { dictionaryA } from './dictionary-a.ts'
import { CODE_B } from './starters-b.ts'

/** Where dictionary a's own starters begin, and its settings behind them: what stands before would push ours out of reach. */
const STARTERS_A = 3_418

/** The further starters, then what every drawing needs. Frozen, as dictionary a is (a test holds its checksum). */
let bytes: Uint8Array | undefined
export function dictionaryB(): Uint8Array {
  if (bytes) return bytes
  const own = utf8Encode(Object.values(CODE_B).map((code) => JSON.stringify(code).slice(1, -1)).join(''))
  const common = dictionaryA().subarray(STARTERS_A)
  bytes = new Uint8Array(own.length + common.length)
  bytes.set(own)
  bytes.set(common, own.length)
  return bytes
}
