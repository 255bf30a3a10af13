/** The configuration as edge locations have it: behaviours in order, with their origins, policies and functions. */
import { BY_REFERENCE } from '../../base/copy.ts'
import { type Stage, STAGES } from '../../contract/edge.ts'
import { fits } from '../../base/wildcard.ts'
import { apiHost, balancerHost, bucketHost, urlHost } from '../../contract/http/ids.ts'
import type { Node, WireEnd } from '../../contract/service.ts'
import type { BehaviourConfig, DistributionConfig, EdgeConfig, OriginConfig } from './config.ts'
import { type CachePolicy, cachePolicy, originPolicy, type OriginPolicy, responseValues } from './policies.ts'
import type { ResponseValues } from './managed.ts'
import { whole } from './whole.ts'

export interface Origin {
  readonly [BY_REFERENCE]: true
  readonly place: number
  readonly name: string
  readonly wire: WireEnd
  readonly config: OriginConfig
  readonly domain: string
  readonly bucket: boolean
}
export interface Group {
  readonly [BY_REFERENCE]: true
  readonly name: string
  readonly primary: Origin
  readonly secondary: Origin
  readonly codes: ReadonlySet<number>
}
export interface Behaviour {
  readonly [BY_REFERENCE]: true
  /** `*` for the default. */
  readonly path: string
  readonly config: BehaviourConfig
  readonly cache: CachePolicy
  readonly origin: OriginPolicy
  readonly response: ResponseValues | undefined
  readonly from: Origin | Group | undefined
  readonly stages: { readonly [S in Stage]?: WireEnd }
}
export interface Rules {
  readonly [BY_REFERENCE]: true
  readonly config: DistributionConfig
  readonly behaviours: readonly Behaviour[]
  readonly fallback: Behaviour
  readonly origins: readonly Origin[]
}

/** Of the wire as it is now: whether the origin is there, and lets the distribution in. */
export const liveOf = ({ wire }: Origin): OriginConfig => wire.config as OriginConfig
export const isGroup = (from: Origin | Group): from is Group => 'primary' in from
export const METHODS: { readonly [methods: string]: readonly string[] } = {
  read: ['GET', 'HEAD'], options: ['GET', 'HEAD', 'OPTIONS'], all: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
}

export function rulesOf(node: Pick<Node, 'outgoing'>, said: DistributionConfig): Rules {
  const config = whole(said)
  const origins = node.outgoing.filter(({ port }) => port === 'origins').map(originOf)
  const groups = groupsOf(origins)
  const edges = node.outgoing.filter(({ port }) => (STAGES as readonly string[]).includes(port))
  const make = (path: string, said: BehaviourConfig): Behaviour => {
    const name = said.origin.trim()
    const first = origins[0]
    const from = name === '' ? (groups.find(({ primary }) => primary === first) ?? first) : (groups.find((one) => one.name === name) ?? origins.find((one) => one.name === name))
    return {
      [BY_REFERENCE]: true, path, config: said, cache: cachePolicy(config, said.cachePolicy), origin: originPolicy(config, said.originPolicy),
      response: said.responsePolicy.trim() === '' ? undefined : responseValues(config, said.responsePolicy), from,
      stages: Object.fromEntries(edges.filter((wire) => (wire.config as EdgeConfig).behaviour.trim() === path).map((wire) => [wire.port, wire])),
    }
  }
  return { [BY_REFERENCE]: true, config, behaviours: config.behaviours.map((one) => make(one.path.trim(), one)), fallback: make('*', config), origins }
}

function originOf(wire: WireEnd, place: number): Origin {
  const config = wire.config as OriginConfig
  const { name, arn, role } = wire.peer
  return { [BY_REFERENCE]: true, place, name: config.name.trim() || name, wire, config, domain: domainOf(name, arn), bucket: role === 'bucket' }
}

/** By its ARN, as AWS would call it. */
export function domainOf(name: string, arn: string): string {
  const service = arn.split(':')[2]
  if (service === 's3') return bucketHost(name, arn)
  if (service === 'elasticloadbalancing') return balancerHost(name, arn)
  return service === 'lambda' ? urlHost(name, arn) : apiHost(name, arn)
}

function groupsOf(origins: readonly Origin[]): Group[] {
  const groups: Group[] = []
  for (const primary of origins) {
    const name = primary.config.group.trim()
    if (name === '' || primary.config.member !== 'primary') continue
    const secondary = origins.find(({ config }) => config.group.trim() === name && config.member === 'secondary')
    if (secondary) groups.push({ [BY_REFERENCE]: true, name, primary, secondary, codes: new Set(primary.config.failoverOn.split(',').map((one) => Number(one.trim()))) })
  }
  return groups
}

/** CF-23: by the path as the viewer asked for it; the first that fits. A pattern may leave out its first slash. */
export function behaviourFor({ behaviours, fallback }: Rules, path: string): Behaviour {
  for (const one of behaviours) if (fits(path, patternOf(one.path))) return one
  return fallback
}
export const patternOf = (path: string): string => (path.startsWith('/') || path.startsWith('*') ? path : `/${path}`)
