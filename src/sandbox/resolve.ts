/** Where an import leads: to a file of the program, to a part of the surface, or nowhere. */
import type { Program } from '../contract/handler.ts'
import { partNames } from './parts.ts'
import { onShelf, type Shelf, shelfPart } from './shelf.ts'

export type Found =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'part'; readonly name: string }
  | { readonly kind: 'none' }

export type Files = ReadonlyMap<string, string>
const NONE: Found = { kind: 'none' }

export const filesOf = (program: Program): Files => new Map(program.files.map(({ path, text }) => [path, text]))

/** Layers first, as NODE_PATH has it after the function's own folder. */
const PACKAGES = ['/var/task/node_modules', '/opt/nodejs/node_modules', '/opt/nodejs/node22/node_modules', '/opt/nodejs/node20/node_modules', '/var/task']

export function resolve(files: Files, base: string, name: string, shelf: Shelf): Found {
  const bare = name.startsWith('node:') ? name.slice(5) : name
  if (name.startsWith('file://')) return fileAt(files, name.slice(7), base)
  if (name.startsWith('/')) return fileAt(files, name, base)
  if (name === '.' || name === '..' || name.startsWith('./') || name.startsWith('../')) return fileAt(files, join(folderOf(base), name), base)
  const part = partNames.get(bare)
  if (part !== undefined) return { kind: 'part', name: part }
  if (name.startsWith('node:')) return NONE
  for (const folder of PACKAGES) {
    const found = packageAt(files, `${folder}/${name}`, base)
    if (found.kind !== 'none') return found
  }
  // What the program brings goes first.
  const shelved = onShelf(name)
  return shelved && shelf(shelved.pack) !== undefined ? { kind: 'part', name: shelfPart(shelved) } : NONE
}

/** As written; without an extension where require or TypeScript would add one; a folder by its index. */
function fileAt(files: Files, path: string, base: string): Found {
  const strict = base.endsWith('.mjs')
  const tries = strict
    ? [path]
    : [path, `${path}.js`, `${path}.cjs`, `${path}.mjs`, `${path}.ts`, `${path}.mts`, `${path}.cts`, `${path}.json`, `${path}/index.js`, `${path}/index.mjs`, `${path}/index.ts`]
  // TypeScript names the file that it will become.
  const source = path.replace(/\.([mc]?)js$/, '.$1ts')
  if (source !== path) tries.push(source)
  for (const one of tries) if (files.has(one)) return { kind: 'file', path: one }
  return NONE
}

function packageAt(files: Files, folder: string, base: string): Found {
  const described = files.get(`${folder}/package.json`)
  if (described !== undefined) {
    const main = mainOf(described)
    const found = fileAt(files, join(folder, main), '')
    if (found.kind !== 'none') return found
  }
  return fileAt(files, folder, base.endsWith('.mjs') ? '' : base)
}

function mainOf(described: string): string {
  try {
    const said = JSON.parse(described) as { readonly main?: unknown; readonly module?: unknown }
    return typeof said.main === 'string' ? said.main : typeof said.module === 'string' ? said.module : 'index.js'
  } catch {
    return 'index.js'
  }
}

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/'))) || '/'

export function join(folder: string, name: string): string {
  const parts: string[] = []
  for (const part of `${folder}/${name}`.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}
