/** Content types by the end of a key, for objects that nobody gave one. */
const TYPES: { readonly [ending: string]: string } = {
  html: 'text/html', htm: 'text/html', css: 'text/css', js: 'text/javascript', mjs: 'text/javascript', json: 'application/json', txt: 'text/plain', xml: 'application/xml', svg: 'image/svg+xml',
  png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', ico: 'image/x-icon', woff2: 'font/woff2', pdf: 'application/pdf', mp4: 'video/mp4', zip: 'application/zip', wasm: 'application/wasm',
}
export const typeOf = (key: string): string => TYPES[/\.(\w+)$/.exec(key)?.[1]?.toLowerCase() ?? ''] ?? 'binary/octet-stream'
