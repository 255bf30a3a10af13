/** Code names whom it calls; here the name becomes a node and the way to it (SBX-01 to SBX-03). */
import { type CallRefusal, isRefusal, type SdkFace, saysName } from '../contract/sdk.ts'
import type { CallTarget } from '../contract/service.ts'
import type { Link } from './link.ts'
import type { EngineNode } from './node.ts'
import type { Plan } from './plan.ts'

/** Ways from one node to those it may call, by the other's index; found once per run. */
export type Ways = readonly (Link | undefined)[]

/** Drawn wires come first, so that what travels is seen on them. */
export function waysFrom(node: EngineNode, links: readonly Link[], plan: Plan): Ways {
  const ways: (Link | undefined)[] = []
  for (const link of links) {
    if (link.from !== node) continue
    const wire = plan.wires[link.index]!
    const carries = wire.implied || (wire.port.id === 'calls' && wire.to.service.sdk !== undefined)
    if (carries) ways[link.to.index] ??= link
  }
  return ways
}

export function resolveCall(plan: Plan, ways: Ways, client: string, operation: string, input: unknown): CallTarget | CallRefusal {
  const face = plan.faces.find((one) => speaks(one, client))
  if (!face) return notHere(client, plan.faces)
  const action = Object.hasOwn(face.operations, operation) ? face.operations[operation]! : undefined
  if (action === undefined) return unknownOperation(client, operation, Object.keys(face.operations))
  const said = face.resource(operation, input)
  for (const node of plan.nodes) {
    const { sdk } = node.service
    if (!sdk || !speaks(sdk, client)) continue
    const { name } = node.drawn
    const meant = said === undefined || (sdk.isMeant ? sdk.isMeant(said, name, node.arn, node.config) : saysName(said, name, node.arn))
    if (!meant) continue
    const link = ways[node.index]
    const part = sdk.part?.(operation, input)
    if (!link) continue
    const tells = sdk.tells?.[operation]
    const parts = sdk.parts?.(operation, input)
    const further = sdk.needs?.(operation, input)
    const needs = further && resolveCall(plan, ways, client, further.operation, further.input)
    return { wire: link.here, drawn: !plan.wires[link.index]!.implied, action: sdk.action?.(operation, input) ?? action, ...(part !== undefined && { part }), ...(parts && { parts }), ...(tells !== undefined && { tells }), ...(needs && !isRefusal(needs) && { needs }), call: { operation, input } }
  }
  return face.missing(said ?? '', operation)
}

const speaks = (face: SdkFace, client: string): boolean => face.client === client || face.also === client

const notHere = (client: string, faces: readonly SdkFace[]): CallRefusal => ({
  name: 'NotImplementedInPlayground', status: 501,
  message: `The playground has no ${client} client. It has ${[...new Set(faces.map((face) => face.client))].join(', ')}.`,
})
const unknownOperation = (client: string, operation: string, known: readonly string[]): CallRefusal => ({
  name: 'NotImplementedInPlayground', status: 501,
  message: `The playground's ${client} client has no ${operation}. It has ${known.join(', ')}.`,
})
