/** API-04: what API Gateway refuses as a model: JSON Schema, draft 4, in the words that `validate.ts` reads. */
const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null']

/** What is wrong with a model, as a sentence; undefined when it is fine. */
export function wrongModel(text: string): string | undefined {
  let schema: unknown
  try {
    schema = JSON.parse(text)
  } catch {
    return 'The model is no JSON.'
  }
  return wrongSchema(schema, '')
}

function wrongSchema(schema: unknown, path: string): string | undefined {
  const where = path === '' ? 'The model' : `The model at ${path}`
  if (!isRecord(schema)) return `${where} is no JSON object.`
  const { type, enum: options, required, properties, items, pattern } = schema
  const strange = type === undefined ? undefined : (Array.isArray(type) ? type : [type]).find((one) => !TYPES.includes(one as string))
  if (strange !== undefined) return `${where} has the type ${JSON.stringify(strange)}; there are ${TYPES.join(', ')}.`
  if (options !== undefined && !(Array.isArray(options) && options.length > 0)) return `${where}: "enum" is a list of values.`
  if (required !== undefined && !(Array.isArray(required) && required.length > 0 && required.every((one) => typeof one === 'string'))) return `${where}: "required" is a list of names.`
  if (pattern !== undefined && !isPattern(pattern)) return `${where}: "pattern" is no regular expression.`
  if (properties !== undefined && !isRecord(properties)) return `${where}: "properties" is an object.`
  for (const [name, one] of Object.entries(properties ?? {})) {
    const wrong = wrongSchema(one, path === '' ? name : `${path}.${name}`)
    if (wrong) return wrong
  }
  return items === undefined ? undefined : wrongSchema(items, `${path}[]`)
}

function isPattern(pattern: unknown): boolean {
  try {
    new RegExp(String(pattern))
    return typeof pattern === 'string'
  } catch {
    return false
  }
}

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value)
