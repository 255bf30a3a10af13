/** API-04: what a method wants of a request before anything is invoked. */
import { namesIn } from '../../contract/http/cors.ts'
import { bodyText, queryPairs } from '../../contract/http/request.ts'
import { type HttpRequest, headerOf } from '../../contract/http.ts'
import type { MethodConfig } from './config.ts'

/** Names of the parameters that are missing. */
export function missingParameters({ required }: MethodConfig, request: HttpRequest): string[] {
  const query = queryPairs(request.query)
  return namesIn(required).map((one) => one.replace(/^method\.request\./, '')).flatMap((one) => {
    const at = one.indexOf('.')
    const [where, name] = [one.slice(0, at), one.slice(at + 1)]
    const there = where === 'header' ? headerOf(request.headers, name) : where === 'querystring' ? query.find(([said]) => said === name)?.[1] : 'in the path'
    return there === undefined || there === '' ? [name] : []
  })
}

export function bodyFits({ model }: MethodConfig, request: HttpRequest): boolean {
  if (model.trim() === '') return true
  const body = parse(bodyText(request))
  const schema = parse(model)
  return body !== undefined && fits(body, schema)
}

interface Schema {
  readonly [name: string]: unknown
}
const isRecord = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The words of JSON Schema that models of APIs are written in. */
function fits(value: unknown, schema: unknown): boolean {
  if (!isRecord(schema)) return true
  const { type, enum: options, required, properties, additionalProperties, items, minimum, maximum, minLength, maxLength, minItems, maxItems, pattern } = schema
  if (type !== undefined && !(Array.isArray(type) ? type : [type]).some((one) => isOf(value, one))) return false
  if (Array.isArray(options) && !options.some((one) => JSON.stringify(one) === JSON.stringify(value))) return false
  if (typeof value === 'number' && ((typeof minimum === 'number' && value < minimum) || (typeof maximum === 'number' && value > maximum))) return false
  if (typeof value === 'string') {
    if ((typeof minLength === 'number' && value.length < minLength) || (typeof maxLength === 'number' && value.length > maxLength)) return false
    if (typeof pattern === 'string' && pattern.length <= 200 && !matches(value, pattern)) return false
  }
  if (Array.isArray(value)) {
    if ((typeof minItems === 'number' && value.length < minItems) || (typeof maxItems === 'number' && value.length > maxItems)) return false
    return value.every((one) => fits(one, items))
  }
  if (!isRecord(value)) return true
  if (Array.isArray(required) && required.some((name) => !Object.hasOwn(value, String(name)))) return false
  const known = isRecord(properties) ? properties : {}
  return Object.keys(value).every((name) => (Object.hasOwn(known, name) ? fits(value[name], known[name]) : additionalProperties !== false))
}

function isOf(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'object': return isRecord(value)
    case 'array': return Array.isArray(value)
    case 'integer': return typeof value === 'number' && Number.isInteger(value)
    case 'null': return value === null
    default: return typeof value === type
  }
}

function matches(value: string, pattern: string): boolean {
  try {
    return new RegExp(pattern).test(value)
  } catch {
    return true
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
