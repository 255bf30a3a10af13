/** VAL-19: drawings in which what a function sends may set it off again. */
import type { Finding } from '../contract/finding.ts'
import type { Role } from '../contract/service.ts'
import type { PlanNode, PlanWire } from './plan.ts'

/** LAM-REC-01: through these Lambda follows the trail, and stops what went round too often. */
const FOLLOWED: ReadonlySet<Role> = new Set<Role>(['function', 'queue', 'fifo', 'topic', 'fifoTopic', 'bucket'])

/** What cannot set anything off: a message that failed is put aside, logs are forbidden to come back, and a push down a socket ends there. */
const carries = (wire: PlanWire): boolean =>
  wire.drawn.kind !== 'failure' && wire.to.sketch.role !== 'logs' && (wire.to.sketch.role !== 'http' || wire.to.service.sdk?.client === 'HTTP')

const DOORS: ReadonlySet<Role> = new Set<Role>(['http', 'distribution'])

export function* checkCycles(nodes: readonly PlanNode[], wires: readonly PlanWire[]): Iterable<Finding> {
  yield* checkDoors(nodes, wires)
  const told = new Set<PlanNode>()
  const ways = wires.filter(carries)
  for (const node of nodes) {
    if (node.sketch.role !== 'function' || told.has(node)) continue
    const round = shortestRound(node, ways)
    if (!round) continue
    for (const one of round) told.add(one)
    // A bucket and its function alone: the bucket says it better, with its prefixes (S3-12).
    if (round.length === 2 && round.some(({ sketch }) => sketch.role === 'bucket')) continue
    const way = [...round, node].map(({ drawn }) => drawn.name).join(' → ')
    const stopped = round.every(({ sketch }) => FOLLOWED.has(sketch.role))
    yield {
      rule: 'VAL-19', level: 'warning', on: node.drawn.id,
      text: `${node.drawn.name} may set itself off: ${way}. Break the circle, or make sure that what comes round ends; ${stopped ? 'Lambda stops it after about 16 rounds, unless the function allows loops' : 'nothing stops it, because Lambda loses the trail on the way, and every round is billed'}.`,
    }
  }
}

/** Doors that lead to doors only: what goes round there is never answered, and without latency it never ends. */
function* checkDoors(nodes: readonly PlanNode[], wires: readonly PlanWire[]): Iterable<Finding> {
  const ways = wires.filter(({ from, to }) => DOORS.has(from.sketch.role) && DOORS.has(to.sketch.role))
  const told = new Set<PlanNode>()
  for (const node of nodes) {
    const round = told.has(node) ? undefined : shortestRound(node, ways)
    if (!round) continue
    for (const one of round) told.add(one)
    yield {
      rule: 'VAL-19', level: 'error', on: node.drawn.id,
      text: `A request goes round for ever: ${[...round, node].map(({ drawn }) => drawn.name).join(' → ')}. Let one of them lead to a function, a bucket or another service; nothing in the circle ever answers.`,
    }
  }
}

/** The nodes of the shortest way from a node back to it, itself first. */
function shortestRound(start: PlanNode, wires: readonly PlanWire[]): PlanNode[] | undefined {
  const cameFrom = new Map<PlanNode, PlanNode>()
  const ahead = [start]
  for (const node of ahead) {
    for (const { from, to } of wires) {
      if (from !== node) continue
      if (to === start) {
        const round = [node]
        while (round[0] !== start) round.unshift(cameFrom.get(round[0]!)!)
        return round
      }
      if (cameFrom.has(to)) continue
      cameFrom.set(to, node)
      ahead.push(to)
    }
  }
  return undefined
}
