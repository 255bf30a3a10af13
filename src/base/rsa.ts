/** RS256: an RSA signature with SHA-256 as JSON Web Tokens carry it, checked with whole numbers alone. */
import { sha256, toHex } from './sha256.ts'

/** ASN.1 that says: what follows is a SHA-256. */
const DIGEST_INFO = '3031300d060960864801650304020105000420'
const LEAST_BYTES = 128
/** Larger keys exist, but nobody signs tokens with them. */
const MOST_BYTES = 1_024

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes) || '0'}`)

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let square = base % modulus
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

/** Whether the owner of the key (modulus and exponent) signed the text. */
export function rs256Holds(text: Uint8Array, signature: Uint8Array, modulus: Uint8Array, exponent: Uint8Array): boolean {
  let size = modulus.length
  while (size > 0 && modulus[modulus.length - size] === 0) size--
  if (size < LEAST_BYTES || size > MOST_BYTES || exponent.length > 4 || signature.length !== size) return false
  const n = numberOf(modulus)
  const sealed = numberOf(signature)
  if (sealed >= n) return false
  const tail = `00${DIGEST_INFO}${sha256(text)}`
  return power(sealed, numberOf(exponent), n) === BigInt(`0x0001${'ff'.repeat(size - 2 - tail.length / 2)}${tail}`)
}
