/** Registers the service worker, and tells when a newer version of the page is ready. */

/** Offered once a newer version has been fetched; calling it switches over and loads the page again. */
export type OfferVersion = (takeOver: () => void) => void

export function workOffline(offer: OfferVersion): void {
  // Without a service worker (an old browser, a sandboxed frame, plain http) the page works as before, only not offline.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  // After loading: fetching files for later must not compete with the ones needed now.
  if (document.readyState === 'complete') void register(offer)
  else addEventListener('load', () => void register(offer), { once: true })
}

async function register(offer: OfferVersion): Promise<void> {
  try {
    const registration = await navigator.serviceWorker.register('./sw.js')
    if (registration.waiting) propose(registration.waiting, offer)
    registration.addEventListener('updatefound', () => {
      const next = registration.installing
      next?.addEventListener('statechange', () => {
        // Without a controller this is the first visit: there is nothing older to replace.
        if (next.state === 'installed' && navigator.serviceWorker.controller) propose(next, offer)
      })
    })
  } catch {
    // Refused by the browser's settings: not worth a word, nothing is lost.
  }
}

function propose(next: ServiceWorker, offer: OfferVersion): void {
  offer(() => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    next.postMessage('take over')
  })
}
