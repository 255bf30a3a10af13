import type { Shelf } from './catalogue.ts'
import { type Place, readConfig, readName, readObject } from './check-values.ts'
import { type DrawingNode, WIRE_KINDS, type Wire, type WireKind } from './drawing.ts'
import { withDefaults } from './fields.ts'

/**
 * Wires, whose ends have to be there. Who writes a drawing by hand may leave out what has only one answer: an id, the port
 * if one alone leads there, and the kind, which follows from the port.
 */
export function readWires(values: readonly unknown[], ids: Set<string>, nodes: readonly DrawingNode[], shelf: Shelf, { problems }: Place): Wire[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const wires: Wire[] = []
  values.forEach((value, index) => {
    const leave = (why: string): void => { problems.push({ level: 'mended', text: `Wire ${index + 1} ${why}, and was left out.` }) }
    const found = readObject(value)
    const from = found && byId.get(idOf(found.from))
    const to = found && byId.get(idOf(found.to))
    if (!from || !to) return leave('begins or ends at a node that is not there')
    const id = found.id === undefined ? freeId(ids) : readName(found.id)
    if (!id) return leave('has an id that is none: up to 64 letters, digits, "_", ".", ":" or "-"')
    if (ids.has(id)) return leave(`has the id "${id}", which is taken`)
    const way = wayOf(found, from, to, shelf)
    if (typeof way === 'string') return leave(way)
    ids.add(id)
    const schema = shelf[from.service]?.ports.find((one) => one.id === way.port)?.config
    const known = shelf[from.service] ? (schema ?? {}) : undefined
    wires.push({
      id, from: from.id, ...way, to: to.id,
      config: readConfig(found.config, known, { problems, path: `the wire from ${from.name} to ${to.name}` }),
    })
  })
  return wires
}

/** Some write ids as numbers. Nothing else is turned into text: an object may throw at that. */
const idOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')

function freeId(ids: ReadonlySet<string>): string {
  let number = 1
  while (ids.has(`w${number}`)) number++
  return `w${number}`
}

type Way = Pick<Wire, 'port' | 'kind'>

/** Its port and kind, or why there are none. */
function wayOf({ port, kind }: { readonly [key: string]: unknown }, from: DrawingNode, to: DrawingNode, shelf: Shelf): Way | string {
  if (kind !== undefined && !WIRE_KINDS.includes(kind as WireKind)) return `is of no kind that there is${typeof kind === 'string' ? ` ("${kind.slice(0, 40)}")` : ''}`
  const named = readName(port)
  if (port !== undefined && !named) return 'has a port that is none'
  if (named && kind !== undefined) return { port: named, kind: kind as WireKind }
  const [here, there] = [shelf[from.service], shelf[to.service]]
  if (!here || !there) return `has no ${named ? 'kind' : 'port'}, and begins or ends at a service that this program does not know`
  const role = there.role(withDefaults(there.config, to.config))
  const ways = here.ports.flatMap((one): Way[] => {
    const goes = one.to[role]
    return goes && (!named || one.id === named) && (kind === undefined || kind === goes) ? [{ port: one.id, kind: goes }] : []
  })
  if (ways.length === 1) return ways[0]!
  if (ways.length === 0) return `has no ${named ? 'kind' : 'port'}, and nothing leads from ${named ? `"${named}" of ` : ''}${from.name} to ${to.name}`
  return `has no port, and may leave ${from.name} from any of ${ways.map((one) => `"${one.port}"`).join(', ')}`
}
