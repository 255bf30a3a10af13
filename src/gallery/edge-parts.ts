/** What the drawings of the edge share: viewers to the left, the origin to the right, functions under the distribution. */
import type { Config } from '../drawing/fields.ts'
import type { Drawing } from '../drawing/drawing.ts'
import type { WireLine } from './entry.ts'

/** A note under the drawing that says what to try. */
export const noted = (drawing: Drawing, text: string, x: number, y: number, width = 260, height = 120): Drawing => ({ ...drawing, notes: [{ id: 't1', x, y, width, height, text }] })

/** A viewer that asks the distribution for a path. */
export const asks = (from: string, to: string, path: string): WireLine => [from, 'out', to, 'sync', path === '/' ? {} : { path }]
/** A bucket that holds what it is said to hold, and nothing else. */
export const origin = (from: string, to: string, config: Config = {}): WireLine => [from, 'origins', to, 'origin', config]
export const page = (key: string, body: string) => ({ key, body, contentType: '', cacheControl: '', sizeBytes: 0 })

/** Whole rows of policies: a link keeps no others. */
export const cachePolicy = (name: string, says: { readonly headers?: string; readonly cookies?: string; readonly query?: string } = {}) => ({
  name, minTtlSec: 1, defaultTtlSec: 86_400, maxTtlSec: 31_536_000, headers: 'none', cookies: 'none', query: 'none', compression: true, ...says,
})
export const originPolicy = (name: string, headers: string) => ({ name, headers, cookies: 'none', query: 'none' })
