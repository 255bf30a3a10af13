import { sourceBehaviour } from '../../contract/source.ts'
import type { PoolConfig, TriggerWire } from './config.ts'
import { triggerEvent } from './event.ts'
import { judge } from './judge.ts'

/** COG-04: five seconds for an answer, three tries in all, then the sign-in or sign-up fails. */
export const behaviour = sourceBehaviour<PoolConfig>({
  event: triggerEvent,
  waits: () => true,
  patienceMs: 5_000,
  tries: 3,
  judge: (_, answer, wire) => judge(answer, wire.config as TriggerWire),
})
