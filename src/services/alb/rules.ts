/** Which target group, or which answer of the balancer's own, a request gets (WIR-05). */
import type { HttpRequest } from '../../contract/http.ts'
import { namesIn } from '../../contract/http/cors.ts'
import { fits } from '../../base/wildcard.ts'
import { queryPairs } from '../../contract/http/request.ts'
import type { WireEnd } from '../../contract/service.ts'
import type { BalancerConfig, TargetConfig } from './config.ts'

export interface Rule {
  readonly priority: number
  /** Places of the wires that share the rule. */
  readonly targets: readonly number[]
  readonly answer?: BalancerConfig['rules'][number]
}
/** Behind all that have a priority. */
const DEFAULT = 1_000_000

export function rulesOf(config: BalancerConfig, wires: readonly WireEnd[]): Rule[] {
  const rules = new Map<number, number[]>()
  wires.forEach((wire, place) => {
    const priority = (wire.config as TargetConfig).priority ?? DEFAULT
    rules.set(priority, [...(rules.get(priority) ?? []), place])
  })
  const own = config.rules.map((answer): Rule => ({ priority: answer.priority, targets: [], answer }))
  return [...[...rules].map(([priority, targets]): Rule => ({ priority, targets })), ...own].sort((a, b) => a.priority - b.priority)
}

export function ruleFor(rules: readonly Rule[], wires: readonly WireEnd[], request: HttpRequest, host: string): Rule | undefined {
  return rules.find(({ answer, targets }) => (answer ? matchesAll({ path: answer.path, host: answer.host }, request, host) : matchesAll(wires[targets[0]!]!.config as TargetConfig, request, host)))
}

type Conditions = Partial<Pick<TargetConfig, 'path' | 'host' | 'method' | 'header' | 'query'>>

/** All conditions have to hold; of several values of one, any. */
function matchesAll({ path = '', host = '', method = 'ANY', header = '', query = '' }: Conditions, request: HttpRequest, asked: string): boolean {
  const any = (said: string, text: string) => said === '' || namesIn(said).some((pattern) => fits(text, pattern))
  if (!any(path, request.path) || !any(host.toLowerCase(), asked.toLowerCase()) || (method !== 'ANY' && method !== request.method)) return false
  if (header !== '') {
    const at = header.indexOf(':')
    const name = header.slice(0, at).trim().toLowerCase()
    const wanted = header.slice(at + 1).trim().toLowerCase()
    if (!request.headers.some(([one, value]) => one.toLowerCase() === name && fits(value.toLowerCase(), wanted))) return false
  }
  if (query === '') return true
  const at = query.indexOf('=')
  const [name, value] = at < 0 ? [undefined, query] : [query.slice(0, at), query.slice(at + 1)]
  return queryPairs(request.query).some(([one, said]) => (name === undefined || fits(one.toLowerCase(), name.toLowerCase())) && fits(said.toLowerCase(), value.toLowerCase()))
}
