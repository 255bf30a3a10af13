import { type Place, readName, readNumber, readObject, readText, readTitle } from './check-values.ts'
import { CONTAINER_KINDS, type Container, type Note } from './drawing.ts'
import { MOST_TEXT_BYTES } from './field-check.ts'

export function readContainers(value: unknown, ids: Set<string>, most: number, place: Place): Container[] {
  const { problems } = place
  const containers: Container[] = []
  for (const [index, one] of listOf(value, most, 'frames', problems).entries()) {
    const found = readObject(one)
    const id = found && readName(found.id)
    if (!found || !id || ids.has(id) || !CONTAINER_KINDS.includes(found.kind as Container['kind'])) {
      problems.push({ level: 'mended', text: `Frame ${index + 1} has no id of its own or is of no kind that there is, and was left out.` })
      continue
    }
    ids.add(id)
    const container = readName(found.container)
    containers.push({
      id, kind: found.kind as Container['kind'], name: readTitle(found.name, `The name of frame ${index + 1}`, place) ?? '', ...boxOf(found),
      ...(container ? { container } : {}),
    })
  }
  return withoutCircles(containers, problems)
}

export function readNotes(value: unknown, ids: Set<string>, inside: ReadonlySet<string>, most: number, { problems }: Place): Note[] {
  const notes: Note[] = []
  for (const [index, one] of listOf(value, most, 'notes', problems).entries()) {
    const found = readObject(one)
    const id = found && readName(found.id)
    const text = found && readText(found.text, MOST_TEXT_BYTES)
    if (!found || !id || ids.has(id) || text === undefined) {
      problems.push({ level: 'mended', text: `Note ${index + 1} has no id of its own or no text, and was left out.` })
      continue
    }
    ids.add(id)
    if (text !== found.text) problems.push({ level: 'mended', text: `Note ${index + 1} is longer than 64 KiB; its end was left out.` })
    const container = readName(found.container)
    notes.push({ id, text, ...boxOf(found), ...(container && inside.has(container) ? { container } : {}) })
  }
  return notes
}

function listOf(value: unknown, most: number, what: string, problems: Place['problems']): readonly unknown[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) {
    problems.push({ level: 'mended', text: `The ${what} of this drawing are no list, and were left out.` })
    return []
  }
  if (value.length > most) problems.push({ level: 'mended', text: `This drawing has ${value.length} ${what}; the first ${most} are kept.` })
  return value.slice(0, most)
}

const boxOf = (found: { readonly [key: string]: unknown }) => ({
  x: readNumber(found.x, 0), y: readNumber(found.y, 0), width: readNumber(found.width, 240, 20, 100_000), height: readNumber(found.height, 160, 20, 100_000),
})

/** A frame inside itself, by whatever way round, stands free. */
function withoutCircles(containers: Container[], problems: Place['problems']): Container[] {
  const parent = new Map(containers.map((one) => [one.id, one.container]))
  return containers.map((one) => {
    const seen = new Set<string>([one.id])
    for (let up = one.container; up !== undefined; up = parent.get(up)) {
      if (seen.has(up) || !parent.has(up)) {
        problems.push({ level: 'mended', text: `The frame "${one.name || one.id}" stood inside itself or in one that is not there; it stands free now.` })
        parent.set(one.id, undefined)
        const { container: _, ...free } = one
        return free
      }
      seen.add(up)
    }
    return one
  })
}
