/**
 * Filters of an event source mapping (LAM-FIL-01): a record must match one of the patterns. A pattern speaks of the
 * record as the function would see it, but with its data read as JSON: `body` of a queue, `data` of a stream.
 */
import { base64Decode, utf8Decode } from '../../../base/text.ts'
import type { Content } from '../../../contract/messages.ts'
import { compile, matches } from '../../../contract/pattern.ts'
import type { Matcher } from '../../../contract/pattern/matcher.ts'
import type { Batch, WireEnd } from '../../../contract/service.ts'
import type { FunctionNode } from '../state.ts'

export type Filters = readonly { readonly pattern: string }[]
const NOTHING = new Uint8Array(0)
interface Fields {
  readonly [name: string]: unknown
}

/** Compiled once for each list of settings; the lists are never changed. */
const compiled = new WeakMap<Filters, readonly Matcher[]>()

function matchersOf(filters: Filters): readonly Matcher[] {
  let matchers = compiled.get(filters)
  if (!matchers) {
    matchers = filters.flatMap(({ pattern }) => compile(pattern, 'mapping').matcher ?? [])
    compiled.set(filters, matchers)
  }
  return matchers
}

/**
 * Whether one received message passes the filters of its wire. A queue deletes what does not, a stream moves on
 * (LAM-FIL-03); either way it never comes back. Cheap when there are no filters: ask then, and only then, not at all.
 */
export function passes(node: FunctionNode, wire: WireEnd, one: Batch): boolean {
  const event = node.eventOf(wire, one) as { readonly Records: readonly Fields[] }
  return recordPasses((wire.config as { readonly filters: Filters }).filters, event.Records[0]!)
}

export function recordPasses(filters: Filters, record: Fields): boolean {
  const view = viewOf(record)
  return matchersOf(filters).some((matcher) => sameFormat(matcher, view) && matches(matcher, view))
}

/** The record as patterns see it. */
export function viewOf(record: Fields): Fields {
  const kinesis = record.kinesis as { readonly data: string } | undefined
  if (kinesis) return { ...record, ...kinesis, data: dataOf(utf8Decode(base64Decode(kinesis.data) ?? NOTHING)) }
  return typeof record.body === 'string' ? { ...record, body: dataOf(record.body) } : record
}

/** Text that holds an object is compared by its fields, any other text as it is. */
function dataOf(text: string): Content {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : text
  } catch {
    return text
  }
}

/** LAM-FIL-04: a pattern for fields never matches plain text, nor one for text an object, whatever else they say. */
function sameFormat(matcher: Matcher, view: Fields): boolean {
  for (const clause of matcher.group.clauses) {
    if (clause.kind === 'either' || (clause.name !== 'body' && clause.name !== 'data')) continue
    const isText = typeof view[clause.name] === 'string'
    if (isText !== (clause.kind === 'leaf')) return false
  }
  return true
}
