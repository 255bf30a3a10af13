// @ts-nocheck
/** URL and URLSearchParams as the standard has them, for the addresses that handlers meet. */
const { utf8Bytes, utf8Text } = part('encoding')
const PORTS = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443', 'ftp:': '21', 'file:': '' }

const invalid = (input) => {
  const error = new TypeError('Invalid URL')
  error.code = 'ERR_INVALID_URL'
  error.input = input
  return error
}
function percent(text, keep) {
  let out = ''
  for (const letter of text) {
    if (letter >= '\x80' || !keep.test(letter)) for (const byte of utf8Bytes(letter)) out += `%${byte < 16 ? '0' : ''}${byte.toString(16).toUpperCase()}`
    else out += letter
  }
  return out
}
function unpercent(text) {
  if (!text.includes('%')) return text
  const bytes = []
  const source = utf8Bytes(text)
  for (let i = 0; i < source.length; i++) {
    const hex = source[i] === 37 ? String.fromCharCode(source[i + 1] ?? 0, source[i + 2] ?? 0) : ''
    if (/^[0-9a-fA-F]{2}$/.test(hex)) {
      bytes.push(Number.parseInt(hex, 16))
      i += 2
    } else bytes.push(source[i])
  }
  return utf8Text(bytes)
}
const PATH = /[^\0-\x20"#<>?`{}\x7f]/
const QUERY = /[^\0-\x20"#<>'\x7f]/
const HASH = /[^\0-\x20"<>`\x7f]/
const USER = /[^\0-\x20"#<>?`{}/:;=@[\\\]^|\x7f]/
const FORM = /[A-Za-z0-9*\-._]/

class URLSearchParams {
  #list = []
  #changed
  constructor(init = '', changed = undefined) {
    this.#changed = changed instanceof Hook ? changed : undefined
    if (typeof init === 'object' && init !== null) {
      if (typeof init[Symbol.iterator] === 'function') for (const [key, value] of init) this.#list.push([String(key), String(value)])
      else for (const key of Object.keys(init)) this.#list.push([key, String(init[key])])
    } else this.#parse(String(init))
  }
  #parse(text) {
    const source = text.startsWith('?') ? text.slice(1) : text
    this.#list = source === '' ? [] : source.split('&').filter((piece) => piece !== '').map((piece) => {
      const at = piece.indexOf('=')
      const read = (one) => unpercent(one.replaceAll('+', ' '))
      return at < 0 ? [read(piece), ''] : [read(piece.slice(0, at)), read(piece.slice(at + 1))]
    })
  }
  #tell() {
    this.#changed?.run(this.toString())
  }
  get size() {
    return this.#list.length
  }
  append(key, value) {
    this.#list.push([String(key), String(value)])
    this.#tell()
  }
  delete(key, value) {
    this.#list = this.#list.filter((one) => one[0] !== String(key) || (value !== undefined && one[1] !== String(value)))
    this.#tell()
  }
  get(key) {
    return this.#list.find((one) => one[0] === String(key))?.[1] ?? null
  }
  getAll(key) {
    return this.#list.filter((one) => one[0] === String(key)).map((one) => one[1])
  }
  has(key, value) {
    return this.#list.some((one) => one[0] === String(key) && (value === undefined || one[1] === String(value)))
  }
  set(key, value) {
    const at = this.#list.findIndex((one) => one[0] === String(key))
    if (at < 0) this.#list.push([String(key), String(value)])
    else {
      this.#list[at][1] = String(value)
      this.#list = this.#list.filter((one, i) => i <= at || one[0] !== String(key))
    }
    this.#tell()
  }
  sort() {
    this.#list.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))
    this.#tell()
  }
  forEach(fn, self) {
    for (const [key, value] of this.#list) fn.call(self, value, key, this)
  }
  *entries() {
    for (const one of this.#list) yield [...one]
  }
  *keys() {
    for (const one of this.#list) yield one[0]
  }
  *values() {
    for (const one of this.#list) yield one[1]
  }
  [Symbol.iterator]() {
    return this.entries()
  }
  toString() {
    const write = (text) => percent(text.replaceAll(' ', '\0'), FORM).replaceAll('%00', '+')
    return this.#list.map(([key, value]) => `${write(key)}=${write(value)}`).join('&')
  }
  get [Symbol.toStringTag]() {
    return 'URLSearchParams'
  }
  [Symbol.for('nodejs.util.inspect.custom')](_depth, _options, inspect) {
    return this.#list.length === 0 ? 'URLSearchParams {}' : `URLSearchParams { ${this.#list.map(([key, value]) => `${inspect(key)} => ${inspect(value)}`).join(', ')} }`
  }
}
class Hook {
  constructor(run) {
    this.run = run
  }
}

function split(text, base) {
  const source = text.trim().replace(/[\t\n\r]/g, '')
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(source)
  if (!scheme) return base ? relative(source, base) : null
  const protocol = scheme[0].toLowerCase()
  let rest = source.slice(scheme[0].length)
  const special = Object.hasOwn(PORTS, protocol)
  if (special && base?.protocol === protocol && !/^[/\\]/.test(rest) && protocol !== 'file:') return relative(rest, base)
  const out = { protocol, username: '', password: '', hostname: '', port: '', pathname: '', search: '', hash: '' }
  const hash = rest.indexOf('#')
  if (hash >= 0) {
    out.hash = rest.length > hash + 1 ? `#${percent(rest.slice(hash + 1), HASH)}` : ''
    rest = rest.slice(0, hash)
  }
  const query = rest.indexOf('?')
  if (query >= 0) {
    out.search = rest.length > query + 1 ? `?${percent(rest.slice(query + 1), QUERY)}` : ''
    rest = rest.slice(0, query)
  }
  if (special) rest = rest.replaceAll('\\', '/')
  if (special && protocol !== 'file:') rest = `//${rest.replace(/^\/*/, '')}`
  if (!rest.startsWith('//')) {
    out.pathname = rest.startsWith('/') ? dots(percent(rest, PATH)) : percent(rest, /[\x20-\x7e\u0080-\uffff]/)
    return out
  }
  const slash = rest.indexOf('/', 2)
  const authority = rest.slice(2, slash < 0 ? undefined : slash)
  const at = authority.lastIndexOf('@')
  if (at >= 0) {
    const [, user, secret = ''] = /^([^:]*)(?::([\s\S]*))?$/.exec(authority.slice(0, at)) ?? ['', authority.slice(0, at)]
    out.username = percent(user, USER)
    out.password = percent(secret, USER)
  }
  const place = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(authority.slice(at + 1))
  if (!place) return null
  out.hostname = special ? unpercent(place[1]).toLowerCase() : place[1]
  if ((special && protocol !== 'file:' && out.hostname === '') || /[\s<>^|%#?@\\]/.test(out.hostname)) return null
  if (place[2] !== undefined && place[2] !== '') {
    if (Number(place[2]) > 65535) return null
    out.port = String(Number(place[2])) === PORTS[protocol] ? '' : String(Number(place[2]))
  }
  out.pathname = dots(percent(slash < 0 ? '' : rest.slice(slash), PATH)) || (special ? '/' : '')
  out.authority = true
  return out
}
function relative(source, base) {
  const out = { ...base }
  const hash = source.indexOf('#')
  out.hash = hash >= 0 && source.length > hash + 1 ? `#${percent(source.slice(hash + 1), HASH)}` : ''
  let rest = hash >= 0 ? source.slice(0, hash) : source
  const query = rest.indexOf('?')
  const search = query >= 0 ? (rest.length > query + 1 ? `?${percent(rest.slice(query + 1), QUERY)}` : '') : undefined
  rest = (query >= 0 ? rest.slice(0, query) : rest).replaceAll('\\', '/')
  if (rest.startsWith('//')) return split(`${base.protocol}${source}`)
  if (rest === '') {
    out.search = search ?? base.search
    return out
  }
  out.search = search ?? ''
  out.pathname = dots(percent(rest.startsWith('/') ? rest : base.pathname.replace(/[^/]*$/, '') + rest, PATH))
  return out
}
function dots(path) {
  const out = []
  const pieces = path.split('/')
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i].replaceAll(/%2e/gi, '.')
    if (piece === '..') {
      if (out.length > 1) out.pop()
      if (i === pieces.length - 1) out.push('')
    } else if (piece === '.') {
      if (i === pieces.length - 1) out.push('')
    } else out.push(pieces[i])
  }
  return out.join('/')
}

class URL {
  #parts
  #params
  constructor(input, base) {
    const from = base === undefined ? undefined : split(String(base))
    if (from === null) throw invalid(String(input))
    const parts = split(String(input), from)
    if (!parts) throw invalid(String(input))
    this.#parts = parts
  }
  static canParse(input, base) {
    return URL.parse(input, base) !== null
  }
  static parse(input, base) {
    try {
      return new URL(input, base)
    } catch {
      return null
    }
  }
  get href() {
    const { protocol, username, password, pathname, search, hash, authority } = this.#parts
    const user = username === '' && password === '' ? '' : `${username}${password === '' ? '' : `:${password}`}@`
    return `${protocol}${authority ? `//${user}${this.host}` : ''}${pathname}${search}${hash}`
  }
  set href(value) {
    const parts = split(String(value))
    if (!parts) throw invalid(String(value))
    this.#parts = parts
    this.#params = undefined
  }
  get origin() {
    return Object.hasOwn(PORTS, this.protocol) && this.protocol !== 'file:' ? `${this.protocol}//${this.host}` : 'null'
  }
  get host() {
    return this.#parts.hostname + (this.#parts.port === '' ? '' : `:${this.#parts.port}`)
  }
  set host(value) {
    const found = split(`${this.protocol}//${value}`)
    if (found) Object.assign(this.#parts, { hostname: found.hostname, port: found.port })
  }
  get search() {
    return this.#parts.search
  }
  set search(value) {
    const text = String(value).replace(/^\?/, '')
    this.#parts.search = text === '' ? '' : `?${percent(text, QUERY)}`
    this.#params = undefined
  }
  get searchParams() {
    return (this.#params ??= new URLSearchParams(this.#parts.search, new Hook((text) => {
      this.#parts.search = text === '' ? '' : `?${text}`
    })))
  }
  get hash() {
    return this.#parts.hash
  }
  set hash(value) {
    const text = String(value).replace(/^#/, '')
    this.#parts.hash = text === '' ? '' : `#${percent(text, HASH)}`
  }
  get pathname() {
    return this.#parts.pathname
  }
  set pathname(value) {
    this.#parts.pathname = dots(percent(`/${String(value).replace(/^\//, '')}`, PATH))
  }
  get protocol() {
    return this.#parts.protocol
  }
  set protocol(value) {
    this.#parts.protocol = `${String(value).replace(/:.*$/, '').toLowerCase()}:`
  }
  get hostname() {
    return this.#parts.hostname
  }
  set hostname(value) {
    this.#parts.hostname = String(value).toLowerCase()
  }
  get port() {
    return this.#parts.port
  }
  set port(value) {
    this.#parts.port = String(value) === PORTS[this.protocol] ? '' : String(value)
  }
  get username() {
    return this.#parts.username
  }
  set username(value) {
    this.#parts.username = percent(String(value), USER)
  }
  get password() {
    return this.#parts.password
  }
  set password(value) {
    this.#parts.password = percent(String(value), USER)
  }
  toString() {
    return this.href
  }
  toJSON() {
    return this.href
  }
  get [Symbol.toStringTag]() {
    return 'URL'
  }
  [Symbol.for('nodejs.util.inspect.custom')](_depth, options, inspect) {
    const { href, origin, protocol, username, password, host, hostname, port, pathname, search, searchParams, hash } = this
    return `URL ${inspect({ href, origin, protocol, username, password, host, hostname, port, pathname, search, searchParams, hash }, options)}`
  }
}

Object.assign(exports, {
  URL, URLSearchParams,
  fileURLToPath: (url) => unpercent(new URL(url).pathname),
  pathToFileURL: (path) => new URL(`file://${percent(path, PATH)}`),
  domainToASCII: (domain) => domain, domainToUnicode: (domain) => domain,
  urlToHttpOptions: ({ protocol, hostname, pathname, search, port, href }) => ({ protocol, hostname, path: `${pathname}${search}`, port: port === '' ? undefined : Number(port), href }),
  /** The old interface, for code that still uses it. */
  parse: (text, query) => {
    const parts = split(text, undefined) ?? relative(text, { protocol: null, hostname: '', port: '', pathname: '', search: '', hash: '', username: '', password: '' })
    const { protocol, hostname, port, pathname, search, hash } = parts
    const host = hostname ? hostname + (port ? `:${port}` : '') : null
    return { protocol, slashes: !!parts.authority, auth: null, host, port: port || null, hostname: hostname || null, hash: hash || null, search: search || null, query: query ? Object.fromEntries(new URLSearchParams(search)) : search ? search.slice(1) : null, pathname: pathname || null, path: (pathname || '') + (search || '') || null, href: text }
  },
  format: (url) => (typeof url === 'object' && !(url instanceof URL) ? `${url.protocol ?? ''}${url.protocol && !url.protocol.endsWith(':') ? ':' : ''}//${url.host ?? (url.hostname ?? '') + (url.port ? `:${url.port}` : '')}${url.pathname ?? ''}${url.search ?? (url.query ? `?${new URLSearchParams(url.query)}` : '')}${url.hash ?? ''}` : String(url)),
  resolve: (from, to) => new URL(to, from).href,
})
