import type { Connection, Edge, IsValidConnection, Node, OnConnectEnd, OnConnectStart } from '@xyflow/react'
import { type MouseEvent, useMemo } from 'react'
import { connect } from '../stores/actions.ts'
import { camera } from '../stores/camera.ts'
import { drawingStore, present, select } from '../stores/drawing.ts'
import { judge } from '../stores/legal.ts'
import { openMenu } from '../stores/menu.ts'
import { setView, viewStore } from '../stores/view.ts'

/** Drawing wires by pointer, and the menus on what lies under it. */
export function useWiring() {
  return useMemo(() => {
    const onConnectStart: OnConnectStart = (_, { nodeId, handleId, handleType }) => {
      if (nodeId && handleType === 'source') setView({ wiring: { from: nodeId, port: handleId ?? '' } })
    }
    const onConnectEnd: OnConnectEnd = (event, state) => {
      const { wiring } = viewStore.getState()
      setView({ wiring: undefined })
      if (!wiring) return
      const point = 'changedTouches' in event ? event.changedTouches[0]! : event
      // A wire may be dropped anywhere on a card, not only on its small ring.
      const card = document.elementFromPoint(point.clientX, point.clientY)?.closest('.react-flow__node')
      const under = state.toNode?.id ?? card?.getAttribute('data-id')
      // On a frame or a note a wire ends as on the empty canvas.
      const target = present().nodes.some((node) => node.id === under) ? under : undefined
      if (target && target !== wiring.from) return connect(wiring.from, target, wiring.port)
      const place = camera().toDrawing(point.clientX, point.clientY)
      if (!target && place) openMenu({ kind: 'follow', ...wiring, place, at: { x: point.clientX, y: point.clientY } })
    }
    const isValid: IsValidConnection = (connection: Connection | Edge) => {
      const drawing = present()
      const from = drawing.nodes.find((node) => node.id === connection.source)
      const to = drawing.nodes.find((node) => node.id === connection.target)
      return from !== undefined && to !== undefined && 'ways' in judge(drawing, from, to, connection.sourceHandle ?? undefined)
    }
    const at = (event: { clientX: number; clientY: number }) => ({ x: event.clientX, y: event.clientY })
    const choose = (id: string) => { if (!drawingStore.getState().selection.has(id)) select([id]) }
    return {
      onConnectStart, onConnectEnd, isValid,
      onPaneMenu(event: MouseEvent | globalThis.MouseEvent) {
        event.preventDefault()
        openMenu({ kind: 'pane', at: at(event) })
      },
      onNodeMenu(event: MouseEvent, node: Node) {
        event.preventDefault()
        choose(node.id)
        openMenu({ kind: node.type === 'card' ? 'node' : 'frame', id: node.id, at: at(event) })
      },
      onWireMenu(event: MouseEvent, edge: Edge) {
        event.preventDefault()
        choose(edge.id)
        openMenu({ kind: 'wire', id: edge.id, at: at(event) })
      },
    }
  }, [])
}
