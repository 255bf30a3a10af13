import { fetchFace } from '../../contract/http/fetch.ts'
import { balancerHost } from '../../contract/http/ids.ts'
import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { config, looksAt, wire } from './config.ts'

export const alb = defineService({
  id: 'alb',
  title: 'Load balancer',
  group: 'API',
  category: 'api',
  role: () => 'http',
  limit: '1 MB each way',
  help: 'Application Load Balancer with functions as targets, one to a target group. It waits as long as the function runs. Bodies of more than 1 MB do not pass: 413 on the way in, 502 on the way out. Whatever goes wrong behind it is 502, a throttled function too; the reason stands in the access log. Several values of one header or query name arrive as the last of them, unless the target group has multi-value headers.',
  config,
  ports: [{ id: 'out', label: 'Target groups', side: 'right', several: true, to: { function: 'target' }, config: wire, live: Object.keys(wire), latency: { p50: 8, p99: 40 } }],
  summary: ({ protocol }) => `ALB · ${protocol}`,
  arn: (name, region, account) => `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/${name}/50dc6c495c0c9188`,
  naming: { pattern: /^(?!internal-)(?!-)[A-Za-z0-9-]{1,32}(?<!-)$/, text: 'A name has 1 to 32 letters, digits or dashes, and does not begin or end with a dash.', stem: 'balancer' },
  behaviour,
  sdk: fetchFace(balancerHost),
  check,
  // A client's own headers may hold what the balancer refuses.
  looks: ({ config: balancer, outgoing, incoming }) =>
    looksAt(balancer, outgoing.map((one) => one.config)) || incoming.some((one) => ((one.peer.config as { readonly headers?: readonly unknown[] }).headers?.length ?? 0) > 0),
  usage: (_, sum) => [{ price: 'albHours', amount: sum('BalancerHours') }, { price: 'albCapacity', amount: sum('ConsumedLCUs') }],
})
