/** What a ride needs to know of a client, and what it leaves behind (contract/express.ts). */
import { micros, MICROS_PER_SEC, ms } from '../../base/units.ts'
import type { SourceTicket } from '../../contract/express.ts'
import type { Timer } from '../../contract/service.ts'
import { lastArrival, nextArrival } from './arrivals.ts'
import type { ClientNode } from './behaviour.ts'

/** Some patterns take long to work out; most rides are short. */
const PLANNED = 32

export function ticket(node: ClientNode, arrive: Timer, metrics: SourceTicket['metrics'], sends: SourceTicket['sends']): SourceTicket {
  const { config, state, messages } = node
  const gaps = config.pattern === 'poisson'
  return {
    rides: 'source', sends, wire: node.outgoing[0]!, arrive, gaps, from: ms(config.startAtMs), until: lastArrival(config), waiting: state.waiting,
    tries: config.retry !== 'none', metrics,
    ahead(into, taken) {
      state.planned += taken
      if (gaps) {
        state.gaps.skip(taken)
        const draws = state.gaps.ahead()
        const mean = MICROS_PER_SEC / config.rps
        for (let i = 0; i < draws.length; i++) into[i] = micros(draws[i]! * mean)
        return draws.length
      }
      for (let i = 0; i < PLANNED; i++) into[i] = nextArrival(config, state.planned + 1 + i, 0, state.gaps)
      return PLANNED
    },
    waitsFor: (message) => messages.w[message] === 0,
    getOff(sent, waiting, taken, over, begun) {
      state.sent += sent
      state.planned += taken
      state.waiting = waiting
      if (gaps) state.gaps.skip(taken)
      for (const message of over) state.patient.remove(message)
      for (const message of begun) {
        messages.u[message] = messages.v[message] = messages.born[message]!
        messages.tries[message] = 1
        state.patient.append(message)
      }
    },
  }
}
