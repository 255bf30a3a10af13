import { createHash } from 'node:crypto'
import { initialFiles, preloadedFonts } from './shell.mjs'

/**
 * Writes the list of the first visit's files into the service worker. The version is a hash over the page and that list:
 * file names carry a hash of what is in them, so nothing can change without it changing too.
 * @param {string} source public/sw.js
 * @param {string} page the built index.html
 * @param {Record<string, import('./shell.mjs').Chunk>} manifest
 */
export function fillServiceWorker(source, page, manifest) {
  const { scripts, styles } = initialFiles(manifest)
  const shell = ['./', ...scripts, ...styles, ...preloadedFonts(page), 'icon.svg', 'manifest.webmanifest']
  // Lazy files count for the version as well: an old page must never be handed a new one's chunk list.
  const version = createHash('sha256').update(page).update(source).update(JSON.stringify(manifest)).digest('hex').slice(0, 12)
  return source.replace("const VERSION = 'dev'", `const VERSION = '${version}'`).replace('const SHELL = []', `const SHELL = ${JSON.stringify(shell)}`)
}
