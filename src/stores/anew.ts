import type { Drawing } from '../drawing/drawing.ts'

/** Why the run that is shown cannot go on as this drawing; undefined when it can: they differ in dated lines at most. */
export function whyAnew(ran: Drawing, now: Drawing): string | undefined {
  const named = <T extends { readonly id: string }>(one: readonly T[], other: readonly T[]): boolean => one.length === other.length && one.every((thing, at) => thing.id === other[at]!.id)
  if (!named(ran.nodes, now.nodes)) return 'There are other nodes than when it began.'
  if (ran.wires !== now.wires && JSON.stringify(ran.wires) !== JSON.stringify(now.wires)) return 'Its wires, or their settings, are not those it began with.'
  for (const [at, node] of ran.nodes.entries()) {
    const other = now.nodes[at]!
    if (node.name !== other.name) return `${node.name} has another name now.`
    if (node.config !== other.config && JSON.stringify(node.config) !== JSON.stringify(other.config)) return `${other.name} was changed from the beginning on.`
  }
  const rest = ({ scenario }: Drawing): string => JSON.stringify({ ...scenario, actions: 0, faults: 0 })
  return ran.scenario === now.scenario || rest(ran) === rest(now) ? undefined : 'Seed, length, mode or limits of the scenario are others.'
}
