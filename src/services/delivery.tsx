import type { WireToolProps } from '../contract/tool.ts'
import { Facts } from '../kit/Tester.tsx'
import { DELIVERIES, linesOf } from './delivery.ts'

/** FACT-01 to FACT-05: what is so of every wire of this kind, whatever its settings. */
export default function DeliveryFacts({ service, config, role, from, to }: WireToolProps) {
  const delivery = DELIVERIES[service]
  if (!delivery || role !== 'function') return null
  return <Facts title="How it arrives" lines={linesOf(delivery, from, to, { fifo: from.endsWith('.fifo'), asks: config.invocation === 'RequestResponse' })} />
}
