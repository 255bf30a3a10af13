/** EB-07: what of the event reaches the target: a part, a constant, or a template that is filled in. */
import type { TargetConfig } from './config.ts'
import { isObject, parsed } from './event.ts'

export interface Facts {
  readonly ruleArn: string
  readonly ruleName: string
  readonly ingestionTime: string
}
/** Undefined as `value`: the filled template is no JSON, which no target takes. */
export interface Input {
  readonly value: unknown
  readonly text: string
}

export function inputFor(config: TargetConfig, event: unknown, facts: Facts): Input {
  switch (config.input) {
    case 'event':
      return { value: event, text: JSON.stringify(event) }
    case 'path': {
      const value = pick(event, config.inputPath) ?? null
      return { value, text: JSON.stringify(value) }
    }
    case 'constant':
      return { value: parsed(config.constant), text: config.constant }
    case 'transformer': {
      const text = fill(config.template, config.paths, event, facts)
      return { value: parsed(text), text }
    }
  }
}

type Step = string | number | '*'

/** `$.detail.items[0].name`, `$.detail['a b']`, `$.detail.items[*].id`; undefined when this is no such path. */
export function readPath(path: string): readonly Step[] | undefined {
  if (!path.startsWith('$')) return undefined
  const steps: Step[] = []
  const rest = path.slice(1)
  const part = /\.([\w/-]+)|\[(\d+)\]|\[\*\]|\.\*|\['([^']+)'\]/y
  while (part.lastIndex < rest.length) {
    const found = part.exec(rest)
    if (!found) return undefined
    steps.push(found[1] ?? found[3] ?? (found[2] !== undefined ? Number(found[2]) : '*'))
  }
  return steps
}

export function pick(event: unknown, path: string): unknown {
  const steps = readPath(path)
  return steps && walk(event, steps, 0)
}

function walk(value: unknown, steps: readonly Step[], at: number): unknown {
  if (at === steps.length) return value
  const step = steps[at]!
  if (step === '*') {
    const all = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : undefined
    return all?.map((one: unknown) => walk(one, steps, at + 1)).filter((one) => one !== undefined)
  }
  if (typeof step === 'number') return Array.isArray(value) ? walk(value[step], steps, at + 1) : undefined
  return isObject(value) && Object.hasOwn(value, step) ? walk(value[step], steps, at + 1) : undefined
}

/**
 * Where a variable stands for a value it keeps its type; inside quotes it is text: the quotes of texts within are
 * escaped, objects are written as they are but for their quotes. What is missing is null as a value, and nothing as text.
 */
function fill(template: string, paths: TargetConfig['paths'], event: unknown, facts: Facts): string {
  let filled = ''
  let quoted = false
  for (let at = 0; at < template.length; at++) {
    const char = template[at]!
    if (char === '\\' && quoted) {
      filled += char + (template[++at] ?? '')
      continue
    }
    if (char === '"') quoted = !quoted
    const name = char === '<' ? /^<([^<>"\s]+)>/.exec(template.slice(at))?.[1] : undefined
    const known = name === undefined ? undefined : variable(name, paths, event, facts)
    if (name === undefined || known === undefined) {
      filled += char
      continue
    }
    filled += quoted ? asText(known.value) : JSON.stringify(known.value ?? null)
    at += name.length + 1
  }
  return filled
}

function variable(name: string, paths: TargetConfig['paths'], event: unknown, facts: Facts): { readonly value: unknown } | undefined {
  switch (name) {
    case 'aws.events.rule-arn': return { value: facts.ruleArn }
    case 'aws.events.rule-name': return { value: facts.ruleName }
    case 'aws.events.event.ingestion-time': return { value: facts.ingestionTime }
    case 'aws.events.event.json': return { value: event }
    case 'aws.events.event': {
      const { detail: _, ...rest } = event as { readonly detail: unknown }
      return { value: rest }
    }
  }
  const found = paths.find((one) => one.name === name)
  return found && { value: pick(event, found.path) }
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return JSON.stringify(text).slice(1, -1)
}
