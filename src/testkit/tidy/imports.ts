import { bans, entries, type Layer, layers, serviceLists, serviceView } from '../../layers.ts'
import { codeOnly, importsOf, isTest, lineAt, type Sources } from './sources.ts'

const isCode = (file: string): boolean => /\.tsx?$/.test(file) && !file.endsWith('.d.ts')
const folderOf = (file: string): string => file.split('/')[0]!
/** Tests and their helpers may see anything; files at the root of src belong to them. */
const isFree = (file: string): boolean => isTest(file) || folderOf(file) === 'testkit' || !file.includes('/')
/** The part of services or panels that a file belongs to; empty for their lists. */
const partOf = (file: string): string => (file.split('/').length > 2 ? file.split('/')[1]! : '')

/** Every import that the table does not allow, as a sentence. */
export function* importProblems(sources: Sources): Iterable<string> {
  for (const [file, text] of sources) {
    if (!isCode(file) || isFree(file)) continue
    const from = folderOf(file)
    const layer = from === 'services' && file.endsWith('.tsx') ? serviceView : layers[from]
    if (!layer) {
      yield `src/${file}:1: the folder ${from} is not in src/layers.ts; add it there, or move the file`
      continue
    }
    for (const { line, names, file: target } of importsOf(file, text)) {
      const said = target === undefined ? wrongPackage(from, layer, names) : wrongFile(file, from, layer, target, sources)
      if (said) yield `src/${file}:${line}: ${said}`
    }
  }
}

function wrongPackage(from: string, { packages }: Layer, names: string): string | undefined {
  if (!packages || packages.some((allowed) => names === allowed || names.startsWith(`${allowed}/`))) return undefined
  return `${from} may not import the package ${names}; allowed: ${packages.join(', ') || 'none'}`
}

function wrongFile(file: string, from: string, layer: Layer, target: string, sources: Sources): string | undefined {
  if (target.startsWith('..')) return `imports may not leave src: ${target}`
  if (isCode(target) && !sources.has(target)) return `there is no src/${target}`
  if (isTest(target) || folderOf(target) === 'testkit') return `only tests may import ${folderOf(target) === 'testkit' ? 'testkit' : 'a test'}`
  const to = folderOf(target)
  if (to !== from) {
    if (!layer.sees.includes(to)) return `${from} may not import ${to}; allowed: ${layer.sees.join(', ') || 'nothing'}`
    if (to === 'worker' && !/^worker\/(protocol|client|edge-client|layout)\.ts$/.test(target)) return 'outside the worker only worker/protocol.ts, client.ts, edge-client.ts and layout.ts are seen'
    return undefined
  }
  if (from === 'services') return wrongService(file, target)
  if (from === 'panels' && partOf(file) !== partOf(target)) return `a panel may not import another panel (${target}); meet in stores`
  return undefined
}

function wrongService(file: string, target: string): string | undefined {
  if (serviceLists.includes(file)) return file.endsWith('catalogue.ts') && target.endsWith('.tsx') ? 'the catalogue runs in the worker and may not import .tsx' : undefined
  if (partOf(file) !== partOf(target)) return `a service may not import another service (${target}); they meet in contract`
  if (file.endsWith('.ts') && target.endsWith('.tsx')) return `.ts runs in the worker and may not import ${target}`
  return undefined
}

/** Every use, in a pure folder, of what differs between machines. */
export function* banProblems(sources: Sources): Iterable<string> {
  for (const [file, text] of sources) {
    if (!file.endsWith('.ts') || isFree(file) || !layers[folderOf(file)]?.pure) continue
    const code = codeOnly(text)
    for (const { name, says } of bans) {
      for (const match of code.matchAll(new RegExp(name, 'g'))) yield `src/${file}:${lineAt(code, match.index)}: ${says}`
    }
  }
}

/** Files that only tests import, or nothing. */
export function* deadFiles(sources: Sources): Iterable<string> {
  const used = new Set(entries)
  for (const [file, text] of sources) {
    if (!isTest(file) && folderOf(file) !== 'testkit') for (const { file: target } of importsOf(file, text)) if (target) used.add(target)
  }
  for (const file of sources.keys()) {
    const counts = (isCode(file) || file.endsWith('.css')) && !isFree(file)
    if (counts && !used.has(file)) yield `src/${file}:1: nothing but tests imports this; use it or delete it`
  }
}
