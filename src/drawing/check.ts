/**
 * The door for drawings from elsewhere: links, files, storage. What comes in may be anything. What can be mended is
 * mended and told; what is not known is kept; what cannot be a drawing is refused in one sentence that names the place.
 */
import type { Shelf } from './catalogue.ts'
import { readContainers, readNotes } from './check-frames.ts'
import { readScenario } from './check-scenario.ts'
import { type Place, type Problem, readConfig, readName, readNumber, readObject, readTitle } from './check-values.ts'
import { readWires } from './check-wires.ts'
import { type Drawing, DRAWING_VERSION, type DrawingNode, MOST } from './drawing.ts'
import { FORMATS, type Formats, migrate } from './migrations/index.ts'

export type { Problem } from './check-values.ts'
export interface Read {
  readonly drawing?: Drawing
  readonly problems: readonly Problem[]
}

export const MOST_BYTES = 2 * 1_048_576
const DEEPEST = 32
/** Nodes that say nothing of their place stand in rows. */
const ROW = 5
const APART_X = 260
const APART_Y = 180

const refuse = (text: string): Read => ({ problems: [{ level: 'refusal', text }] })

/** Text of a file. */
export function readDrawingText(text: string, shelf: Shelf): Read {
  if (text.length > MOST_BYTES) return refuse(`This file has ${(text.length / 1_048_576).toFixed(1)} MiB; a drawing has at most 2 MiB.`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('This is no drawing: it is not JSON. Open a .coldstart.json file, or a picture saved from Coldstart.')
  }
  return readDrawing(value, shelf)
}

export function readDrawing(value: unknown, shelf: Shelf, formats: Formats = FORMATS): Read {
  if (depthOf(value, 0) > DEEPEST) return refuse(`This is no drawing: it is nested more than ${DEEPEST} levels deep.`)
  const problems: Problem[] = []
  const place: Place = { path: 'the drawing', problems }
  const found = readObject(value)
  if (!found) return refuse('This is no drawing: it should be one JSON object with "version", "nodes" and "wires".')
  const { version } = found
  if (typeof version !== 'number' || !Number.isInteger(version) || version < formats.oldest) return refuse('This is no drawing: its "version" is missing or no whole number.')
  if (version > formats.newest) {
    return refuse(`This drawing has format ${version}, and this program knows up to ${formats.newest}. Reload the page for a newer program, then open it again.`)
  }
  const current = migrate(found, version, formats)
  if (!current) return refuse(`This is no drawing: it calls itself format ${version}, and is not built like one. Nothing was opened.`)
  if (!Array.isArray(current.nodes) || !Array.isArray(current.wires)) return refuse('This is no drawing: "nodes" and "wires" should be lists.')
  if (current.nodes.length > MOST.nodes) return refuse(`This drawing has ${current.nodes.length} nodes; ${MOST.nodes} are the most. Split it in two.`)
  if (current.wires.length > MOST.wires) return refuse(`This drawing has ${current.wires.length} wires; ${MOST.wires.toLocaleString('en-US')} are the most. Split it in two.`)

  const ids = new Set<string>()
  const containers = readContainers(current.containers, ids, MOST.containers, place)
  const inside = new Set(containers.map((one) => one.id))
  const nodes = readNodes(current.nodes, ids, inside, shelf, place)
  const wires = readWires(current.wires, ids, nodes, shelf, place)
  const notes = readNotes(current.notes, ids, inside, MOST.notes, place)
  const scenario = readScenario(current.scenario, new Set([...nodes, ...wires].map((one) => one.id)), place)
  const name = readTitle(current.name, 'The name of this drawing', place) ?? 'Untitled'
  return { drawing: { version: DRAWING_VERSION, name, nodes, wires, notes, containers, scenario }, problems }
}

function readNodes(values: readonly unknown[], ids: Set<string>, containers: ReadonlySet<string>, shelf: Shelf, { problems }: Place): DrawingNode[] {
  const nodes: DrawingNode[] = []
  values.forEach((value, index) => {
    const place: Place = { path: `node ${index + 1}`, problems }
    const found = readObject(value)
    const id = found && readName(found.id)
    const service = found && readName(found.service)
    if (!found || !id || !service) {
      problems.push({ level: 'mended', text: `Node ${index + 1} has no id or no service, and was left out.` })
      return
    }
    if (ids.has(id)) {
      problems.push({ level: 'mended', text: `Two things have the id "${id}"; the second was left out.` })
      return
    }
    ids.add(id)
    const name = readTitle(found.name, `The name of node ${index + 1}`, place) || id
    const schema = Object.hasOwn(shelf, service) || service in shelf ? shelf[service]?.config : undefined
    if (!schema) problems.push({ level: 'note', text: `This program does not know the service "${service}". ${name} is kept, and takes no part in runs.` })
    const container = readName(found.container)
    nodes.push({
      id, service, name,
      x: readNumber(found.x, (index % ROW) * APART_X), y: readNumber(found.y, Math.floor(index / ROW) * APART_Y),
      config: readConfig(found.config, schema, { ...place, path: name }),
      ...(container && containers.has(container) ? { container } : {}),
    })
  })
  return nodes
}

function depthOf(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return depth
  let deepest = depth + 1
  for (const one of Object.values(value)) {
    const reached = depthOf(one, depth + 1)
    if (reached > deepest) deepest = reached
    if (deepest > DEEPEST) break
  }
  return deepest
}
