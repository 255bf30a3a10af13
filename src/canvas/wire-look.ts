import type { Port, Role } from '../contract/service.ts'
import type { Wire, WireKind } from '../drawing/drawing.ts'
import { withDefaults } from '../drawing/fields.ts'
import { twinsOf } from './abreast.ts'
import { tellApart } from './tell-apart.ts'

/** Kinds are told apart by shape as well as by colour. */
export type Look = 'sync' | 'async' | 'poll' | 'stream' | 'success' | 'failure'

const LOOKS: { readonly [K in WireKind]: Look } = {
  sync: 'sync', origin: 'sync', edge: 'sync', data: 'sync', async: 'async', publish: 'async', subscription: 'async',
  target: 'async', alarm: 'async', poll: 'poll', success: 'success', failure: 'failure',
}
export const wireLook = (kind: WireKind, from: Role): Look =>
  kind === 'poll' && (from === 'stream' || from === 'table') ? 'stream'
    // A target of a rule is told; one of a load balancer answers.
    : kind === 'target' && from === 'http' ? 'sync' : (LOOKS[kind] ?? 'async')

export const LOOK_NAMES: readonly { readonly look: Look; readonly name: string; readonly says: string }[] = [
  { look: 'sync', name: 'Sync', says: 'The caller waits for the answer' },
  { look: 'async', name: 'Async', says: 'Handed over; the sender goes on' },
  { look: 'poll', name: 'Poll', says: 'The consumer asks for batches' },
  { look: 'stream', name: 'Stream', says: 'Read in order, by position' },
  { look: 'failure', name: 'Failure', says: 'What failed for good goes here' },
]

/** A word on the wire where the kind alone does not say it, or where several have the same ends. */
export function wireLabel(wires: readonly Wire[], wire: Wire, port: Port | undefined): string {
  const twins = twinsOf(wires, wire)
  if (twins.length > 1) return tellApart(wire, twins, port)
  const config: Record<string, unknown> = port?.config ? withDefaults(port.config, wire.config) : wire.config
  if (wire.kind === 'poll') return typeof config.batchSize === 'number' ? `poll ×${config.batchSize}` : 'poll'
  if (wire.kind === 'failure') return typeof config.maxReceiveCount === 'number' ? `${config.maxReceiveCount} receives` : (port?.label ?? 'on failure')
  if (wire.kind === 'success') return port?.label ?? 'on success'
  return ''
}
