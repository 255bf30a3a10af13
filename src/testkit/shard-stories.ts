/** What stories about streams begin with: a stream called clicks, read by a function called count. */
import type { Config } from '../drawing/fields.ts'
import { services } from '../services/catalogue.ts'
import { shardSource } from './shard-source.ts'
import { type Settings, simulate, type Sketchbook } from './simulate.ts'

/** Handlers of a tenth of a second without a cold start, so that all instants are plain numbers. */
export const QUICK = { ioMs: 100, init: 'constant', initMs: 0 }

export interface Setting {
  readonly mapping?: Config
  readonly handler?: Config
  readonly stream?: Config
  readonly run?: Settings
}
export function stream({ mapping = {}, handler = {}, stream = {}, run = {} }: Setting, draw: (drawing: Sketchbook) => void) {
  return simulate({ services: [...services, shardSource], ...run }, (drawing) => {
    drawing.add('shardSource', 'clicks', stream)
    drawing.add('lambda', 'count', { ...QUICK, ...handler })
    drawing.wire('clicks', 'count', { config: mapping })
    draw(drawing)
  })
}
export type Run = ReturnType<typeof stream>

/** So many records of one key at an instant; those numbered in `bad` hold the word. */
export function put(drawing: Sketchbook, count: number, { at = 0, bad = [] as number[], key = 'k' } = {}) {
  for (let number = 1; number <= count; number++) drawing.at(at, 'clicks', 'put', { key, data: bad.includes(number) ? 'bad' : `ok ${number}` })
}
/** Begin of each invocation, and the serial of its first record. */
export const begins = (run: Run, name = 'count') =>
  run.rows.filter((row) => row.place === name && row.kind === 'started').map((row) => `${row.atSec} ${row.message}`)
/** What a queue holds at the end. */
export const contents = (run: Run) => run.run.world.messages.content.filter(// biome-ignore lint/suspicious/noExplicitAny: a record's shape is what its test is about.
  (one): one is Record<string, any> => typeof one === 'object' && one !== null && 'requestContext' in one)
