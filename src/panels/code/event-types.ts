/** The types of the events that reach a function along its wires, and the comment that tells the editor of them. */
import type { Drawing } from '../../drawing/drawing.ts'

const OF_SOURCE: { readonly [service: string]: readonly [event: string, result?: string] } = {
  httpApi: ['ApiEventV2', 'ApiResult'], functionUrl: ['ApiEventV2', 'ApiResult'], restApi: ['ApiEventV1', 'ApiResult'], alb: ['ApiEventV1', 'ApiResult'],
  sqs: ['SqsEvent', 'BatchResult | void'], sns: ['SnsEvent'], s3: ['S3Event'], eventbridge: ['BusEvent'], scheduler: ['BusEvent'], kinesis: ['KinesisEvent', 'BatchResult | void'],
  dynamodb: ['TableEvent', 'BatchResult | void'],
}

export interface EventType {
  readonly event: string
  readonly result: string
  /** The nodes that send it. */
  readonly from: readonly string[]
}

/** Of a distribution, by the stage. */
const atStage = (port: string): readonly [event: string, result: string] => (port.endsWith('-request') ? ['EdgeRequestEvent', 'EdgeRequest | EdgeResponse'] : ['EdgeResponseEvent', 'EdgeResponse'])

/** One for each kind of event, in the order in which the wires were drawn. */
export function eventTypes({ nodes, wires }: Drawing, id: string): readonly EventType[] {
  const found = new Map<string, { event: string; result: string; from: string[] }>()
  for (const wire of wires) {
    const source = wire.to === id ? nodes.find((one) => one.id === wire.from) : undefined
    const [event, result = 'any'] = (source && (source.service === 'cloudfront' ? atStage(wire.port) : OF_SOURCE[source.service])) ?? []
    if (!source || !event) continue
    const known = found.get(event) ?? { event, result, from: [] }
    if (!known.from.includes(source.name)) known.from.push(source.name)
    found.set(event, known)
  }
  return [...found.values()]
}

const MARK = '/** @type {(event: '

/** The code with its handler told what it gets; as it was when that is said already, or when no handler stands at the beginning of a line. */
export function withTypes(code: string, types: readonly EventType[]): string {
  if (types.length === 0) return code
  const comment = `${MARK}${types.map(({ event }) => event).join(' | ')}, context: LambdaContext) => Promise<${[...new Set(types.map(({ result }) => result))].join(' | ')}>} */\n`
  const plain = code.replace(/^\/\*\* @type \{\(event: [^\n]*\*\/\n/m, '')
  return plain.replace(/^(export const handler\b|exports\.handler\s*=|module\.exports\.handler\s*=)/m, `${comment}$1`)
}
