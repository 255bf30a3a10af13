/** Auto-layout, away from the page's thread: 200 nodes take longer than a frame may. */
import { Graph, layout } from '@dagrejs/dagre'

export interface LayoutRequest {
  readonly id: number
  readonly nodes: readonly { readonly id: string; readonly width: number; readonly height: number }[]
  readonly edges: readonly { readonly from: string; readonly to: string }[]
}
export interface LayoutAnswer {
  readonly id: number
  readonly places: readonly { readonly id: string; readonly x: number; readonly y: number }[]
}

self.onmessage = ({ data }: MessageEvent<LayoutRequest>) => {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 48, ranksep: 76 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id, width, height } of data.nodes) graph.setNode(id, { width, height })
  for (const { from, to } of data.edges) graph.setEdge(from, to)
  layout(graph)
  const places = data.nodes.map(({ id, width, height }) => {
    const { x, y } = graph.node(id) as { x: number; y: number }
    return { id, x: x - width / 2, y: y - height / 2 }
  })
  self.postMessage({ id: data.id, places } satisfies LayoutAnswer)
}
