import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { config, wire } from './config.ts'
import { tableOf } from './table.ts'

export const client = defineService({
  id: 'client',
  title: 'Client',
  group: 'Sources',
  category: 'neutral',
  role: () => 'client',
  limit: 'Up to 20,000 requests a second',
  help: 'Browsers, devices or jobs that call your system. Open patterns keep sending while the system is slow, as the internet does; closed users wait for an answer, which hides slowness.',
  config,
  ports: [
    {
      id: 'out', label: 'Requests', side: 'right', several: true, config: wire, live: Object.keys(wire), latency: { p50: 20, p99: 60 }, latencyTo: { distribution: { p50: 6, p99: 20 } },
      to: { function: 'sync', http: 'sync', distribution: 'sync', queue: 'publish', fifo: 'publish', topic: 'publish', fifoTopic: 'publish', bus: 'publish', bucket: 'publish', stream: 'publish', table: 'publish' },
    },
  ],
  summary: (values) => {
    switch (values.pattern) {
      case 'closed': return `${values.users} users`
      case 'ramp': return `ramp to ${values.rampTo}/s`
      case 'burst': return `bursts of ${values.burstSize}`
      case 'spike': return `peak ${values.spikeRps}/s`
      case 'table': return `${tableOf(values.arrivals).times.length.toLocaleString('en-US')} arrivals`
      case 'steps': return `steps of ${values.stepBy}/s`
      case 'wave': return `${values.rps}/s ± ${values.swing}`
      case 'manual': return 'by hand'
      default: return `${values.rps}/s ${values.pattern}`
    }
  },
  arn: (name) => name,
  naming: { pattern: /^[\w .-]{1,64}$/, text: 'A name has 1 to 64 letters, digits, spaces, dots or dashes.', stem: 'client' },
  behaviour,
  check,
  looks: ({ config: { browser } }) => browser,
})
