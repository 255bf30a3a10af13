import { hexId, requestId } from '../../base/ids.ts'
import { hashText } from '../../base/hash.ts'
import type { Occasion, SourceNode } from '../../contract/source.ts'
import type { WireEnd } from '../../contract/service.ts'
import type { StackConfig } from './config.ts'
import { RESPONSE_HOST } from './host.ts'

export const stackId = (node: SourceNode<StackConfig>): string => `${node.arn}/${requestId(node.scenario.seed, hashText(node.id))}`

/** The id stands in the URL, so that the answer finds its request. */
export const responseUrl = (stack: string, logicalId: string, id: string): string =>
  `${RESPONSE_HOST}${encodeURIComponent(`${stack}|${logicalId}|${id}`)}?AWSAccessKeyId=ASIAIOSFODNN7EXAMPLE&Expires=1767232800&Signature=28UijZePE5I4dvukKQqM%2F9Rf1o4%3D`

/** The request id in a response URL, or undefined when it is none. */
export function idIn(url: string): string | undefined {
  if (!url.startsWith(RESPONSE_HOST)) return undefined
  try {
    return decodeURIComponent(url.slice(RESPONSE_HOST.length).split('?')[0]!).split('|').at(-1)
  } catch {
    return undefined
  }
}

/** CFN-01: every value is text, whatever the template says. */
export function resourceEvent(node: SourceNode<StackConfig>, { id }: Occasion, wire: WireEnd) {
  const { request, type, logicalId, properties } = node.config
  const stack = stackId(node)
  const physical = `${node.name}-${logicalId}-${hexId(node.scenario.seed, hashText(node.id), 'physical', 12).toUpperCase()}`
  const ResourceProperties = { ServiceToken: wire.peer.arn, ...texts(read(properties)) }
  return {
    RequestType: request,
    ServiceToken: wire.peer.arn,
    ResponseURL: responseUrl(stack, logicalId, id),
    StackId: stack,
    RequestId: id,
    LogicalResourceId: logicalId,
    ...(request !== 'Create' && { PhysicalResourceId: physical }),
    ResourceType: type,
    ResourceProperties,
    ...(request === 'Update' && { OldResourceProperties: { ServiceToken: wire.peer.arn } }),
  }
}

function read(json: string): object {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  } catch {
    return {}
  }
}
function texts(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, text(one)]))
}
function text(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(text)
  return typeof value === 'object' && value !== null ? texts(value) : String(value)
}
