/** Generated drawings for properties: of the real services, or of any shelf. */
import fc from 'fast-check'
import { type Drawing, EMPTY_DRAWING, EMPTY_SCENARIO, MODES, PROFILES, WIRE_KINDS } from '../drawing/drawing.ts'
import type { Shelf } from '../drawing/catalogue.ts'
import { checkValue } from '../drawing/field-check.ts'
import type { Field, Schema } from '../drawing/fields.ts'

/** A value that the field takes. */
export function valueFor(field: Field): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'number': {
      const steps = Math.floor((Math.min(field.max, 1e6) - field.min) / field.step)
      const number = fc.integer({ min: 0, max: Math.max(0, steps) }).map((step) => Number((field.min + step * field.step).toFixed(6)))
      return field.optional ? fc.option(number, { nil: null }) : number
    }
    case 'choice':
      return fc.constantFrom(...field.options.map((option) => option.value))
    case 'flag':
      return fc.boolean()
    case 'text':
      return field.pattern ? fc.constant(field.default) : fc.string({ unit: 'grapheme', maxLength: Math.min(20, field.maxLength) }).filter((text) => text.length <= field.maxLength)
    case 'list':
      return fc.array(fc.record(Object.fromEntries(Object.entries(field.row as Schema).map(([name, cell]) => [name, valueFor(cell)]))), { maxLength: Math.min(3, field.maxRows) })
  }
}

/** Settings that differ from the default, as drawings keep them. */
export const configFor = (schema: Schema): fc.Arbitrary<{ [name: string]: unknown }> =>
  fc.record(Object.fromEntries(Object.entries(schema).map(([name, field]) => [name, valueFor(field)])), { requiredKeys: [] }).map((config) =>
    Object.fromEntries(Object.entries(config).filter(([name, value]) => !checkValue(schema[name]!, value) && JSON.stringify(value) !== JSON.stringify(schema[name]!.default))),
  )

/** Any drawing that could stand in a file: legal or not, connected or not. */
export function drawings(shelf: Shelf): fc.Arbitrary<Drawing> {
  const ids = Object.keys(shelf)
  const node = fc.constantFrom(...ids).chain((service) => fc.record({
    service: fc.constant(service), name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), x: fc.integer({ min: -4_000, max: 4_000 }), y: fc.integer({ min: -4_000, max: 4_000 }),
    config: configFor(shelf[service]!.config),
  }))
  return fc.record({
    name: fc.string({ unit: 'grapheme', maxLength: 30 }),
    nodes: fc.array(node, { maxLength: 12 }),
    pairs: fc.array(fc.tuple(fc.nat(11), fc.nat(11), fc.nat(5), fc.constantFrom(...WIRE_KINDS)), { maxLength: 16 }),
    seed: fc.integer({ min: 0, max: 4_294_967_295 }), mode: fc.constantFrom(...MODES), profile: fc.constantFrom(...PROFILES),
    note: fc.option(fc.string({ unit: 'grapheme', maxLength: 40 }), { nil: undefined }),
    plainIds: fc.boolean(),
  }).map(({ name, nodes, pairs, seed, mode, profile, note, plainIds }): Drawing => {
    const idOf = (at: number) => (plainIds ? `n${at + 1}` : `node-${at * 7 + 3}`)
    const ports = (service: string) => shelf[service]!.ports
    return {
      ...EMPTY_DRAWING, name,
      nodes: nodes.map((one, at) => ({ id: idOf(at), ...one })),
      wires: pairs.filter(([from, to]) => from < nodes.length && to < nodes.length && ports(nodes[from]!.service).length > 0).map(([from, to, port, kind], at) => ({
        id: `w${at + 1}`, from: idOf(from), port: ports(nodes[from]!.service)[port % ports(nodes[from]!.service).length]!.id, to: idOf(to), kind, config: {},
      })),
      notes: note === undefined ? [] : [{ id: 't1', x: 3, y: -8, width: 240, height: 160, text: note }],
      scenario: { ...EMPTY_SCENARIO, seed, mode, profile },
    }
  })
}
