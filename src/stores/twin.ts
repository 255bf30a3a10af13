/** The animation in words: what happened between two instants, as much of it as somebody wants to hear. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { K, OUTCOMES, RECORD_NAMES, RECORDS } from '../trace/records.ts'
import { rowAt, type TraceRow } from '../trace/reader.ts'
import type { Recording } from './recording.ts'
import { clock, detailOf, placeOf, serviceAt, verbOf } from './words.ts'

export const VERBOSITIES = ['off', 'outcomes', 'hops'] as const
export type Verbosity = (typeof VERBOSITIES)[number]

const KEPT = 'coldstart.twin'
export const twinStore = createStore<{ readonly verbosity: Verbosity }>()(() => ({ verbosity: kept() }))
export const useTwin = (): Verbosity => useStore(twinStore, ({ verbosity }) => verbosity)
export function setVerbosity(verbosity: Verbosity): void {
  twinStore.setState({ verbosity })
  try {
    localStorage.setItem(KEPT, verbosity)
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
function kept(): Verbosity {
  try {
    const value = localStorage.getItem(KEPT)
    return VERBOSITIES.find((one) => one === value) ?? 'outcomes'
  } catch {
    return 'outcomes'
  }
}

/** More hops than this in one announcement nobody can follow. */
const MOST_HOPS = 5
const ENDED: { readonly [outcome: string]: string } = {
  succeeded: 'succeeded', failed: 'failed', throttled: 'throttled', timedOut: 'timed out', refused: 'refused', deleted: 'handled', expired: 'expired',
  deadLettered: 'dead-lettered', dropped: 'lost', filtered: 'filtered out', deduplicated: 'taken for duplicates',
}

/** What happened after one instant up to another; '' when nothing did. */
export function tellBetween(recording: Recording, from: number, to: number, verbosity: Exclude<Verbosity, 'off'>): string {
  return verbosity === 'hops' ? hops(recording, from, to) : outcomes(recording, from, to)
}

function hops(recording: Recording, from: number, to: number): string {
  const rows: TraceRow[] = []
  let more = 0
  recording.keep.scan(from + 1, to + 1, (columns, row, number) => {
    if (columns.kind[row] === K.created || columns.kind[row] === K.charged || columns.kind[row] === K.ended || columns.kind[row] === K.environmentIdle) return
    if (rows.length < MOST_HOPS) rows.push(rowAt(columns, row, number))
    else more++
  })
  if (rows.length === 0) return ''
  const told = rows.map((row) => {
    const detail = detailOf(row)
    return `${clock(row.time)} ${placeOf(recording, row.kind, row.place)} ${verbOf(row.kind, serviceAt(recording, row.kind, row.place), row.b)}${row.serial > 0 ? `, message ${row.serial}` : ''}${detail && `, ${detail}`}`
  })
  return `${told.join('. ')}.${more > 0 ? ` And ${more.toLocaleString('en-US')} more.` : ''}`
}

/** Ends by kind, what went wrong and where, and cold starts. */
function outcomes(recording: Recording, from: number, to: number): string {
  const ends = new Map<string, number>()
  const troubles = new Map<string, number>()
  let cold = 0
  const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1)
  recording.keep.scan(from + 1, to + 1, ({ kind, place, b }, row) => {
    const what = kind[row]!
    if (what === K.ended) count(ends, ENDED[OUTCOMES[b[row]!] ?? ''] ?? 'over')
    else if (what === K.initStarted) cold++
    else if (RECORDS[RECORD_NAMES[what]!].tone === 'bad' && RECORDS[RECORD_NAMES[what]!].place === 'node') count(troubles, `${placeOf(recording, what, place[row]!)} ${verbOf(what, serviceAt(recording, what, place[row]!))}`)
  })
  if (ends.size + troubles.size + cold === 0) return ''
  const list = (map: Map<string, number>) => [...map].map(([words, times]) => `${times.toLocaleString('en-US')} ${words}`)
  const parts = [
    ...(ends.size > 0 ? [list(ends).join(', ')] : []),
    ...(cold > 0 ? [`${cold.toLocaleString('en-US')} cold start${cold === 1 ? '' : 's'}`] : []),
    ...[...troubles].map(([words, times]) => `${words}${times > 1 ? ` ${times.toLocaleString('en-US')} times` : ''}`),
  ]
  return `At ${clock(to)}: ${parts.join('; ')}.`
}

/** The instant itself, for whoever has just come there: how busy everybody is. */
export function tellInstant(recording: Recording, time: number): string {
  const { actors } = recording.reel.seek(time)
  const busy = recording.cast.nodes.flatMap(({ name, service }, place) => {
    const actor = actors[place]
    if (!actor) return []
    if (service === 'lambda') return [`${name} ${actor.busy} busy, ${actor.idle} idle${actor.initialising > 0 ? `, ${actor.initialising} initialising` : ''}`]
    if (service === 'sqs') return [`${name} ${actor.visible} waiting, ${actor.inFlight} in flight`]
    return []
  })
  return `${clock(time)}${busy.length > 0 ? `: ${busy.join('; ')}` : ''}.`
}
