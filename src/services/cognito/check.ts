import type { Finding } from '../../contract/finding.ts'
import type { NodeView } from '../../contract/service.ts'
import type { PoolConfig, TriggerWire } from './config.ts'

const PATIENCE_SEC = 5

/** VAL-21, and one function for each trigger. */
export function* check({ name, outgoing }: NodeView<PoolConfig>): Iterable<Finding> {
  const seen = new Map<string, string>()
  for (const { id, config, peer } of outgoing) {
    const { timeoutSec } = peer.config as { readonly timeoutSec?: number }
    if (timeoutSec !== undefined && timeoutSec > PATIENCE_SEC) {
      yield { rule: 'VAL-21', level: 'warning', on: peer.id, field: 'timeoutSec', text: `${peer.name} may run for ${timeoutSec} s, but ${name} waits five and then asks again, three times in all. A longer timeout only pays for answers that nobody hears.`, fix: { on: peer.id, set: { timeoutSec: PATIENCE_SEC } } }
    }
    const { trigger } = config as TriggerWire
    const other = seen.get(trigger)
    if (other !== undefined) yield { rule: 'COG-05', level: 'error', on: id, field: 'trigger', text: `${name} has ${other} and ${peer.name} for one trigger. AWS takes one function for each; choose another trigger for one of them.` }
    seen.set(trigger, peer.name)
  }
}
