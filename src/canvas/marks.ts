import { lazy } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Finding } from '../contract/finding.ts'
import type { Drawing } from '../drawing/drawing.ts'

export type Level = Finding['level']

/** What the checks said of one node or wire, in little. */
export interface Mark {
  /** The worst of them. */
  readonly level: Level
  /** "1 error, 2 warnings" */
  readonly counts: string
  readonly many: number
  /** The first of the worst. */
  readonly text: string
}
export type Marks = ReadonlyMap<string, Mark>

/** Fetched with the first finding. */
export const FindingMark = lazy(async () => ({ default: (await import('./FindingMark.tsx')).FindingMark }))

/** Filled by watch-findings.ts, which is fetched with the first finding. */
export const marksStore = createStore<{ readonly marks: Marks }>()(() => ({ marks: new Map() }))
/** A card or wire that nothing was said of is not drawn again because of another. */
export const useMark = (id: string): Mark | undefined => useStore(marksStore, ({ marks }) => marks.get(id))

const LEVELS: readonly Level[] = ['error', 'warning', 'hint']
const counted = (count: number, level: Level): string => `${count} ${level}${count === 1 ? '' : 's'}`

/** One mark for each node and wire that something is said of; where nothing has changed, the same object as before. */
export function marksOf(findings: readonly Finding[], { nodes, wires }: Pick<Drawing, 'nodes' | 'wires'>, before: Marks): Marks {
  const told = new Map<string, Finding[]>()
  for (const one of findings) if (one.on !== undefined) told.set(one.on, [...told.get(one.on) ?? [], one])
  const marks = new Map<string, Mark>()
  for (const { id } of [...nodes, ...wires]) {
    const mine = told.get(id)
    if (!mine) continue
    const of = (level: Level) => mine.filter((one) => one.level === level)
    const level = LEVELS.find((one) => of(one).length > 0)!
    const mark: Mark = {
      level, many: mine.length, text: of(level)[0]!.text,
      counts: LEVELS.flatMap((one) => (of(one).length > 0 ? [counted(of(one).length, one)] : [])).join(', '),
    }
    const old = before.get(id)
    marks.set(id, old && old.text === mark.text && old.counts === mark.counts ? old : mark)
  }
  return marks
}
