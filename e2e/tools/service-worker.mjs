import { createHash } from 'node:crypto'

/** Larger files (the editor and its language service) are kept when they are first used, and so are packages that handlers import. */
const AT_MOST_BYTES = 1_000_000

/**
 * Writes the list of files to fetch after the first visit into the service worker: what the page showed, and what Run
 * needs, because the engine's worker may have been loaded before there was anybody to keep it.
 * @param {string} source public/sw.js
 * @param {string} page the built index.html
 * @param {{ file: string, bytes: number }[]} assets the files whose names carry a hash of what is in them
 */
export function fillServiceWorker(source, page, assets) {
  const small = assets.filter(({ file, bytes }) => bytes <= AT_MOST_BYTES && !/^assets\/npm-/.test(file)).map(({ file }) => file)
  const shell = ['./', ...small, 'icon.svg', 'manifest.webmanifest']
  // Large files count for the version as well: an old page must never be handed a new one's parts.
  const version = createHash('sha256').update(page).update(source).update(JSON.stringify(assets)).digest('hex').slice(0, 12)
  return source.replace("const VERSION = 'dev'", `const VERSION = '${version}'`).replace('const SHELL = []', `const SHELL = ${JSON.stringify(shell)}`)
}
