import { hashText, mix } from './hash.ts'

/**
 * Ids that AWS would draw at random are made of (seed, serial) instead, by whoever looks at them: nothing is stored, and
 * the same link shows the same ids.
 */

/** The request id of a message: a UUID of version 4 in shape. */
export function requestId(seed: number, serial: number): string {
  const all = hex(seed, serial, 0) + hex(seed, serial, 1) + hex(seed, serial, 2) + hex(seed, serial, 3)
  const variant = '89ab'[Number.parseInt(all[16]!, 16) & 3]!
  return `${all.slice(0, 8)}-${all.slice(8, 12)}-4${all.slice(13, 16)}-${variant}${all.slice(17, 20)}-${all.slice(20)}`
}

/** Eight digits; `lane` gives the same pair further ones. */
function hex(seed: number, serial: number, lane: number): string {
  const high = Math.floor(serial / 4_294_967_296)
  const salt = mix((seed ^ Math.imul(lane + 1, 0x9e3779b1)) | 0)
  const word = mix(mix((serial | 0) ^ salt) ^ Math.imul(high + 1, 0x85ebca6b) ^ Math.imul(Math.floor(seed / 4_294_967_296) + lane, 0xc2b2ae35))
  return (word >>> 0).toString(16).padStart(8, '0')
}

/** So many hexadecimal digits for a thing with this number; `purpose` tells the ids of one number apart. */
export function hexId(seed: number, serial: number, purpose: string, digits: number): string {
  const salted = seed + hashText(purpose)
  let text = ''
  for (let lane = 0; text.length < digits; lane++) text += hex(salted, serial, lane)
  return text.slice(0, digits)
}
