/** Ids that AWS gives to APIs, requests and traces, made of what is there. */
import { hashNumber, hashText } from '../../base/hash.ts'
import { hexId } from '../../base/ids.ts'
import { unixMs } from '../../base/time.ts'
import type { MessageId } from '../messages.ts'
import type { Node } from '../service.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'
const DIGITS64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

function spell(seed: number, serial: number, purpose: string, length: number, letters: string): string {
  const hex = hexId(seed, serial, purpose, length * 2)
  let text = ''
  for (let at = 0; at < length; at++) text += letters[Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16) % letters.length]
  return text
}

/** Ten letters and digits that stay the same for a node, run after run. */
export const apiId = (name: string): string => spell(0, hashText(name), 'api', 10, LETTERS)
export const urlId = (name: string): string => spell(0, hashText(name), 'url', 32, LETTERS)
export const resourceId = (path: string): string => spell(0, hashText(path), 'resource', 6, LETTERS)
/** As HTTP and WebSocket APIs number their requests: `JKJaXmPLvHcESHA=`. */
export const shortId = (seed: number, serial: number, purpose = 'request'): string => `${spell(seed, serial, purpose, 15, DIGITS64)}=`
/** As CloudFront numbers its requests: 54 signs and two for padding. */
export function edgeRequestId(seed: number, serial: number): string {
  let text = ''
  for (let lane = 1; text.length < 54; lane++) {
    const word = hashNumber(serial, (seed ^ Math.imul(lane, 0x9e3779b1)) | 0)
    for (let shift = 0; shift < 30; shift += 6) text += DIGITS64[(word >>> shift) & 63]!
  }
  return `${text.slice(0, 54)}==`
}
/**
 * GEN-12: of the message that began it all. Callers who wait keep theirs alive; of what was published the parent may be
 * over, and its row used again: whatever is there now is younger.
 */
export function traceRoot(node: Node, message: MessageId): string {
  const { messages, scenario } = node
  let first = message
  for (let parent = messages.parent[first]!; parent >= 0 && messages.serial[parent]! > 0 && messages.serial[parent]! < messages.serial[first]!; parent = messages.parent[first]!) first = parent
  const second = Math.floor(unixMs(messages.born[first]!) / 1_000)
  return `Root=1-${second.toString(16).padStart(8, '0')}-${hexId(scenario.seed, messages.root[message]!, 'trace', 24)}`
}
/** The account that all is drawn in, as it stands in the node's ARN. */
export const accountOf = (arn: string): string => arn.split(':')[4] || '123456789012'

const regionOf = (arn: string): string => arn.split(':')[3] || 'us-east-1'
/** Hosts, as AWS names them. */
export const apiHost = (name: string, arn: string): string => `${apiId(name)}.execute-api.${regionOf(arn)}.amazonaws.com`
export const urlHost = (name: string, arn: string): string => `${urlId(name)}.lambda-url.${regionOf(arn)}.on.aws`
/** A distribution's id and its name in the DNS. */
export const distributionId = (name: string): string => `E${spell(0, hashText(name), 'distribution', 13, LETTERS).toUpperCase()}`
export const distributionHost = (name: string): string => `d${spell(0, hashText(name), 'domain', 13, LETTERS)}.cloudfront.net`
export const bucketHost = (name: string, arn: string): string => `${name}.s3.${regionOf(arn)}.amazonaws.com`
export const balancerHost = (name: string, arn: string): string => `${name}-${hashText(name)}.${regionOf(arn)}.elb.amazonaws.com`
