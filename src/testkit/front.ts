/** Both ends of an HTTP door, for tests: a visitor who sends what it is told, and a function that answers as it is told. */
import { type Micros, ms, sec, toSec } from '../base/units.ts'
import { seconds } from '../contract/config.ts'
import type { HttpRequest, HttpResponse } from '../contract/http.ts'
import { makeRequest } from '../contract/http/request.ts'
import { type Content, type MessageId, NONE } from '../contract/messages.ts'
import { REASONS, reason, type ReasonCode } from '../contract/reasons.ts'
import { defineService, type Node, type Role, timer } from '../contract/service.ts'
import { O } from '../contract/trace.ts'
import { type Settings, simulate, type Sketchbook } from './simulate.ts'
import { services as all } from '../services/catalogue.ts'

/** An event as a test looks into it: JSON of any shape. */
// biome-ignore lint/suspicious/noExplicitAny: tests read fields of many kinds of events
export type Json = any

/** What a function does with an event. `why`: a function error, or with a status a refusal of the invocation. */
export interface Reply {
  readonly answer?: Content
  readonly status?: number
  readonly why?: ReasonCode
  readonly afterMs?: number
}
export type Visit = readonly [atSec: number, method: string, target: string, headers?: { readonly [name: string]: string | readonly string[] }, body?: string, sizeBytes?: number, country?: string]

export interface Told {
  readonly atSec: number
  readonly status: number
  readonly reason: string
  readonly response: HttpResponse | undefined
}
interface Hand {
  events: Json[]
  wires: Json[]
  due: Map<MessageId, Reply>
}

export const requestFor = ([, method, target, headers = {}, body = '', , country = '']: Visit): HttpRequest =>
  makeRequest(method, target, Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : value.map((one) => [name, one] as const))), body, { country })

/** A run with visitors `web` and functions of kind `hand`, whose replies are told by name; `edgeHand` is a CloudFront function, `originHand` an origin. */
export function visit(visits: readonly Visit[], replies: { readonly [name: string]: (event: Json, times: number) => Reply }, draw: (book: Sketchbook) => void, settings: Settings = {}) {
  type VisitorNode = Node<object, { told: Told[] }>
  const arrive = timer<VisitorNode>('arrival', (node, at) => {
    const message = node.create(NONE)
    node.messages.content[message] = requestFor(visits[at]!)
    node.messages.sizeBytes[message] = visits[at]![5] ?? visits[at]![4]?.length ?? 0
    node.messages.u[message] = at
    node.request(node.outgoing[0]!, message)
  })
  const web = defineService({
    id: 'web', title: 'Web', group: 'Sources', category: 'neutral', role: () => 'client', limit: '', help: '', config: {},
    ports: [{ id: 'out', label: 'Requests', side: 'right', to: { http: 'sync', distribution: 'sync', function: 'sync' } }],
    summary: () => '', arn: (name) => name, naming: { pattern: /./, text: '', stem: 'web' }, looks: () => true,
    behaviour: {
      timers: [arrive],
      state: (): { told: Told[] } => ({ told: [] }),
      start(node: VisitorNode) {
        visits.forEach(([atSec], at) => node.after(sec(atSec), arrive, at))
      },
      answered(node: VisitorNode, message) {
        const { messages } = node
        node.state.told[messages.u[message]!] = {
          atSec: toSec(node.now), status: messages.status[message]!, reason: REASONS[messages.reason[message]!]!.code, response: messages.answer[message] as HttpResponse | undefined,
        }
        node.end(message, O.succeeded)
      },
    },
  })
  type HandNode = Node<object, Hand>
  const replied = timer<HandNode>('completion', (node, message) => {
    const { status = 200, why = '', answer } = node.state.due.get(message)!
    node.state.due.delete(message)
    node.answer(message, status, why === '' ? 0 : reason(why), answer)
  })
  const made = (id: string, role: Role) => defineService({
    id, title: 'Hand', group: 'Compute', category: 'compute', role: () => role, limit: '', help: '', config: { timeoutSec: seconds('Timeout', { default: 3, min: 1, max: 900 }) },
    ports: [{ id: 'calls', label: 'Calls', side: 'right', to: { http: 'sync' } }],
    summary: () => '', arn: (name, region, account) => (role === 'http' ? `arn:aws:execute-api:${region}:${account}:${name}/$default` : `arn:aws:lambda:${region}:${account}:function:${name}`), naming: { pattern: /./, text: '', stem: id },
    behaviour: {
      timers: [replied],
      state: (): Hand => ({ events: [], wires: [], due: new Map() }),
      accept(node: HandNode, message, wire) {
        // As it is on its way: JSON.
        const event = JSON.parse(JSON.stringify(node.messages.content[message] ?? null))
        node.state.events.push(event)
        node.state.wires.push(wire.config)
        const reply = replies[node.name]?.(event, node.state.events.length) ?? {}
        node.state.due.set(message, reply)
        node.after(ms(reply.afterMs ?? 0) as Micros, replied, message)
      },
    },
  })
  const run = simulate({ forSec: 200, ...settings, services: [...all, web, made('hand', 'function'), made('edgeHand', 'edgeFunction'), made('originHand', 'http')] as never }, draw)
  const stateOf = (name: string) => run.run.nodes.find((node) => node.name === name)!.state
  return { ...run, told: (name = 'web'): Told[] => (stateOf(name) as { told: Told[] }).told, events: (name: string): Json[] => (stateOf(name) as Hand).events, sentAlong: (name: string): Json[] => (stateOf(name) as Hand).wires }
}

/** What was told, as "status body". */
export const heard = (told: readonly Told[]): string[] => told.map(({ status, response }) => `${status} ${response?.body ?? ''}`.trim())
