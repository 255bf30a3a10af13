/** What comes from the clipboard may be anything. It is read as a drawing is, and only what a drawing may hold is taken. */
import { shelfOf } from '../drawing/catalogue.ts'
import { MOST_BYTES, readDrawing } from '../drawing/check.ts'
import { DRAWING_VERSION } from '../drawing/drawing.ts'
import type { Piece } from './edits.ts'
import { isEmpty } from './frames.ts'
import './settings.ts'
import { shelf } from './shelf.ts'

export type ReadPiece = { readonly piece: Piece; readonly mended?: string } | { readonly problem: string }

const NOTHING = 'The clipboard holds nothing that was copied from a drawing.'

export function readPiece(text: string): ReadPiece {
  if (text.length > MOST_BYTES) return { problem: 'What the clipboard holds is longer than a drawing may be (2 MiB). Nothing was pasted.' }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problem: NOTHING }
  }
  if (typeof value !== 'object' || value === null || !('nodes' in value)) return { problem: NOTHING }
  const { drawing, problems } = readDrawing({ wires: [], version: DRAWING_VERSION, ...value, name: '', scenario: undefined }, shelfOf(shelf))
  if (!drawing) return { problem: problems[0]?.text ?? NOTHING }
  if (isEmpty(drawing)) return { problem: NOTHING }
  const [first] = problems.filter((one) => one.level !== 'note')
  return { piece: drawing, ...(first ? { mended: `Pasted, but not all of it as it was. ${first.text}` } : {}) }
}
