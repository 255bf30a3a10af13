/** The sandbox's engine, and the shelf of packages, in Node: files, read when a drawing has code and when it asks for them. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { CodeHost } from '../contract/handler.ts'
import { createCodeHost, engineOf, type Shelf } from '../sandbox/index.ts'

const engine = (): string => createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm')

export function hostsFromFile(): () => CodeHost {
  const path = engine()
  const module = engineOf(readFileSync(path))
  const shelf = shelfFromFiles(path)
  return () => createCodeHost(module, shelf)
}

/** Made by e2e/tools/shelf.mjs, which whatever runs this has called before. */
export function shelfFromFiles(path = engine()): Shelf {
  const folder = path.replace(/[^/\\]+[/\\][^/\\]+$/, '.cache/coldstart-shelf')
  const texts = new Map<string, string | undefined>()
  return (name) => {
    const file = `${folder}/npm-${name.replace('@', '').replace('/', '-')}.js`
    if (!texts.has(name)) texts.set(name, existsSync(file) ? readFileSync(file, 'utf8') : undefined)
    return texts.get(name)
  }
}
