/** What a ride needs to know of a queue, and what it leaves behind (contract/express.ts). */
import { slotOf } from '../../base/slots.ts'
import { sec } from '../../base/units.ts'
import type { QueueTicket } from '../../contract/express.ts'
import type { Redrive } from './config.ts'
import { WORN } from './redrive.ts'
import { DELETED, IN_FLIGHT, type QueueNode, RECEIVED, REQUESTS, SENT, SIZE, VISIBLE } from './state.ts'
import { leasesEnd } from './visible.ts'

export function ticket(node: QueueNode): QueueTicket | undefined {
  const { config, state, quotas } = node
  const { hidden, visible, ages, deadLetter } = state
  if (state.groups !== undefined || config.delaySec > 0 || hidden.delayed > 0 || state.moving || state.waiting.length > 0) return undefined
  const visibility = sec(config.visibilityTimeoutSec)
  return {
    rides: 'queue', shows: leasesEnd, showsAt: hidden.leases.timerAt, visibility, retention: sec(config.retentionSec), keepsUntil: ages.timerAt,
    sampling: state.sampling, inFlight: hidden.inFlight, inFlightMost: quotas.sqsInFlight, deletedAt: state.deletedAt, deletes: state.deletes, count: visible.length,
    dead: deadLetter && { wire: deadLetter, receives: (deadLetter.config as Redrive).maxReceiveCount, why: WORN },
    metrics: { sent: SENT, size: SIZE, received: RECEIVED, deleted: DELETED, requests: REQUESTS, visible: VISIBLE, inFlight: IN_FLIGHT },
    visibleAt: (place) => visible.at(place) | 0,
    hidden(told) {
      for (const slot of hidden.leases.inOrder()) told(hidden.message[slot]!, hidden.until[slot]!)
    },
    hides: (lease, message) => hidden.hides(lease) && hidden.message[slotOf(lease)] === message,
    leaseOf: (message) => hidden.newestOf(message),
    getOff(left) {
      for (const message of left.over) {
        hidden.forget(message)
        ages.remove(message)
      }
      for (const message of left.begun) ages.add(message, node.messages)
      if (!left.more) visible.clear()
      for (const message of left.visible) {
        // It shows again, and whoever received it has given up.
        if (hidden.isHidden(message)) hidden.forget(message)
        visible.push(message)
      }
      left.hidden.forEach((message, i) => {
        hidden.forget(message)
        const until = left.until[i]!
        hidden.leases.enter(slotOf(hidden.add(message, until - visibility, until, false)), until)
      })
      hidden.leases.timerAt = left.showsAt
      state.deletedAt = left.deletedAt
      state.deletes = left.deletes
    },
  }
}
