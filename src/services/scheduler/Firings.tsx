import { EPOCH_MS } from '../../base/time.ts'
import { firings, readSchedule } from '../../contract/schedule.ts'
import { inClocks } from '../../contract/schedule/words.ts'
import type { WireToolProps } from '../../contract/tool.ts'
import { Times } from '../../kit/Tester.tsx'
import type { ScheduleConfig } from './config.ts'

const FIRINGS = 10

/** SCH-01: when the schedule fires next, by the clock of its zone. */
export default function Firings({ config }: WireToolProps) {
  const { expression, zone, startSec, endSec, windowMin } = config as ScheduleConfig
  const { schedule } = readSchedule(expression, 'scheduler')
  if (!schedule) return null
  const end = endSec === null ? Number.POSITIVE_INFINITY : EPOCH_MS + endSec * 1_000
  const times = firings(schedule, FIRINGS, zone, EPOCH_MS + (startSec ?? 0) * 1_000, true).filter((at) => at <= end)
  const late = windowMin > 0 ? `some time within ${windowMin} minutes of these` : 'within the minute'
  return <Times title={times.length === 1 ? 'Fires once' : `Next ${times.length === FIRINGS ? 'ten ' : ''}firings`} times={times.map((at) => inClocks(at, zone))} note={times.length === 0 ? 'It never fires again.' : `On AWS ${late}. A run begins on 1 January 2026 at midnight UTC.`} />
}
