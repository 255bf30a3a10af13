/**
 * The bytes of quickjs.wasm, compiled. One thing in them is mended first.
 *
 * Map and Set look a number up by the lowest bits of its hash, and those are nearly all zero for whole numbers: thousands
 * of them share one place, and each new one is compared with all (quickjs-ng/quickjs, issue 205). So 5,000 ids in a Map
 * took twenty times as long as 5,000 texts. The hash is given bits that differ instead, in as many bytes as it had.
 * An engine without that place, or with several, is left as it is.
 */

/** A number's bits on the stack: their halves are mixed, times 3,163. */
const BEFORE = [0xbd]
const HALVES = [0x22, 0x01, 0x42, 0x20, 0x88, 0x20, 0x01, 0x85, 0xa7, 0x41, 0xdb, 0x18, 0x6c]
const AFTER = [0x21, 0x03, 0x41, 0x08, 0x21, 0x02]
/** All bits times 0x9e3779b97f4b, of which the 21 highest stay: enough for more numbers than a heap can hold. */
export const HIGHEST = [0x42, 0xcb, 0xfe, 0xe5, 0xcd, 0xf7, 0xc6, 0x27, 0x7e, 0x42, 0x2b, 0x88, 0xa7]

export const engineOf = (bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module => new WebAssembly.Module(mended(bytes))

export function mended(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const wanted = [...BEFORE, ...HALVES, ...AFTER]
  const places: number[] = []
  for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) places.push(at)
  }
  if (places.length !== 1) return bytes
  const copy = bytes.slice()
  copy.set(HIGHEST, places[0]! + BEFORE.length)
  return copy
}
