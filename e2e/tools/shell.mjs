/** What a first visit loads, read from Vite's manifest. The tests of sizes and of offline use agree by using this. */

/** @typedef {{ file: string, name?: string, isEntry?: boolean, imports?: string[], css?: string[], assets?: string[] }} Chunk */

/** The canvas and the inspector follow the entry: lazy in form, but everybody fetches them at once. The build puts them together. */
const FIRST_SCREEN = 'canvas'

/**
 * The scripts and styles that stand behind the first screen, the canvas included.
 * @param {Record<string, Chunk>} manifest
 */
export function initialFiles(manifest) {
  /** @type {Set<string>} */
  const scripts = new Set()
  /** @type {Set<string>} */
  const styles = new Set()
  const waiting = Object.values(manifest).filter((chunk) => chunk.isEntry || (chunk.name === FIRST_SCREEN && chunk.file.endsWith('.js')))
  for (let chunk = waiting.pop(); chunk; chunk = waiting.pop()) {
    if (scripts.has(chunk.file)) continue
    scripts.add(chunk.file)
    for (const style of chunk.css ?? []) styles.add(style)
    for (const name of chunk.imports ?? []) {
      const imported = manifest[name]
      if (imported) waiting.push(imported)
    }
  }
  return { scripts: [...scripts], styles: [...styles] }
}

/** The fonts that the page itself asks for early, by its `<link rel="preload">`. @param {string} page */
export const preloadedFonts = (page) =>
  [...page.matchAll(/<link\b[^>]*\bas="font"[^>]*>/g)].flatMap(([link]) => /\bhref="(?:\.\/)?([^"]+)"/.exec(link)?.[1] ?? [])
