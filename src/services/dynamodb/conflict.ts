/**
 * Items that a transaction is about to change belong to it until it is answered; whoever comes meanwhile is turned away.
 * In strict mode a transaction takes no time, so nobody can come meanwhile.
 */
import { type Micros, ms } from '../../base/units.ts'
import { CONFLICTS, type TableNode } from './state.ts'

const HELD = ms(15)
const MOST = 1_000

export const CONFLICT = 'Transaction is ongoing for the item'

/** Whether a transaction has the item; counted when it is so. */
export function isBusy(table: TableNode, id: string): boolean {
  const { busy } = table.state
  const until: Micros | undefined = busy.get(id)
  if (until === undefined) return false
  if (until <= table.now) {
    busy.delete(id)
    return false
  }
  table.add(CONFLICTS)
  return true
}

export function hold(table: TableNode, id: string): void {
  if (table.strict) return
  const { busy } = table.state
  if (busy.size >= MOST) for (const [old, until] of busy) if (until <= table.now) busy.delete(old)
  busy.set(id, table.now + HELD)
}
