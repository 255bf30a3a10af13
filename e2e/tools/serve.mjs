/** A static server over dist/ with strict headers. Plain Node: a playground that needs no server should not need a package to be looked at. */
import { readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import { headers } from './headers.mjs'
import { root } from './root.mjs'

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.json': 'application/json', '.webmanifest': 'application/manifest+json', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.woff2': 'font/woff2', '.wasm': 'application/wasm', '.txt': 'text/plain; charset=utf-8', '.map': 'application/json',
}
const SQUEEZED = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.wasm', '.map'])
const TRIES = 20

/**
 * Serves a folder and resolves once it listens.
 * @param {{ port?: number, folder?: string }} options port 0 takes any free one; a taken port is passed over for the next
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 */
export async function serve({ port = 0, folder = join(root, 'dist') } = {}) {
  const files = fileReader(folder)
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405, headers).end()
    const found = files(request.url ?? '/')
    if (!found) return void response.writeHead(404, { ...headers, 'content-type': 'text/plain' }).end('There is no such file.\n')
    const squeezed = found.small !== undefined && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
    const body = squeezed && found.small ? found.small : found.whole
    response.writeHead(200, {
      ...headers,
      'content-type': found.type,
      'content-length': body.length,
      'cache-control': found.keeps ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      ...(squeezed ? { 'content-encoding': 'gzip' } : {}),
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  })
  const taken = await listen(server, port)
  return {
    address: `http://localhost:${taken}/`,
    close: () => new Promise((done) => {
      server.close(() => done())
      server.closeAllConnections()
    }),
  }
}

/** @typedef {{ whole: Buffer, small: Buffer | undefined, type: string, keeps: boolean, changed: number }} Found */

/** Files are read once and again when they change, so that a rebuild shows without a restart. @param {string} folder */
function fileReader(folder) {
  /** @type {Map<string, Found>} */
  const known = new Map()
  /** @param {string} url @returns {Found | undefined} */
  return (url) => {
    const path = pathIn(folder, url)
    if (path === undefined) return undefined
    const changed = statSync(path, { throwIfNoEntry: false })
    if (!changed?.isFile()) return undefined
    const old = known.get(path)
    if (old && old.changed === changed.mtimeMs) return old
    const whole = readFileSync(path)
    const extension = extname(path)
    /** @type {Found} */
    const found = {
      whole,
      small: SQUEEZED.has(extension) ? gzipSync(whole, { level: 9 }) : undefined,
      type: TYPES[extension] ?? 'application/octet-stream',
      keeps: path.includes(`${sep}assets${sep}`), // their names carry a hash of what is in them
      changed: changed.mtimeMs,
    }
    known.set(path, found)
    return found
  }
}

/** Undefined for a path that leaves the folder, hides, or cannot be decoded. @param {string} folder @param {string} url */
function pathIn(folder, url) {
  try {
    const path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname))
    if (path.includes('\0') || path.split(sep).some((part) => part.startsWith('.'))) return undefined
    return join(folder, path.endsWith(sep) ? `${path}index.html` : path)
  } catch {
    return undefined
  }
}

/** @param {import('node:http').Server} server @param {number} first @returns {Promise<number>} */
async function listen(server, first) {
  for (let port = first; ; port++) {
    const problem = await new Promise((done) => {
      server.once('error', done)
      server.listen(port, () => {
        server.off('error', done)
        done(undefined)
      })
    })
    const where = server.address()
    if (!problem && where && typeof where === 'object') return where.port
    if (problem?.code !== 'EADDRINUSE' || port >= first + TRIES) throw problem
  }
}
