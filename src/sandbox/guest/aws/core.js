// @ts-nocheck
/** What all clients of the SDK have in common: configuration, commands, sending, errors, pages and waiting. */
// The own reading of JSON: the one that code meets takes pains over its errors.
const { ask, config, define, parse, stringify } = core

class ServiceException extends Error {
  constructor(options) {
    super(options?.message)
    const { name, $fault, $metadata, $response, message, ...rest } = options ?? {}
    // Own keys only, one by one: what a service says is data, never a prototype.
    for (const key of Object.keys(rest)) define(this, key, rest[key])
    define(this, 'name', name ?? 'ServiceException')
    this.$fault = $fault ?? 'client'
    this.$metadata = $metadata ?? {}
    if ($response !== undefined) this.$response = $response
  }
  static isInstance(value) {
    return value instanceof ServiceException || (!!value && typeof value === 'object' && '$fault' in value && '$metadata' in value)
  }
}

/** Binary values cross as text. */
function outward(value) {
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? Number(value) : value
  if (value instanceof Uint8Array) return { $binary: base64(value) }
  if (value instanceof ArrayBuffer) return { $binary: base64(new Uint8Array(value)) }
  if (ArrayBuffer.isView(value)) return { $binary: base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) }
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Set) return { $set: [...value].map(outward) }
  if (value instanceof Map) return outward(Object.fromEntries(value))
  if (Array.isArray(value)) return value.map(outward)
  if (typeof value.toJSON === 'function') return outward(value.toJSON())
  const out = {}
  for (const key of Object.keys(value)) if (value[key] !== undefined && typeof value[key] !== 'function') define2(out, key, outward(value[key]))
  return out
}
function inward(value) {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(inward)
  const names = Object.keys(value)
  if (names.length === 1 && names[0] === '$binary' && typeof value.$binary === 'string') return bytes(value.$binary)
  if (names.length === 1 && names[0] === '$date') return new Date(value.$date)
  const out = {}
  for (const key of names) define2(out, key, inward(value[key]))
  return out
}
function define2(target, key, value) {
  if (key === '__proto__') Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
  else target[key] = value
}
const base64 = (view) => view.toBase64 ? view.toBase64() : Buffer.from(view).toString('base64')
const bytes = (text) => Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : new Uint8Array(Buffer.from(text, 'base64'))

class Command {
  constructor(input) {
    this.input = input ?? {}
  }
  get middlewareStack() {
    return stackOf()
  }
  resolveMiddleware() {
    return undefined
  }
}
/** Middleware is accepted and not run: what it does to a request has no request here. */
function stackOf() {
  const stack = { add() {}, addRelativeTo() {}, use() {}, remove: () => false, removeByTag: () => false, clone: () => stackOf(), concat: () => stackOf(), identify: () => [], identifyOnResolve: () => false, applyToStack() {}, resolve: (handler) => handler }
  return stack
}

const provided = (value) => (typeof value === 'function' ? value : async () => value)

class Client {
  constructor(...options) {
    const said = Object.assign({}, ...options)
    this.config = {
      ...said, region: provided(said.region ?? process.env.AWS_REGION ?? 'us-east-1'), maxAttempts: provided(said.maxAttempts ?? 3), retryMode: provided(said.retryMode ?? 'standard'),
      credentials: provided(said.credentials ?? { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY, sessionToken: process.env.AWS_SESSION_TOKEN }),
      apiVersion: said.apiVersion ?? 'latest', logger: said.logger ?? {}, requestHandler: said.requestHandler ?? {}, serviceId: this.constructor.service,
    }
    this.middlewareStack = stackOf()
  }
  send(command, options, callback) {
    const back = typeof options === 'function' ? options : callback
    const sent = new Sent(command)
    const result = new Promise((resolve, reject) => {
      sent.resolve = resolve
      sent.reject = reject
    })
    try {
      sent.go(this.constructor, typeof options === 'object' ? options.abortSignal : undefined)
    } catch (error) {
      sent.reject(error)
    }
    if (typeof back !== 'function') return result
    result.then((value) => back(null, value), (error) => back(error))
  }
  destroy() {}
}

/** A command on its way: what the core holds of it until the answer comes. */
class Sent {
  constructor(command) {
    this.command = command
    this.resolve = this.reject = this.how = this.errors = undefined
  }
  go({ service, errors, commands }, signal) {
    const { command } = this
    const how = (this.how = command?.constructor?.how)
    if (how === undefined) throw new TypeError('command.resolveMiddleware is not a function')
    if (how.service !== service) throw notHere(`${command.constructor.name} is not a command of ${service}`, commands)
    this.errors = errors
    if (signal) {
      if (signal.aborted) throw aborted()
      if (signal.addEventListener) signal.addEventListener('abort', () => this.reject(aborted()))
      else signal.onabort = () => this.reject(aborted())
    }
    if (how.prepare === null) return this.out(command.input)
    const input = how.prepare(command.input)
    if (typeof input.then === 'function') input.then((ready) => this.out(ready)).catch(this.reject)
    else this.out(input)
  }
  out(input) {
    ask(this.how.what, stringify(plain(input) ? input : outward(input)), this)
  }
  good(json, marked) {
    const { finish } = this.how
    try {
      const output = marked ? inward(parse(json)) : parse(json)
      this.resolve(finish === null ? output : finish(output, this.command.input))
    } catch (error) {
      this.reject(error)
    }
  }
  bad(json) {
    this.reject(errorOf(json, this.errors))
  }
}
/** Most inputs are texts and numbers: JSON as they are. */
function plain(value) {
  for (const key in value) {
    const one = value[key]
    if (typeof one === 'object' ? one !== null && (Object.getPrototypeOf(one) !== Object.prototype && !Array.isArray(one) || !plain(one)) : typeof one === 'bigint') return false
  }
  return true
}
function aborted() {
  const error = new Error('Request aborted')
  error.name = 'AbortError'
  return error
}
function errorOf(said, errors) {
  const { name, message, ...rest } = JSON.parse(said)
  const Kind = Object.hasOwn(errors, name) ? errors[name] : errors['']
  const error = new Kind({ ...rest, message })
  define(error, 'name', name)
  const stack = typeof error.stack === 'string' ? error.stack.replace(/^[^\n]*/, '') : ''
  define(error, 'stack', `${name}: ${message}${stack}`)
  return error
}
function notHere(what, commands) {
  const error = new Error(`${what}. There are here: ${Object.keys(commands).map((one) => `${one}Command`).join(', ')}.`)
  define(error, 'name', 'NotImplementedInPlayground')
  return error
}

/**
 * A client's module. `operations` maps each operation to how its input and output are dressed (null for as they are),
 * `failures` names the errors that it throws.
 */
function clientModule({ service, client, operations, failures, base = `${service}ServiceException`, extra = {} }) {
  const commands = Object.create(null)
  const errors = Object.create(null)
  const all = {}
  const Base = { [base]: class extends ServiceException {} }[base]
  all[base] = errors[''] = Base
  for (const name of failures) {
    errors[name] = all[name.replace(/^.*\./, '')] = { [name]: class extends Base {
      constructor(options) {
        super({ $fault: 'client', ...options, name })
      }
    } }[name]
  }
  const Own = { [`${client}Client`]: class extends Client {} }[`${client}Client`]
  Object.assign(Own, { service, errors: Object.assign(Object.create(null), errors), commands })
  for (const name of Object.keys(operations)) {
    const label = `${name}Command`
    commands[name] = all[label] = { [label]: class extends Command {} }[label]
    commands[name].operation = name
    commands[name].how = { what: `${service}.${name}`, service, finish: null, prepare: null, ...operations[name] }
  }
  const Whole = { [client]: class extends Own {} }[client]
  for (const name of Object.keys(operations)) {
    define(Whole.prototype, name[0].toLowerCase() + name.slice(1), function (input, options, callback) {
      return this.send(new commands[name](input), options, callback)
    })
  }
  Object.assign(all, { [`${client}Client`]: Own, [client]: Whole, $Command: Command }, extra)
  // A command that AWS has and the playground has not fails when it is made, not when it is imported.
  return new Proxy(all, {
    get: (target, name) => (name in target || typeof name !== 'string' || !name.endsWith('Command') ? target[name] : missing(name, commands)),
  })
}
const missing = (name, commands) => ({ [name]: class {
  constructor() {
    throw notHere(`${name} is not in this playground`, commands)
  }
} })[name]

/** Pages through a listing until no token comes back. */
const pages = (Kind, from, to) => async function* paginate(setup, input, ...rest) {
  let token = setup.startingToken
  do {
    const page = await setup.client.send(new Kind({ ...input, ...(token === undefined ? {} : { [from]: token }), ...(setup.pageSize === undefined ? {} : { [setup.sizeKey ?? 'Limit']: setup.pageSize }) }), ...rest)
    yield page
    token = page[to]
  } while (token !== undefined)
}

Object.assign(exports, { Client, Command, ServiceException, clientModule, pages, inward, outward, base64, bytes, config })
