import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { md5 } from './md5.ts'
import { Sha256, sha256 } from './sha256.ts'
import { base64Decode, base64Encode, utf8Decode, utf8Encode, utf8Length } from './text.ts'
import { EPOCH_MS, calendar, httpDate, iso, isoSeconds, logTime, streamDay, unixOfDay } from './time.ts'

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)))

test('UTF-8 is that of the platform, broken input included', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const bytes = new TextEncoder().encode(text)
      expect([...utf8Encode(text)]).toEqual([...bytes])
      expect(utf8Length(text)).toBe(bytes.length)
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array(), fc.array(fc.constantFrom(0xe0, 0xed, 0xf0, 0xf4, 0x80, 0x9f, 0xa0, 0xbf, 0xc2, 0x41)), (bytes, tricky) => {
      for (const input of [bytes, new Uint8Array(tricky)]) expect(utf8Decode(input)).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(input))
    }),
  )
})

test('Base64 is that of the platform', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = base64Encode(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64'))
      expect([...base64Decode(text)!]).toEqual([...bytes])
    }),
  )
  expect([base64Decode('a'), base64Decode('ab*d'), base64Decode('=a==')]).toEqual([undefined, undefined, undefined])
})

test('digests are those of the platform, however the bytes come in', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 150 })), (parts) => {
      const sha = new Sha256()
      for (const part of parts) sha.update(part)
      const all = Buffer.concat(parts)
      const exact = createHash('sha256').update(all).digest('hex')
      expect([sha.hex(), sha.hex(), sha256(all)]).toEqual([exact, exact, exact])
      expect(md5(all)).toBe(createHash('md5').update(all).digest('hex'))
    }),
  )
})

test('instants read as in AWS', () => {
  const time = (58 * 86_400 + 3_661.25) * 1e6
  expect(iso(0)).toBe('2026-01-01T00:00:00.000Z')
  expect([iso(time), isoSeconds(time), logTime(time), httpDate(time), streamDay(time)]).toEqual([
    '2026-02-28T01:01:01.250Z', '2026-02-28T01:01:01Z', '28/Feb/2026:01:01:01 +0000', 'Sat, 28 Feb 2026 01:01:01 GMT', '2026/02/28',
  ])
})

test('the calendar is that of the platform for centuries', () => {
  fc.assert(
    fc.property(fc.integer({ min: -3e12, max: 3e13 }), (unix) => {
      const date = new Date(unix)
      const c = calendar(unix)
      expect([c.year, c.month, c.day, c.weekday, c.hour, c.minute, c.second, c.millis]).toEqual([
        date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay(), date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds(), date.getUTCMilliseconds(),
      ])
      expect(unixOfDay(c.year, c.month, c.day)).toBe(Math.floor(unix / 86_400_000) * 86_400_000)
    }),
  )
  expect(EPOCH_MS).toBe(Date.UTC(2026, 0, 1))
})
