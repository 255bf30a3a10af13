/** Which attributes are given back. */
import { invalid } from '../refused.ts'
import type { Item, Value } from '../value.ts'
import { type Path, pathText, type StandIns, Words } from './words.ts'

export function readProjection(text: string, standIns: StandIns): readonly Path[] {
  const words = new Words(text, 'ProjectionExpression', standIns)
  const paths = [words.path()]
  while (words.takes(',')) paths.push(words.path())
  if (!words.done) throw words.syntaxError()
  paths.forEach((path, index) => {
    for (const other of paths.slice(index + 1)) {
      const shared = Math.min(path.length, other.length)
      if (path.slice(0, shared).every((part, place) => part === other[place])) {
        throw invalid(`Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [${pathText(path)}], path two: [${pathText(other)}]`)
      }
    }
  })
  return paths
}

/** What the paths name, in the shape of the item; elements of a list close up. */
export function projected(item: Item, paths: readonly Path[]): Item {
  return (pick({ M: item }, paths) as { readonly M: Item } | undefined)?.M ?? {}
}

function pick(value: Value, paths: readonly Path[]): Value | undefined {
  if (paths.some((path) => path.length === 0)) return value
  if ('M' in value) {
    const fields: Record<string, Value> = Object.create(null)
    for (const name of Object.keys(value.M)) {
      const deeper = paths.filter((path) => path[0] === name).map((path) => path.slice(1))
      const found = deeper.length > 0 ? pick(value.M[name]!, deeper) : undefined
      if (found !== undefined) fields[name] = found
    }
    return Object.keys(fields).length > 0 ? { M: fields } : undefined
  }
  if ('L' in value) {
    const list = value.L.flatMap((one, index) => {
      const deeper = paths.filter((path) => path[0] === index).map((path) => path.slice(1))
      return (deeper.length > 0 ? pick(one, deeper) : undefined) ?? []
    })
    return list.length > 0 ? { L: list } : undefined
  }
  return undefined
}
