import type { NodeProps, NodeTypes } from '@xyflow/react'
import { type ComponentType, lazy, Suspense } from 'react'
import { NodeCard } from './NodeCard.tsx'

/** Frames and notes are fetched when a drawing has some: the first screen need not wait for them. */
function later(load: () => Promise<ComponentType<NodeProps>>): ComponentType<NodeProps> {
  const Part = lazy(async () => ({ default: await load() }))
  return (props) => <Suspense><Part {...props} /></Suspense>
}

// Constant, as React Flow would build every card anew at each frame otherwise.
export const NODE_TYPES: NodeTypes = {
  card: NodeCard,
  frame: later(async () => (await import('./FrameNode.tsx')).FrameNode),
  note: later(async () => (await import('./NoteNode.tsx')).NoteNode),
}
