/** The format of drawings as JSON Schema, for editors and other programs: made from the same settings as the forms. */
import type { Shelf } from '../drawing/catalogue.ts'
import { LONGEST_SEC } from '../drawing/check-scenario.ts'
import { CONTAINER_KINDS, DRAWING_VERSION, MODES, MOST, MOST_NAME, PROFILES, WIRE_KINDS } from '../drawing/drawing.ts'
import { MOST_TEXT_BYTES } from '../drawing/field-check.ts'
import type { Field, Schema } from '../drawing/fields.ts'

type Json = { readonly [key: string]: unknown }

export function jsonSchemaOf(shelf: Shelf): Json {
  const services = Object.keys(shelf).sort()
  const wires = services.flatMap((service) => shelf[service]!.ports.flatMap((port) => (port.config ? [{ name: `${service}.${port.id}`, schema: port.config }] : [])))
  const ref = (name: string): Json => ({ $ref: `#/$defs/${name}` })
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Coldstart drawing, format ${DRAWING_VERSION}`,
    description: 'An architecture drawn in Coldstart. Settings that have their default are left out; what a program does not know it keeps.',
    ...object({
      $schema: { type: 'string' },
      version: { const: DRAWING_VERSION },
      name: { type: 'string', maxLength: MOST_NAME },
      nodes: { type: 'array', maxItems: MOST.nodes, items: ref('node') },
      wires: { type: 'array', maxItems: MOST.wires, items: ref('wire') },
      notes: { type: 'array', maxItems: MOST.notes, items: ref('note') },
      containers: { type: 'array', maxItems: MOST.containers, items: ref('container') },
      scenario: ref('scenario'),
    }, ['version', 'nodes', 'wires']),
    $defs: {
      id: { type: 'string', pattern: '^[A-Za-z0-9_.:-]{1,64}$' },
      place: { type: 'number', minimum: -1_000_000, maximum: 1_000_000 },
      size: { type: 'number', minimum: 20, maximum: 100_000 },
      second: { type: 'number', minimum: 0, maximum: LONGEST_SEC },
      node: {
        ...object({
          id: ref('id'), service: { ...ref('id'), examples: services }, name: { type: 'string', maxLength: MOST_NAME },
          x: ref('place'), y: ref('place'), container: ref('id'), config: { type: 'object' },
        }, ['id', 'service']),
        // Only of services that are known: a drawing may hold others.
        allOf: services.map((service) => ({
          if: { properties: { service: { const: service } }, required: ['service'] },
          // biome-ignore lint/suspicious/noThenProperty: the word is JSON Schema's.
          then: { properties: { config: ref(`service.${service}`) } },
        })),
      },
      wire: object({
        id: ref('id'), from: ref('id'), port: ref('id'), to: ref('id'), kind: { enum: WIRE_KINDS },
        // Which settings a wire has depends on the node it leaves, which no schema can follow; any is accepted.
        config: { anyOf: [...wires.map(({ name }) => ref(`wire.${name}`)), { type: 'object' }] },
      }, ['from', 'to']),
      note: object({
        id: ref('id'), x: ref('place'), y: ref('place'), width: ref('size'), height: ref('size'), container: ref('id'),
        text: { type: 'string', maxLength: MOST_TEXT_BYTES, description: 'Markdown.' },
      }, ['id', 'x', 'y', 'width', 'height', 'text']),
      container: object({
        id: ref('id'), kind: { enum: CONTAINER_KINDS }, name: { type: 'string', maxLength: MOST_NAME },
        x: ref('place'), y: ref('place'), width: ref('size'), height: ref('size'), container: ref('id'),
      }, ['id', 'kind', 'name', 'x', 'y', 'width', 'height']),
      scenario: object({
        seed: { type: 'integer', minimum: 0, maximum: 4_294_967_295 },
        forSec: { type: 'number', exclusiveMinimum: 0, maximum: LONGEST_SEC },
        mode: { enum: MODES }, profile: { enum: PROFILES },
        quotas: { type: 'object', additionalProperties: { type: 'number', minimum: 0 } },
        faults: { type: 'array', items: object({ id: ref('id'), on: ref('id'), kind: ref('id'), atSec: ref('second'), forSec: ref('second'), config: { type: 'object' } }, ['on', 'kind', 'atSec', 'forSec']) },
        actions: { type: 'array', items: object({ id: ref('id'), on: ref('id'), do: ref('id'), atSec: ref('second'), config: { type: 'object' } }, ['on', 'do', 'atSec']) },
      }, []),
      ...Object.fromEntries(services.map((service) => [`service.${service}`, settings(shelf[service]!.config)])),
      ...Object.fromEntries(wires.map(({ name, schema }) => [`wire.${name}`, settings(schema)])),
    },
  }
}

const object = (properties: Json, required: readonly string[]): Json => ({ type: 'object', properties, ...(required.length > 0 ? { required } : {}) })

const settings = (schema: Schema): Json => object(Object.fromEntries(Object.entries(schema).map(([name, field]) => [name, settingOf(field)])), [])

function settingOf(field: Field): Json {
  const description = [field.help, 'unit' in field && field.unit ? `In ${field.unit}.` : undefined, field.aws].filter(Boolean).join(' ')
  return { title: field.label, ...(description ? { description } : {}), ...shapeOf(field), default: field.default }
}

function shapeOf(field: Field): Json {
  switch (field.kind) {
    case 'number': {
      const type = field.step === 1 && Number.isInteger(field.min) ? 'integer' : 'number'
      return { type: field.optional ? [type, 'null'] : type, minimum: field.min, maximum: field.max }
    }
    case 'choice':
      return { enum: field.options.map((option) => option.value) }
    case 'flag':
      return { type: 'boolean' }
    case 'text':
      // A setting may be empty whatever its pattern says: empty is "not set".
      return { type: 'string', maxLength: Math.min(field.maxLength, MOST_TEXT_BYTES), ...(field.pattern ? { anyOf: [{ const: '' }, { pattern: field.pattern.source }] } : {}) }
    case 'list':
      return { type: 'array', maxItems: field.maxRows, items: object(settings(field.row).properties as Json, Object.keys(field.row)) }
  }
}
