import type { Container, Note } from '../drawing/drawing.ts'
import { type Colour, shorten, words, wrap } from './picture-text.ts'

const KINDS = { region: 'Region', account: 'Account', vpc: 'VPC', subnet: 'Subnet', group: 'Group' } as const
const TINTS: { readonly [kind: string]: string } = { vpc: '--c-api', subnet: '--c-orchestration' }

export function drawFrame({ x, y, width, height, kind, name }: Container, colour: Colour): string {
  const at = `x="${x}" y="${y}" width="${width}" height="${height}" rx="12"`
  const dashes = kind === 'vpc' ? '' : ' stroke-dasharray="4 3"'
  return `<rect ${at} fill="${colour('--surface')}" fill-opacity=".45" stroke="${colour(TINTS[kind] ?? '--line-2')}" stroke-opacity="${TINTS[kind] ? '.5' : '1'}"${dashes}/>`
    + words(shorten(`${KINDS[kind]} ${name}`, 11, width - 20), { x: x + 10, y: y + 18, size: 11, weight: 600, fill: colour('--text-2') })
}

const SIZE = 12
const LINE = 18
const linesOf = ({ text, width }: Note): string[] => wrap(text, SIZE, width - 20)

/** A note grows with its text, as on the canvas. */
export const noteHeight = (note: Note): number => Math.max(note.height, linesOf(note).length * LINE + 16)

/** Its own words, without what Markdown makes of them. */
export function drawNote(note: Note, colour: Colour): string {
  const { x, y, width } = note
  const at = `x="${x}" y="${y}" width="${width}" height="${noteHeight(note)}" rx="8"`
  const lines = linesOf(note).map((line, index) => words(line, { x: x + 10, y: y + 21 + index * LINE, size: SIZE, fill: colour('--text') }))
  return `<rect ${at} fill="${colour('--surface')}"/><rect ${at} fill="${colour('--warn')}" fill-opacity=".1" stroke="${colour('--warn')}" stroke-opacity=".35"/>${lines.join('')}`
}
