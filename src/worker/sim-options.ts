import type { Schema } from '../contract/config.ts'
import type { Drawing } from '../drawing/drawing.ts'
import { MODES, PROFILES } from '../drawing/drawing.ts'
import { LONGEST_SEC } from '../drawing/check-scenario.ts'
import { checkValue } from '../drawing/field-check.ts'
import { services } from '../services/catalogue.ts'

export interface SimOptions {
  file: string
  forSec?: number
  seed?: number
  profile?: (typeof PROFILES)[number]
  mode?: (typeof MODES)[number]
  set: { node: string; field: string; value: string }[]
  format: 'text' | 'json' | 'ndjson'
  /** Only how it is used is to be told. */
  help?: true
}
export interface Refusal {
  refusal: string
}
export const isRefusal = (value: object): value is Refusal => 'refusal' in value

export const USAGE = 'Use: npm run --silent sim -- FILE|LINK|- [--for 10m] [--seed 7] [--profile current|course] [--mode realistic|strict] [--set node.field=value] [--format text|json|ndjson]'
const UNITS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400 }

export function parseArguments(argv: readonly string[]): SimOptions | Refusal {
  const options: SimOptions = { file: '', set: [], format: 'text' }
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!
    if (word === '--help' || word === '-h') return { ...options, help: true }
    if (word !== '-' && word.startsWith('-') && !KNOWN.test(word)) return { refusal: `There is no option ${word.split('=', 1)[0]}. ${USAGE}` }
    if (!word.startsWith('--')) {
      if (options.file !== '') return { refusal: `One file at a time: ${word} is a second one. ${USAGE}` }
      options.file = word
      continue
    }
    const [name, joined] = word.slice(2).split(/=(.*)/s)
    const value = joined ?? argv[++i]
    if (value === undefined) return { refusal: `--${name} needs a value. ${USAGE}` }
    const refusal = apply(options, name!, value)
    if (refusal) return { refusal }
  }
  return options.file === '' ? { refusal: USAGE } : options
}

/** The clock goes in whole microseconds. */
const SHORTEST_SEC = 1e-6
const KNOWN = /^--(for|seed|profile|mode|set|format)(=|$)/s

function apply(options: SimOptions, name: string, value: string): string | undefined {
  switch (name) {
    case 'for': {
      const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(value)
      const span = match ? Number(match[1]) * UNITS[match[2] ?? 's']! : Number.NaN
      if (!(span >= SHORTEST_SEC && span <= LONGEST_SEC)) return `--for is a span such as 90s, 10m or 24h, at least 1 µs and at most 366 days; it was "${value}".`
      options.forSec = span
      return undefined
    }
    case 'seed': {
      const seed = Number(value)
      if (!/^\d+$/.test(value) || seed > 4_294_967_295) return `--seed is a whole number from 0 to 4294967295; it was "${value}".`
      options.seed = seed
      return undefined
    }
    case 'profile':
      if (!isOneOf(value, PROFILES)) return `--profile is current or course; it was "${value}".`
      options.profile = value
      return undefined
    case 'mode':
      if (!isOneOf(value, MODES)) return `--mode is realistic or strict; it was "${value}".`
      options.mode = value
      return undefined
    case 'format':
      if (!isOneOf(value, ['text', 'json', 'ndjson'] as const)) return `--format is text, json or ndjson; it was "${value}".`
      options.format = value
      return undefined
    case 'set': {
      // What is set may hold dots and further signs of equality; the name of a node may hold dots.
      const match = /^([^=]+)\.([A-Za-z_]\w*)=(.*)$/s.exec(value)
      if (!match) return `--set is node.field=value; it was "${value}".`
      options.set.push({ node: match[1]!, field: match[2]!, value: match[3]! })
      return undefined
    }
    default:
      return undefined
  }
}

const isOneOf = <T extends string>(value: string, of: readonly T[]): value is T => (of as readonly string[]).includes(value)

/** The options' words put into the drawing, checked like any input. */
export function settle(drawing: Drawing, options: SimOptions): { drawing: Drawing } | Refusal {
  const { scenario } = drawing
  let nodes = drawing.nodes
  for (const { node: name, field, value } of options.set) {
    const called = nodes.filter((one) => one.name === name)
    if (called.length > 1) return { refusal: `--set: ${called.length} nodes are called ${name}. Say which by its id: ${called.map((one) => one.id).join(', ')}.` }
    const node = called[0] ?? nodes.find((one) => one.id === name)
    if (!node && nodes.length === 0) return { refusal: `--set: there is no node ${name}. This drawing has none.` }
    if (!node) return { refusal: `--set: there is no node ${name}. There are ${nodes.map((one) => one.name).join(', ')}.` }
    const schema = services.find((one) => one.id === node.service)?.config as Schema | undefined
    const known = schema && Object.hasOwn(schema, field) ? schema[field] : undefined
    if (!schema || !known) return { refusal: `--set: ${name} has no setting ${field}. It has ${Object.keys(schema ?? {}).join(', ')}.` }
    const parsed: unknown = known.kind === 'text' || known.kind === 'choice' ? value : readJson(value)
    const wrong = checkValue(known, parsed)
    if (wrong) return { refusal: `--set ${name}.${field}: ${wrong}` }
    nodes = nodes.map((one) => (one === node ? { ...one, config: { ...one.config, [field]: parsed } } : one))
  }
  return {
    drawing: {
      ...drawing, nodes,
      scenario: {
        ...scenario,
        forSec: options.forSec ?? scenario.forSec, seed: options.seed ?? scenario.seed,
        profile: options.profile ?? scenario.profile, mode: options.mode ?? scenario.mode,
      },
    },
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
