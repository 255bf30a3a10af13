import { Graph, layout } from '@dagrejs/dagre'

export interface LayoutRequest {
  readonly id: number
  /** Whatever has a size of its own, and the frame that it lies in. */
  readonly nodes: readonly { readonly id: string; readonly width: number; readonly height: number; readonly inside?: string }[]
  /** Frames grow around what is in them; one with nothing in it takes no part. */
  readonly frames?: readonly { readonly id: string; readonly inside?: string }[]
  readonly edges: readonly { readonly from: string; readonly to: string }[]
}
export interface LayoutAnswer {
  readonly id: number
  readonly places: readonly { readonly id: string; readonly x: number; readonly y: number }[]
  readonly frames: readonly { readonly id: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number }[]
}

/** Above what is in a frame stands its title. */
const TITLE = 28

/** Left to right along the wires; what is in a frame stays together, and in it. */
export function arrange({ id, nodes, frames = [], edges }: LayoutRequest): LayoutAnswer {
  const graph = new Graph({ compound: true })
  graph.setGraph({ rankdir: 'LR', nodesep: 48, ranksep: 76 })
  graph.setDefaultEdgeLabel(() => ({}))
  const parents = new Map([...frames, ...nodes].map((one) => [one.id, one.inside]))
  const used = new Set<string>()
  for (const node of nodes) for (let up = node.inside; up !== undefined && !used.has(up); up = parents.get(up)) used.add(up)
  const held = frames.filter((frame) => used.has(frame.id))
  for (const frame of held) graph.setNode(frame.id, {})
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height })
  for (const { id, inside } of [...held, ...nodes]) if (inside !== undefined && used.has(inside)) graph.setParent(id, inside)
  for (const { from, to } of edges) graph.setEdge(from, to)
  layout(graph)
  const boxOf = (one: string) => {
    const { x, y, width, height } = graph.node(one) as { x: number; y: number; width: number; height: number }
    return { id: one, x: x - width / 2, y: y - height / 2, width, height }
  }
  return {
    id,
    places: nodes.map((node) => boxOf(node.id)).map(({ id, x, y }) => ({ id, x, y })),
    frames: held.map((frame) => boxOf(frame.id)).map((box) => ({ ...box, y: box.y - TITLE, height: box.height + TITLE })),
  }
}
