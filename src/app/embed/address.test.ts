import { expect, test } from 'vitest'
import { type EmbedOptions, PLAIN_EMBED, readEmbed } from './address.ts'
import { embedAddress, embedSnippet, plainAddress } from './snippet.ts'

const link = 'https://play.example/a/#d=aXYZ&t=3'
const all: EmbedOptions = { view: 'split', play: true, atSec: 12.5, speed: 100, theme: 'dark', controls: false }

test('an address of an embed says what it was made with', () => {
  for (const options of [PLAIN_EMBED, all, { ...all, speed: 'max' as const, atSec: 0 }]) {
    expect(readEmbed(new URL(embedAddress(link, options)).search)).toEqual(options)
  }
})

test('only what differs from the usual is said, and the drawing stays in the fragment', () => {
  expect(embedAddress(link, PLAIN_EMBED)).toBe('https://play.example/a/?embed=1#d=aXYZ&t=3')
  expect(embedAddress(`https://play.example/?embed=1&view=split#d=a`, { ...PLAIN_EMBED, play: true })).toBe('https://play.example/?embed=1&play=1#d=a')
  expect(plainAddress(embedAddress(link, all))).toBe(link)
})

test('without embed it is the whole page', () => {
  for (const search of ['', '?', '?view=split', '?embed=0', '?embed=false']) expect(readEmbed(search)).toBeUndefined()
})

test('what an address should not say counts as not said', () => {
  expect(readEmbed('?embed=1&view=wide&t=-3&speed=70000&theme=pink')).toEqual(PLAIN_EMBED)
  expect(readEmbed('?embed&t=&speed=&t=9&controls=__proto__')).toEqual(PLAIN_EMBED)
  expect(readEmbed('?embed&t=1e99&play=off&controls=no')).toEqual({ ...PLAIN_EMBED, controls: false })
})

test('a name cannot break out of the snippet', () => {
  const snippet = embedSnippet(link, '"><script>alert(1)</script>')
  expect(snippet).not.toContain('<script')
  expect(snippet).toContain('src="https://play.example/a/#d=aXYZ&amp;t=3" title="&quot;&gt;&lt;script&gt;')
})
