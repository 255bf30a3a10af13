/** The headers of every answer, and the part of them that a page can carry itself. */

/**
 * What the page may load: its own files, pictures that it drew itself, and WebAssembly for the sandbox. The code editor
 * lays out its lines with style attributes and writes style elements, so inline styles are let through; scripts never are.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  // blob: for the engine in a sandboxed frame, which has no origin to be the same as; what the worker imports is 'self' again.
  "worker-src 'self' blob:",
  // The preview of an embed in the share dialog.
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
]

/** For `<meta http-equiv>` in the built page, so that it is as strict on a host that sends no headers. */
export const contentPolicy = policy.join('; ')

/** A drawing may be embedded anywhere. A sandboxed frame has no origin, so its module scripts count as foreign: hence the `*`. */
export const headers = {
  'content-security-policy': `${contentPolicy}; frame-ancestors *`,
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}
