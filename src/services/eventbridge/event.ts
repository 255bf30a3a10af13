/** EB-08: what travels over a bus, and how what is sent to it becomes that. */
import { requestId } from '../../base/ids.ts'
import { utf8Length } from '../../base/text.ts'
import { isoSeconds } from '../../base/time.ts'
import type { Content } from '../../contract/messages.ts'
import type { BusNode } from './state.ts'

/** In AWS's order of keys. */
export interface BusEvent {
  readonly version: string
  readonly id: string
  readonly 'detail-type': string
  readonly source: string
  readonly account: string
  readonly time: string
  readonly region: string
  readonly resources: readonly string[]
  readonly 'replay-name'?: string
  readonly detail: unknown
}

/** What names itself: an event of another bus or service, or an entry of PutEvents. */
export interface Fields {
  readonly id?: string
  readonly source: string
  readonly detailType: string
  readonly detail: unknown
  readonly resources?: readonly string[]
  readonly time?: string
}

const ACCOUNT = '123456789012'

export function makeEvent(node: BusNode, serial: number, fields: Fields, replay?: string): BusEvent {
  return {
    version: '0', id: fields.id ?? requestId(node.scenario.seed, serial), 'detail-type': fields.detailType, source: fields.source,
    account: ACCOUNT, time: fields.time ?? isoSeconds(node.now), region: node.region, resources: fields.resources ?? [],
    ...(replay !== undefined && { 'replay-name': replay }), detail: fields.detail,
  }
}

/** What a sender without code sends: an event, an entry as code would write it, or a detail. */
export function fieldsOf(node: BusNode, content: Content): Fields {
  const source = textOf(content, 'source') ?? textOf(content, 'Source')
  const detailType = textOf(content, 'detail-type') ?? textOf(content, 'DetailType')
  if (source === undefined && detailType === undefined) {
    return { source: node.config.source, detailType: node.config.detailType, detail: isObject(content) ? content : content === undefined ? {} : { body: content } }
  }
  const detail = valueOf(content, 'detail') ?? valueOf(content, 'Detail')
  const id = textOf(content, 'id')
  const time = textOf(content, 'time')
  const resources = valueOf(content, 'resources') ?? valueOf(content, 'Resources')
  return {
    source: source ?? node.config.source, detailType: detailType ?? node.config.detailType, detail: typeof detail === 'string' ? parsed(detail) : (detail ?? {}),
    ...(id !== undefined && { id }), ...(time !== undefined && { time }),
    ...(Array.isArray(resources) && { resources: resources.filter((one) => typeof one === 'string') }),
  }
}

/** Bytes that an entry counts for: AWS counts the time as 14, and the text of the other fields. */
export function entryBytes({ source, detailType, resources }: Fields, detailBytes: number, hasTime: boolean): number {
  return (hasTime ? 14 : 0) + utf8Length(source) + utf8Length(detailType) + detailBytes + (resources ?? []).reduce((sum, one) => sum + utf8Length(one), 0)
}

export const isObject = (value: unknown): value is { readonly [name: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value)
export const valueOf = (value: unknown, name: string): unknown => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined)
const textOf = (value: unknown, name: string): string | undefined => {
  const found = valueOf(value, name)
  return typeof found === 'string' ? found : undefined
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
