/** What passes minute by minute in a provisioned table: the bill, and auto scaling some minutes behind the load. */
import { sec } from '../../base/units.ts'
import { timer } from '../../contract/service.ts'
import type { Capacity } from './capacity.ts'
import { READ_HOURS, READ_UNITS, type TableNode, WRITE_HOURS, WRITE_UNITS } from './state.ts'

const MINUTE = sec(60)
/** Minutes above the target before units are added, and below it before they are taken away. */
const OUT_AFTER = 2
const IN_AFTER = 15
/** Below the target by so much. */
const SLACK = 0.2

export const minutePasses = timer<TableNode>('completion', (node) => {
  const { config, state } = node
  const all = [state.capacity, ...state.indexes.flatMap((index) => index.capacity ?? [])]
  for (const capacity of all) {
    node.add(READ_HOURS, capacity.readUnits / 60)
    node.add(WRITE_HOURS, capacity.writeUnits / 60)
    if (config.autoScaling) {
      capacity.readUnits = scaled(node, capacity, 0, capacity.minuteReads / 60, capacity.readUnits)
      capacity.writeUnits = scaled(node, capacity, 1, capacity.minuteWrites / 60, capacity.writeUnits)
    }
    capacity.minuteReads = capacity.minuteWrites = 0
  }
  levels(node)
  node.later(MINUTE, minutePasses, 0)
})

export function startMinutes(node: TableNode): void {
  if (node.state.capacity.onDemand) return
  levels(node)
  node.later(MINUTE, minutePasses, 0)
}

function levels(node: TableNode): void {
  node.level(READ_UNITS, node.state.capacity.readUnits)
  node.level(WRITE_UNITS, node.state.capacity.writeUnits)
}

function scaled({ config }: TableNode, capacity: Capacity, which: 0 | 1, perSec: number, units: number): number {
  const target = config.target / 100
  const used = perSec / units
  capacity.above[which] = used > target ? capacity.above[which] + 1 : 0
  capacity.below[which] = used < target - SLACK ? capacity.below[which] + 1 : 0
  if (capacity.above[which] < OUT_AFTER && capacity.below[which] < IN_AFTER) return units
  capacity.above[which] = capacity.below[which] = 0
  return Math.min(config.maxUnits, Math.max(config.minUnits, Math.ceil(perSec / target)))
}
