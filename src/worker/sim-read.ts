import type { Drawing } from '../drawing/drawing.ts'
import { type Read, readDrawing } from '../drawing/check.ts'
import { decodeDrawing, readFragment } from '../drawing/url.ts'
import { services } from '../services/catalogue.ts'
import { shelfOf } from '../drawing/catalogue.ts'

type Found = { drawing: Drawing; notes: readonly string[] } | { refusal: string }

/** A file of JSON or a share link, as a person would paste it. */
export function readAny(text: string): Found {
  const shelf = shelfOf(services)
  const trimmed = text.trim()
  const hash = trimmed.indexOf('#')
  if (/^https?:\/\//.test(trimmed) || trimmed.startsWith('#')) {
    const link = hash < 0 ? undefined : readFragment(trimmed.slice(hash)).drawing
    if (!link) return { refusal: 'This link carries no drawing: the part after # is missing.' }
    return told(decodeDrawing(link, shelf))
  }
  let value: unknown
  try {
    value = JSON.parse(trimmed)
  } catch (error) {
    return { refusal: `This is neither a drawing (JSON) nor a share link: ${(error as Error).message}` }
  }
  return told(readDrawing(value, shelf))
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
