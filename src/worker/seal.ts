/**
 * The worker that runs strangers' code has no way out but its messages: whatever could reach the network or a store is
 * taken from it before anything else is loaded. A second wall; the first is that code runs in WebAssembly, which has none
 * of this. (A policy for the worker's own script would do the same, but a static host sends none.)
 */
const WAYS_OUT = [
  'fetch', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'EventSource', 'WebTransport', 'RTCPeerConnection', 'importScripts', 'indexedDB', 'caches',
  'BroadcastChannel', 'Worker', 'SharedWorker', 'Notification',
]
for (const name of WAYS_OUT) {
  if (name in globalThis) Object.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false })
}
