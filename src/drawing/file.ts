/**
 * A drawing as a file: readable text with its keys always in the same order, so that two versions compare well, and
 * without what is the default anyway. Pictures that carry a drawing open by the same door.
 */
import { utf8Decode } from '../base/text.ts'
import type { Shelf } from './catalogue.ts'
import { MOST_BYTES, type Read, readDrawingText } from './check.ts'
import { same } from './check-values.ts'
import { type Drawing, EMPTY_SCENARIO, type Scenario } from './drawing.ts'
import type { Config, Schema } from './fields.ts'
import { isPng, isSvg, textFromPng, textFromSvg } from './picture.ts'

/** A picture of the largest drawing stays below this; what is larger is not read at all. */
const MOST_PICTURE_BYTES = 32 * 1_048_576

export function writeDrawingText(drawing: Drawing, shelf: Shelf): string {
  const serviceOf = new Map(drawing.nodes.map((node) => [node.id, node.service]))
  const settings = (config: Config, schema: Schema | undefined) => some('config', tidyConfig(config, schema))
  const nodes = drawing.nodes.map(({ id, service, name, x, y, container, config }) => ({
    id, service, name, x, y, ...(container === undefined ? {} : { container }), ...settings(config, shelf[service]?.config),
  }))
  const wires = drawing.wires.map(({ id, from, port, to, kind, config }) => ({
    id, from, port, to, kind, ...settings(config, shelf[serviceOf.get(from) ?? '']?.ports.find((one) => one.id === port)?.config),
  }))
  const notes = drawing.notes.map(({ id, x, y, width, height, container, text }) => ({
    id, x, y, width, height, ...(container === undefined ? {} : { container }), text,
  }))
  const containers = drawing.containers.map(({ id, kind, name, x, y, width, height, container }) => ({
    id, kind, name, x, y, width, height, ...(container === undefined ? {} : { container }),
  }))
  const whole = {
    version: drawing.version, name: drawing.name, nodes, wires,
    ...some('notes', notes), ...some('containers', containers), ...some('scenario', tidyScenario(drawing.scenario)),
  }
  return `${JSON.stringify(whole, null, 2)}\n`
}

/** What the file is called in the downloads. */
export function fileNameOf(name: string, ending = '.coldstart.json'): string {
  return (name.replace(/[^\p{L}\p{N} _-]+/gu, '').trim().slice(0, 80) || 'drawing') + ending
}

/** Whatever was dropped on the canvas: text of a drawing, or a picture that carries one. */
export function readFileBytes(bytes: Uint8Array, shelf: Shelf): Read {
  if (bytes.length > MOST_PICTURE_BYTES) return refuse(`This file has ${Math.round(bytes.length / 1_048_576)} MiB; no drawing and no picture of one is larger than 32 MiB.`)
  const picture = isPng(bytes) ? textFromPng(bytes) : isSvg(bytes) ? textFromSvg(utf8Decode(bytes)) : undefined
  if (picture && 'broken' in picture) return refuse(BROKEN[picture.broken])
  if (picture) return readDrawingText(picture.text, shelf)
  if (bytes.length > MOST_BYTES) return refuse(`This file has ${(bytes.length / 1_048_576).toFixed(1)} MiB; a drawing has at most 2 MiB.`)
  // Some editors begin a file with a byte order mark, which is no JSON.
  return readDrawingText(utf8Decode(bytes).replace(/^\uFEFF/, ''), shelf)
}

const BROKEN = {
  none: 'This picture carries no drawing. Only pictures saved from Coldstart do, and some tools strip them: ask for the file or the link.',
  cut: 'The drawing in this picture was cut or altered on its way: its checksum does not fit. Ask for the file or the link.',
} as const

const refuse = (text: string): Read => ({ problems: [{ level: 'refusal', text }] })

/** The property, unless there is nothing in it. */
function some<K extends string, T extends object>(name: K, value: T): { [key in K]?: T } {
  return Object.keys(value).length > 0 ? ({ [name]: value } as { [key in K]: T }) : {}
}

function tidyConfig(config: Config, schema: Schema | undefined): Config {
  const tidy: Record<string, unknown> = {}
  for (const name of Object.keys(config).sort()) {
    const field = schema && Object.hasOwn(schema, name) ? schema[name] : undefined
    if (!field || !same(config[name], field.default)) tidy[name] = config[name]
  }
  return tidy
}

function tidyScenario(scenario: Scenario): Partial<Scenario> {
  const tidy: Record<string, unknown> = {}
  for (const name of Object.keys(EMPTY_SCENARIO) as (keyof Scenario)[]) {
    if (!same(scenario[name], EMPTY_SCENARIO[name])) tidy[name] = scenario[name]
  }
  return tidy
}
