import type { Drawing } from '../drawing/drawing.ts'
import { utf8Decode } from '../base/text.ts'
import { MOST_BYTES, type Read, readDrawing } from '../drawing/check.ts'
import { readFileBytes } from '../drawing/file.ts'
import { isPng, isSvg } from '../drawing/picture.ts'
import { decodeDrawing, readFragment } from '../drawing/url.ts'
import { services } from '../services/catalogue.ts'
import { shelfOf } from '../drawing/catalogue.ts'

type Found = { drawing: Drawing; notes: readonly string[] } | { refusal: string }

/** What stands in a file: text, or a picture that carries a drawing. */
export function readBytes(bytes: Uint8Array): Found {
  if (isPng(bytes) || isSvg(bytes) || bytes.length > MOST_BYTES) return told(readFileBytes(bytes, shelfOf(services)))
  if (bytes.includes(0)) return { refusal: 'This is neither a drawing (JSON) nor a share link: it is no text in UTF-8.' }
  return readAny(utf8Decode(bytes))
}

/** JSON or a share link, as a person would paste it. */
export function readAny(text: string): Found {
  const shelf = shelfOf(services)
  const trimmed = text.trim()
  const hash = trimmed.indexOf('#')
  if (/^https?:\/\//.test(trimmed) || trimmed.startsWith('#')) {
    const link = hash < 0 ? undefined : readFragment(trimmed.slice(hash)).drawing
    if (!link) return { refusal: 'This link carries no drawing: the part after # is missing.' }
    return told(decodeDrawing(link, shelf))
  }
  if (trimmed === '') return { refusal: 'There is nothing in it: a drawing (JSON) or a share link is expected.' }
  let value: unknown
  try {
    value = JSON.parse(trimmed)
  } catch (error) {
    return { refusal: `This is neither a drawing (JSON) nor a share link: ${placed((error as Error).message, trimmed)}` }
  }
  return told(readDrawing(value, shelf))
}

/** Engines count characters; people count lines. */
function placed(message: string, text: string): string {
  const at = / in JSON at position (\d+).*$/s.exec(message)
  if (!at) return message
  const before = text.slice(0, Number(at[1])).split('\n')
  return `${message.slice(0, at.index)} in line ${before.length}, column ${before.at(-1)!.length + 1}.`
}

/**
 * The page mends what it can and says so; here nobody would see it, and nothing is run half configured. What is only not
 * known is kept, as there, and told: a newer program may have written it, or somebody mistyped.
 */
function told({ drawing, problems }: Read): Found {
  const mended = problems.find(({ level }) => level === 'mended')
  if (!drawing) return { refusal: problems[0]?.text ?? 'This is no drawing.' }
  return mended ? { refusal: `${mended.text.replace(/ The default is used\.$/, '')} Mend it; nothing was run.` } : { drawing, notes: problems.map(({ text }) => text) }
}
