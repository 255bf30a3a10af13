/**
 * The whole drawing in the fragment of an address, which no browser sends to any server. The first character names the
 * version of the codec, so that every link ever made opens for ever.
 */
import { type Read, readDrawing } from './check.ts'
import type { Shelf } from './catalogue.ts'
import { fromColumns, toColumns } from './codec/columns.ts'
import { dictionaryA } from './codec/dictionary-a.ts'
import { dictionaryB } from './codec/dictionary-b.ts'
import { pack, unpack } from './codec/pack.ts'
import type { Drawing } from './drawing.ts'

/** Versions differ in their dictionaries: b has all the starters in it. */
const DICTIONARIES: { readonly [version: string]: () => Uint8Array } = { a: dictionaryA, b: dictionaryB }

/** Version a, which every Coldstart reads; b where that makes a much shorter link, as the code of its starters does. */
export function encodeDrawing(drawing: Drawing): string {
  const text = JSON.stringify(toColumns(drawing))
  const link = `a${pack(text, dictionaryA())}`
  if (!text.includes('handler = ')) return link
  const other = `b${pack(text, dictionaryB())}`
  return other.length < link.length * 0.9 ? other : link
}

const refuse = (text: string): Read => ({ problems: [{ level: 'refusal', text }] })

export function decodeDrawing(link: string, shelf: Shelf): Read {
  if (link === '') return refuse('This link carries no drawing.')
  const version = link[0]!
  const dictionary = DICTIONARIES[version]
  if (!dictionary) {
    return /[c-z]/.test(version)
      ? refuse('This link was made by a newer Coldstart. Reload the page for the newest program, then open the link again.')
      : refuse('This is no link of Coldstart: its first character names no version of the format.')
  }
  const unpacked = unpack(link.slice(1), dictionary())
  if ('broken' in unpacked) return refuse(BROKEN[unpacked.broken])
  let value: unknown
  try {
    value = fromColumns(JSON.parse(unpacked.text))
  } catch {
    value = undefined
  }
  return value === undefined ? refuse('This link holds no drawing, although it is whole. Ask its sender for a file.') : readDrawing(value, shelf)
}

const BROKEN = {
  characters: 'This link holds characters that no link of Coldstart has. Something added them on the way: copy it again.',
  cut: 'This link was cut or altered on its way: its checksum does not fit. Ask for it again, best as a file.',
  large: 'This link unfolds to more than 2 MiB, which no drawing does. It was not opened.',
} as const

/** What an address may say besides the drawing: an instant, and that it is only to be looked at. */
export interface Fragment {
  readonly drawing?: string
  readonly atSec?: number
  readonly readOnly: boolean
}

export function readFragment(hash: string): Fragment {
  const words = new Map(hash.replace(/^#/, '').split('&').map((part) => {
    const at = part.indexOf('=')
    return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)]
  }))
  const drawing = words.get('d')
  const at = Number(words.get('t'))
  return {
    ...(drawing ? { drawing } : {}),
    ...(words.has('t') && Number.isFinite(at) && at >= 0 ? { atSec: at } : {}),
    readOnly: words.has('ro'),
  }
}

export function writeFragment({ drawing, atSec, readOnly }: Fragment): string {
  return `#d=${drawing ?? ''}${atSec === undefined ? '' : `&t=${atSec}`}${readOnly ? '&ro' : ''}`
}
