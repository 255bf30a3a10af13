/** Handler code in a sealed sandbox. Started with the compiled quickjs.wasm: Node reads the file, a browser fetches it. */
export { engineOf } from './engine.ts'
export { createCodeHost } from './host.ts'
export { warmUp } from './typescript.ts'
export type { Shelf } from './shelf.ts'
