/**
 * Lets the playground work offline after the first visit. The build fills in VERSION and SHELL.
 *
 * What the page and a run need is fetched at once; the large lazy files (the editor) when they are first used. A new
 * version waits: it takes over when the page says `take over`, or when its last tab has closed. Never in mid-work.
 */
const VERSION = 'dev'
const SHELL = []
const PREFIX = 'coldstart-'
const CACHE = PREFIX + VERSION

self.addEventListener('install', (event) => {
  // `reload` goes past the browser's own cache: a stale page in a new cache would stay stale.
  const requests = SHELL.map((file) => new Request(file, { cache: 'reload' }))
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldVersions().then(() => self.clients.claim()))
})

self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return
  event.respondWith(answer(request))
})

async function answer(request) {
  const cache = await caches.open(CACHE)
  // Any address of the page is the page: what follows the ? is for its script.
  const known = request.mode === 'navigate' ? await cache.match('./') : await cache.match(request)
  if (known) return known
  const fresh = await fetch(request)
  // Only files whose name carries a hash may be kept without asking again.
  if (fresh.ok && new URL(request.url).pathname.includes('/assets/')) await cache.put(request, fresh.clone())
  return fresh
}

async function dropOldVersions() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)))
}
