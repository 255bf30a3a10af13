/** ReplayPolicy, as AWS writes it: from which instant on a subscriber has messages again, and up to which, if it ends. */
import { calendar, EPOCH_MS, unixOfDay } from '../../base/time.ts'
import { type Micros, ms } from '../../base/units.ts'
import { textIn } from '../../contract/sdk.ts'

export interface Asked {
  readonly from: Micros
  readonly to: Micros | undefined
}

/** Nothing for the empty policy; a text says what is wrong, in AWS's words. */
export function readReplay(text: string): Asked | string | undefined {
  let policy: unknown
  try {
    policy = JSON.parse(text)
  } catch {
    return 'Unable to parse JSON'
  }
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy)) return 'JSON is missing required fields'
  if (Object.keys(policy).length === 0) return undefined
  const type = textIn(policy, 'PointType')
  const start = textIn(policy, 'StartingPoint')
  if (type === undefined || start === undefined) return 'JSON is missing required fields'
  if (type !== 'Timestamp') return 'Invalid PointType'
  const from = instant(start)
  if (from === undefined) return 'Invalid StartingPoint value'
  if (!Object.hasOwn(policy, 'EndingPoint')) return { from, to: undefined }
  const to = instant(textIn(policy, 'EndingPoint') ?? '')
  return to === undefined || to < from ? 'Invalid EndingPoint value' : { from, to }
}

/** 2026-01-01T00:10:00.000Z: read by hand, because browsers differ over days that no month has. */
function instant(text: string): Micros | undefined {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?Z$/.exec(text)
  if (!found) return undefined
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as [number, number, number, number, number, number]
  const midnight = unixOfDay(year, month, day)
  const read = calendar(midnight)
  if (read.month !== month || read.day !== day || hour > 23 || minute > 59 || second > 59) return undefined
  return ms(midnight - EPOCH_MS + ((hour * 60 + minute) * 60 + second) * 1_000 + Number((found[7] ?? '0').padEnd(3, '0')))
}
