/**
 * Attempts to get out, or to bring the playground to a halt. Each runs in a function of 128 MB, ends as
 * it would on AWS within a second of work, and leaves nothing behind: not in this process, not in its neighbours.
 */
import { expect, test } from 'vitest'
import { ATTEMPTS, codeOf, CUT, outcome, secondsFor, type Wanted } from '../testkit/attempts.ts'
import { guestOf, newHost, type Told } from '../testkit/guest.ts'
import { workMs, workSeconds } from '../testkit/work.ts'

const prototypes = () => [Object.prototype, Array.prototype, Function.prototype, String.prototype, Promise.prototype, Error.prototype].map((one) => Reflect.ownKeys(one).length)

interface Tried {
  readonly told: Told
  readonly neighbour: unknown
}
function attempt(body: string, wanted: Wanted): Tried {
  const host = newHost()
  const neighbour = guestOf('let n = 0\nexport const handler = async () => ++n', { host })
  neighbour.invoke()
  const told = guestOf(codeOf(body), { host, memoryMb: 128, timeoutSec: secondsFor(wanted) }).invoke(JSON.parse('{"__proto__":{"polluted":1}}'))
  return { told, neighbour: neighbour.invoke().value }
}

test('there are at least sixty attempts', () => expect(ATTEMPTS.length).toBeGreaterThanOrEqual(60))

test.each(ATTEMPTS)('escape: %s', (_what, body, wanted) => {
  const before = prototypes()
  const globals = Object.getOwnPropertyNames(globalThis).length
  let tried!: Tried
  const ms = workMs(() => (tried = attempt(body, wanted)))
  const { end, value, turns } = tried.told
  if (typeof wanted === 'object' && 'value' in wanted) expect(end?.kind === 'returned' ? value : end).toEqual(wanted.value)
  else if (Array.isArray(wanted)) expect(wanted).toContain(end?.kind === 'returned' ? String(value) : outcome(end))
  else expect(outcome(end)).toBe(wanted === CUT ? CUT : 'threw' in (wanted as object) ? (wanted as { threw: string }).threw : (wanted as { crashed: string }).crashed)
  // What went out are texts of bounded size, and nothing here has changed.
  expect(turns.flatMap((turn) => turn.lines).reduce((sum, line) => sum + line.text.length, 0)).toBeLessThanOrEqual(8_388_608)
  expect([prototypes(), Object.getOwnPropertyNames(globalThis).length, ({} as { polluted?: unknown }).polluted]).toEqual([before, globals, undefined])
  expect(tried.neighbour).toBe(2)
  // Within a second. Where it took longer the machine may be slow, or busy: then it is compared with ordinary work.
  if (ms >= 1_000) expect(workSeconds(() => attempt(body, wanted))).toBeLessThan(1)
}, 60_000)
