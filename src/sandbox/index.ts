/** Handler code in a sealed sandbox. Started with the bytes of quickjs.wasm: Node reads the file, a browser fetches it. */
import type { CodeHost } from '../contract/handler.ts'
import { createCodeHost } from './host.ts'

export { createCodeHost } from './host.ts'

export async function openSandbox(wasm: BufferSource): Promise<CodeHost> {
  return createCodeHost(await WebAssembly.compile(wasm))
}
