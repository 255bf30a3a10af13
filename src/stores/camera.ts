/** What others may ask of the canvas: where things are and what to show. The canvas registers itself when it stands. */
export interface Camera {
  /** A point of the screen as a point of the drawing; undefined where there is no canvas. */
  toDrawing(x: number, y: number): { x: number; y: number } | undefined
  toScreen(x: number, y: number): { x: number; y: number }
  centre(): { x: number; y: number }
  fit(ids?: readonly string[]): void
  /** As a drawing is first shown: all of it, or, where that could not be read, where traffic comes in. */
  begin(): void
  zoomBy(factor: number): void
  zoomTo(zoom: number): void
  /** Puts the keyboard on a node. */
  focus(id: string): void
}

const still: Camera = {
  toDrawing: () => undefined, toScreen: (x, y) => ({ x, y }), centre: () => ({ x: 0, y: 0 }), fit() {}, begin() {}, zoomBy() {}, zoomTo() {}, focus() {},
}

let present: Camera = still
export const camera = (): Camera => present
export function attachCamera(one: Camera): () => void {
  present = one
  return () => { if (present === one) present = still }
}
