import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { services } from '../services/catalogue.ts'
import { jsonSchemaOf } from '../testkit/json-schema.ts'
import { shelfOf } from './catalogue.ts'
import { DRAWING_VERSION } from './drawing.ts'

const file = new URL(`../../public/schema/drawing-${DRAWING_VERSION}.json`, import.meta.url)
const schema = jsonSchemaOf(shelfOf(services))

test('the published JSON Schema is the one that the settings give', () => {
  const text = `${JSON.stringify(schema, null, 1)}\n`
  if (process.env.UPDATE_SCHEMA) writeFileSync(file, text)
  expect(readFileSync(file, 'utf8') === text, 'settings changed: run UPDATE_SCHEMA=1 npx vitest run src/drawing/json-schema').toBe(true)
})

test('every reference leads to a definition', () => {
  const names = Object.keys(schema.$defs as object)
  const refs = [...JSON.stringify(schema).matchAll(/"#\/\$defs\/([^"]+)"/g)].map((match) => match[1])
  expect(refs.length).toBeGreaterThan(20)
  expect(refs.filter((ref) => !names.includes(ref!))).toEqual([])
})

test('every service and every setting of a wire is described', () => {
  for (const { id, config, ports } of services) {
    expect(schema).toHaveProperty(['$defs', `service.${id}`, 'properties'], expect.objectContaining(Object.fromEntries(Object.keys(config).map((name) => [name, expect.anything()]))))
    for (const port of ports) if ('config' in port && port.config) expect(schema).toHaveProperty(['$defs', `wire.${id}.${port.id}`])
  }
})
