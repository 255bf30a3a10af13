import { Canvas } from '../canvas/Canvas.tsx'
import { Overlay } from '../canvas/Overlay.tsx'

/** The canvas with the dots over its wires. */
export function Stage() {
  return <Canvas overlay={<Overlay />} />
}
