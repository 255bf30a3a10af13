// @ts-nocheck
/** fetch, which reaches the HTTP nodes of the drawing and nothing else; and what goes with it. */
const door = { good: (who, json) => who[1](json), bad: (who, json) => who[2](json) }
let form
const { utf8Bytes, utf8Text, viewOf } = part('encoding')
const NAME = /^[!#$%&'*+\-.^_`|~\w]+$/

class Headers {
  #map = new Map()
  constructor(init) {
    if (init === undefined || init === null) return
    const list = init instanceof Headers || Array.isArray(init) || typeof init[Symbol.iterator] === 'function' ? init : Object.entries(init)
    for (const [name, value] of list) this.append(name, value)
  }
  #key(name) {
    if (!NAME.test(name)) throw new TypeError(`Headers: ${name} is an invalid header name.`)
    return String(name).toLowerCase()
  }
  append(name, value) {
    const key = this.#key(name)
    const said = String(value).trim()
    this.#map.set(key, this.#map.has(key) ? `${this.#map.get(key)}, ${said}` : said)
  }
  set(name, value) {
    this.#map.set(this.#key(name), String(value).trim())
  }
  get(name) {
    return this.#map.get(this.#key(name)) ?? null
  }
  has(name) {
    return this.#map.has(this.#key(name))
  }
  delete(name) {
    this.#map.delete(this.#key(name))
  }
  getSetCookie() {
    const value = this.get('set-cookie')
    return value === null ? [] : value.split(/,\s*(?=[^;,\s]+=)/)
  }
  forEach(fn, self) {
    for (const [key, value] of this) fn.call(self, value, key, this)
  }
  *entries() {
    for (const key of [...this.#map.keys()].sort()) yield [key, this.#map.get(key)]
  }
  *keys() {
    for (const [key] of this.entries()) yield key
  }
  *values() {
    for (const [, value] of this.entries()) yield value
  }
  [Symbol.iterator]() {
    return this.entries()
  }
  [Symbol.for('nodejs.util.inspect.custom')](_depth, options, inspect) {
    return `Headers ${inspect(Object.fromEntries(this), options)}`
  }
}

class Blob {
  #bytes
  constructor(pieces = [], options = {}) {
    const list = pieces.map((piece) => (piece instanceof Blob ? piece.#bytes : typeof piece === 'string' ? utf8Bytes(piece) : viewOf(piece)))
    this.#bytes = Uint8Array.from(Buffer.concat(list))
    this.type = String(options.type ?? '').toLowerCase()
  }
  get size() {
    return this.#bytes.length
  }
  async text() {
    return utf8Text(this.#bytes)
  }
  async arrayBuffer() {
    return this.#bytes.slice().buffer
  }
  async bytes() {
    return this.#bytes.slice()
  }
  slice(from, to, type = '') {
    return new Blob([this.#bytes.subarray(from, to)], { type })
  }
}
class File extends Blob {
  constructor(pieces, name, options) {
    super(pieces, options)
    this.name = name
  }
}
class FormData {
  #list = []
  append(name, value) {
    this.#list.push([String(name), typeof value === 'object' ? value : String(value)])
  }
  set(name, value) {
    this.delete(name)
    this.append(name, value)
  }
  delete(name) {
    this.#list = this.#list.filter((one) => one[0] !== name)
  }
  get(name) {
    return this.#list.find((one) => one[0] === name)?.[1] ?? null
  }
  getAll(name) {
    return this.#list.filter((one) => one[0] === name).map((one) => one[1])
  }
  has(name) {
    return this.#list.some((one) => one[0] === name)
  }
  *entries() {
    yield* this.#list
  }
  [Symbol.iterator]() {
    return this.entries()
  }
}

const typeOf = (body) => (typeof body === 'string' ? 'text/plain;charset=UTF-8' : body instanceof URLSearchParams ? 'application/x-www-form-urlencoded;charset=UTF-8' : body instanceof Blob ? body.type || null : null)
const bytesOf = async (body) => {
  if (body === null || body === undefined) return new Uint8Array()
  if (body instanceof Blob) return body.bytes()
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return viewOf(body).slice()
  if (typeof body[Symbol.asyncIterator] === 'function') {
    const pieces = []
    for await (const one of body) pieces.push(typeof one === 'string' ? utf8Bytes(one) : one)
    return Buffer.concat(pieces)
  }
  return utf8Bytes(String(body))
}
class Body {
  #source
  #used = false
  constructor(source) {
    this.#source = source
  }
  get bodyUsed() {
    return this.#used
  }
  get body() {
    if (this.#source === null || this.#source === undefined) return null
    const take = () => this.bytes()
    return {
      locked: this.#used,
      async *[Symbol.asyncIterator]() {
        yield await take()
      },
      getReader: () => {
        let done = false
        return { read: async () => (done ? { value: undefined, done } : ((done = true), { value: await take(), done: false })), releaseLock() {}, cancel: async () => {} }
      },
      cancel: async () => {},
    }
  }
  peek() {
    return this.#source
  }
  async bytes() {
    if (this.#used) throw new TypeError('Body is unusable: Body has already been read')
    this.#used = true
    return bytesOf(this.#source)
  }
  async arrayBuffer() {
    const bytes = await this.bytes()
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  }
  async text() {
    return utf8Text(await this.bytes())
  }
  async json() {
    return JSON.parse(await this.text())
  }
  async blob() {
    return new Blob([await this.bytes()], { type: this.headers.get('content-type') ?? '' })
  }
  async formData() {
    const data = new FormData()
    for (const [key, value] of new URLSearchParams(await this.text())) data.append(key, value)
    return data
  }
}
class Request extends Body {
  constructor(input, init = {}) {
    const from = input instanceof Request ? input : undefined
    const method = String(init.method ?? from?.method ?? 'GET')
    const body = init.body ?? from?.peek()
    if (body !== undefined && body !== null && /^(?:GET|HEAD)$/i.test(method)) throw new TypeError('Request with GET/HEAD method cannot have body.')
    super(body)
    this.url = from ? from.url : new URL(String(input)).href
    this.method = /^(?:get|head|post|put|delete|options)$/i.test(method) ? method.toUpperCase() : method
    this.headers = new Headers(init.headers ?? from?.headers)
    const type = typeOf(body)
    if (type && !this.headers.has('content-type')) this.headers.set('content-type', type)
    this.signal = init.signal ?? from?.signal ?? new AbortController().signal
    this.redirect = init.redirect ?? 'follow'
  }
  clone() {
    return new Request(this)
  }
}
class Response extends Body {
  constructor(body = null, init = {}) {
    super(body)
    this.status = init.status ?? 200
    if (this.status < 200 || this.status > 599) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.')
    this.statusText = init.statusText ?? ''
    this.headers = new Headers(init.headers)
    const type = typeOf(body)
    if (type && !this.headers.has('content-type')) this.headers.set('content-type', type)
    this.url = ''
    this.redirected = false
    this.type = 'default'
  }
  static json(data, init = {}) {
    const made = new Response(JSON.stringify(data), init)
    if (!new Headers(init.headers).has('content-type')) made.headers.set('content-type', 'application/json')
    return made
  }
  static error() {
    const made = new Response()
    made.status = 0
    made.type = 'error'
    return made
  }
  get ok() {
    return this.status >= 200 && this.status < 300
  }
  clone() {
    return new Response(this.peek(), this)
  }
}

async function fetch(input, init) {
  const request = new Request(input, init)
  if (!/^https?:/.test(request.url)) throw failed(`unknown scheme`, request.url)
  if (request.signal.aborted) throw request.signal.reason
  const bytes = await request.bytes()
  const body = bytes.length === 0 ? undefined : textual(bytes)
  const wish = JSON.stringify({ url: request.url, method: request.method, headers: Object.fromEntries(request.headers), ...(body === undefined ? {} : { body }) })
  let json
  try {
    json = await new Promise((resolve, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason), { once: true })
      core.ask((form ??= core.form('HTTP.fetch', '')), [door, resolve, reject], wish)
    })
  } catch (said) {
    if (typeof said !== 'string') throw said
    const { name, message } = JSON.parse(said)
    throw failed(message ?? name, request.url, name)
  }
  const { status, statusCode, statusText, headers, body: came, isBase64Encoded } = JSON.parse(json)
  const content = came === undefined || came === null ? null : typeof came === 'object' && typeof came.$binary === 'string' ? Uint8Array.fromBase64(came.$binary) : typeof came === 'string' ? (isBase64Encoded ? Uint8Array.fromBase64(came) : utf8Bytes(came)) : utf8Bytes(JSON.stringify(came))
  const response = new Response(content, { status: status ?? statusCode ?? 200, statusText: statusText ?? '', headers: headers ?? {} })
  response.url = request.url
  return response
}
/** Text crosses as it is, anything else as base64. */
function textual(bytes) {
  try {
    return utf8Text(bytes, true)
  } catch {
    return { $binary: bytes.toBase64() }
  }
}
function failed(message, url, name = 'Error') {
  const cause = Object.assign(new Error(message), { code: name === 'Error' ? 'ENOTFOUND' : name, hostname: new URL(url).hostname })
  return new TypeError('fetch failed', { cause })
}

Object.assign(exports, { fetch, Headers, Request, Response, FormData, Blob, File })
