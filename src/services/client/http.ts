/** What a client sends to things that speak HTTP, written out when somebody looks. */
import type { Dice } from '../../base/dice.ts'
import { hexId } from '../../base/ids.ts'
import { iso } from '../../base/time.ts'
import { isHttpRequest, makeRequest } from '../../contract/http/request.ts'
import type { HttpHeader, HttpRequest } from '../../contract/http.ts'
import { contentText, type MessageId } from '../../contract/messages.ts'
import type { WireEnd } from '../../contract/service.ts'
import { askedBy } from './asked.ts'
import type { ClientNode } from './behaviour.ts'
import type { ClientWire } from './config.ts'
import { fillText } from './template.ts'

export const speaksHttp = ({ peer }: WireEnd): boolean => peer.role === 'http' || peer.role === 'distribution'

/** The payload becomes the body of a request; one that is sent again stays as it is. */
export function writeRequest(node: ClientNode, message: MessageId, wire: WireEnd): void {
  const { messages, config, state } = node
  const payload = messages.content[message]
  if (isHttpRequest(payload)) return
  const asked = askedBy(node, message)
  const { method, path } = { ...(wire.config as ClientWire), ...asked }
  const fill = (text: string) => fillText(text, state.sent - 1, node.now, state.texts)
  const headers = config.headers.filter(({ name }) => name !== '').map(({ name, value }): HttpHeader => [name, fill(value)])
  if (config.browser) headers.push(['origin', config.origin])
  const target = fill(path)
  if (config.signed && !headers.some(([name]) => name.toLowerCase() === 'authorization')) headers.push(...signature(node, message))
  messages.content[message] = makeRequest(method, target, headers, contentText(payload), { sourceIp: config.sourceIp, userAgent: config.userAgent, country: config.countries === '' ? config.country : countryFrom(config.countries, state.texts) }) satisfies HttpRequest
}

/** `DE 3, US 1`: three of four come from Germany. */
function countryFrom(countries: string, dice: Dice): string {
  const shares = countries.split(',').map((one) => one.trim().split(/\s+/)).filter(([name]) => name)
  const weight = (share: string | undefined) => (share === undefined ? 1 : Number(share))
  let left = dice.next() * shares.reduce((sum, [, share]) => sum + weight(share), 0)
  for (const [name, share] of shares) {
    left -= weight(share)
    if (left < 0) return name!.toUpperCase()
  }
  return shares[0]?.[0]?.toUpperCase() ?? ''
}

/** SigV4 in shape: nobody here has a key. */
function signature(node: ClientNode, message: MessageId): HttpHeader[] {
  const stamp = iso(node.now).replace(/[-:]|\.\d+/g, '')
  const scope = `${stamp.slice(0, 8)}/${node.region}/execute-api/aws4_request`
  const sign = hexId(node.scenario.seed, node.messages.serial[message]!, 'signature', 64)
  return [['x-amz-date', stamp], ['authorization', `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/${scope}, SignedHeaders=host;x-amz-date, Signature=${sign}`]]
}
