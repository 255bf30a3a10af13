/** What shows a run: the controls of time, the dots over the wires, and the panels under the canvas. */
export { Overlay } from '../canvas/Overlay.tsx'
export { BottomPanel } from '../panels/watch/BottomPanel.tsx'
export { Transport } from '../panels/transport/Transport.tsx'
