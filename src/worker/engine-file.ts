/** The sandbox's engine in Node: a file of its package, read when a drawing has code. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { CodeHost } from '../contract/handler.ts'
import { createCodeHost } from '../sandbox/index.ts'

export function hostsFromFile(): () => CodeHost {
  const module = new WebAssembly.Module(readFileSync(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm')))
  return () => createCodeHost(module)
}
