/** The shelf: npm packages that code may import as if they lay in its node_modules. Their texts are made by the build. */
import table from './shelf.json' with { type: 'json' }

/** The text of a package; undefined for one that has not been brought here. */
export type Shelf = (name: string) => string | undefined
export const emptyShelf: Shelf = () => undefined

const paths: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(table))
export const shelfNames: readonly string[] = [...paths.keys()]

/** Which package a name means, and which of its exports: `dayjs/plugin/utc` is `./plugin/utc` of dayjs. */
export function onShelf(name: string): { readonly pack: string; readonly path: string } | undefined {
  const pack = name.split('/', name.startsWith('@') ? 2 : 1).join('/')
  const known = paths.get(pack)
  if (!known) return undefined
  const path = `.${name.slice(pack.length)}`.replace(/\.js$/, '')
  return known.some((one) => one.replace(/\.js$/, '') === path) ? { pack, path } : undefined
}

/** Packages of the shelf that a text names in quotes, be they escaped: so in code, and in JSON that holds code. */
export function packagesIn(text: string): readonly string[] {
  const found = new Set<string>()
  for (const [, name] of text.matchAll(/["'`](@?[a-z][^"'`\s\\]*)\\*["'`]/g)) {
    const pack = onShelf(name!)?.pack
    if (pack !== undefined) found.add(pack)
  }
  return [...found]
}

/** What a package's text says of itself in its first line. */
export function needsOf(text: string): readonly string[] {
  const said = /^\/\/(\{.*\})/.exec(text)?.[1]
  return said === undefined ? [] : (JSON.parse(said) as { readonly needs: readonly string[] }).needs
}

/** The part under which a package, or one of its exports, is known inside. */
export const NPM = 'npm/'
export const shelfPart = ({ pack, path }: { readonly pack: string; readonly path: string }): string => `${NPM}${pack}!${path}`

/** The source of such a part. Third parties meet what user code meets: `require`, not the doors to the host. */
export function shelfSource(part: string, shelf: Shelf): string | undefined {
  if (!part.startsWith(NPM)) return undefined
  const [pack = '', path] = part.slice(NPM.length).split('!')
  if (path !== undefined) return `module.exports = part(${JSON.stringify(NPM + pack)})[${JSON.stringify(path)}]`
  const text = shelf(pack)
  return text === undefined ? undefined : `const require = part('load').requireFrom('/var/task/node_modules/${pack}/index.js');(function (part, core) {${text}\n})()`
}
