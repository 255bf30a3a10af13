// @ts-nocheck
/** What all clients of the SDK have in common: configuration, commands, sending, errors, pages and waiting. */
// The own reading of JSON: the one that code meets takes pains over its errors.
const { ask, config, define, form, parse, stringify } = core
const { keys, getPrototypeOf: protoOf, prototype: ObjectPrototype } = Object

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
    return stackFor(this)
  }
  resolveMiddleware() {
    return undefined
  }
}
/** Made when it is looked at: from then on calls ask whether they go through one. */
let staged = false
function stackFor(owner) {
  staged = true
  const stack = part('aws/middleware').newStack()
  define(owner, 'middlewareStack', stack)
  return stack
}

const provided = (value) => (typeof value === 'function' ? value : async () => value)

class Client {
  constructor(...options) {
    const said = Object.assign({}, ...options)
    define(this, 'given', typeof said.maxAttempts === 'function' ? undefined : said.maxAttempts)
    this.config = {
      ...said, region: provided(said.region ?? process.env.AWS_REGION ?? 'us-east-1'), maxAttempts: provided(said.maxAttempts ?? 3), retryMode: provided(said.retryMode ?? 'standard'),
      credentials: provided(said.credentials ?? { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY, sessionToken: process.env.AWS_SESSION_TOKEN }),
      apiVersion: said.apiVersion ?? 'latest', logger: said.logger ?? {}, requestHandler: said.requestHandler ?? {}, serviceId: this.constructor.service,
    }
  }
  get middlewareStack() {
    return stackFor(this)
  }
  /** 0 for as often as usual; what is told by a function is asked for too late to count. */
  get tries() {
    const said = Number(this.given ?? process.env.AWS_MAX_ATTEMPTS)
    const tries = said >= 1 && said !== 3 ? Math.floor(said) : 0
    define(this, 'tries', tries)
    return tries
  }
  send(command, options, callback) {
    const result = new Promise(hold)
    const sent = [door, yes, no, undefined, command, this.constructor.errors, 0]
    try {
      go(this, sent, command, options)
    } catch (error) {
      sent[NO](error)
    }
    const back = typeof options === 'function' ? options : callback
    if (typeof back !== 'function') return result
    result.then((value) => back(null, value), (error) => back(error))
  }
  destroy() {}
}

/**
 * A command on its way: what the core holds until the answer comes. It is a list, and one function begins all promises:
 * an object and a function for each would take longer than all the rest.
 */
const YES = 1, NO = 2, HOW = 3, COMMAND = 4, ERRORS = 5, TRIES = 6
let yes, no
const hold = (good, bad) => {
  yes = good
  no = bad
}
const door = {
  good: (sent, json, marked, requestId, attempts) => {
    const { finish } = sent[HOW]
    try {
      const output = marked ? inward(parse(json)) : parse(json)
      if (requestId !== '') output.$metadata = { httpStatusCode: 200, requestId, attempts, totalRetryDelay: 0 }
      sent[YES](finish === null ? output : finish(output, sent[COMMAND].input))
    } catch (error) {
      sent[NO](error)
    }
  },
  bad: (sent, json) => sent[NO](errorOf(json, sent[ERRORS])),
}
function go(client, sent, command, options) {
  const how = command?.constructor?.how
  const { service, commands } = client.constructor
  if (how === undefined) throw new TypeError('command.resolveMiddleware is not a function')
  if (how.service !== service) throw notHere(`${command.constructor.name} is not a command of ${service}`, commands)
  sent[HOW] = how
  if (options?.abortSignal) watch(options.abortSignal, sent)
  if (staged && (Object.hasOwn(client, 'middlewareStack') || Object.hasOwn(command, 'middlewareStack'))) {
    return part('aws/middleware').run(client, command, sent[YES], sent[NO], (input, good, bad) => dressed(how, input, [door, good, bad, how, { input }, sent[ERRORS], client.tries]))
  }
  const { input } = command
  sent[TRIES] = client.tries
  if (how.prepare !== null || sent[TRIES] > 0) dressed(how, input, sent)
  else if (!texts(how, input, sent)) out(how, input, sent)
}
function watch(signal, sent) {
  if (signal.aborted) throw aborted()
  if (signal.addEventListener) signal.addEventListener('abort', () => sent[NO](aborted()))
  else signal.onabort = () => sent[NO](aborted())
}
function dressed(how, given, sent) {
  const input = how.prepare === null ? given : how.prepare(given)
  if (typeof input.then === 'function') input.then((ready) => out(how, ready, sent)).catch(sent[NO])
  else if (sent[TRIES] > 0 || !texts(how, input, sent)) out(how, input, sent)
}
function out(how, input, sent) {
  const tries = sent[TRIES]
  const asked = tries === 0 ? (how.form ??= form(how.what, '')) : ((how.tried ??= [])[tries] ??= form(how.what, '', tries))
  ask(asked, sent, stringify(plain(input) ? input : outward(input)))
}
/** Many inputs are a few texts: these go out as they are, unless their names change all the time. */
function texts(how, input, sent) {
  const names = keys(input)
  const { length } = names
  if (length === 0 || length > 4 || protoOf(input) !== ObjectPrototype) return false
  const { shape } = how
  let same = shape.length === length
  for (let i = 0; i < length; i++) {
    const name = names[i]
    if (typeof input[name] !== 'string') return false
    if (name !== shape[i]) same = false
  }
  if (!same && !shaped(how, names)) return false
  if (length === 1) ask(how.textForm, sent, input[names[0]])
  else if (length === 2) ask(how.textForm, sent, input[names[0]], input[names[1]])
  else ask(how.textForm, sent, input[names[0]], input[names[1]], input[names[2]], length === 3 ? '' : input[names[3]])
  return true
}
const MOST_SHAPES = 8
function shaped(how, names) {
  const all = names.join('\n')
  if (all === '' || all.length > 200 || all.split('\n').length > names.length) return false
  const known = (how.shapes ??= new Map())
  if (!known.has(all)) {
    if (known.size >= MOST_SHAPES) return false
    known.set(all, form(how.what, all))
  }
  how.shape = names
  how.textForm = known.get(all)
  return true
}
/** Most inputs are texts and numbers: JSON as they are. */
function plain(value) {
  for (const key in value) {
    const one = value[key]
    if (typeof one === 'object' ? one !== null && (protoOf(one) !== ObjectPrototype && !Array.isArray(one) || !plain(one)) : typeof one === 'bigint') return false
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
    commands[name] = all[label] = commandClass(label)
    commands[name].operation = name
    commands[name].how = { what: `${service}.${name}`, service, finish: null, prepare: null, shape: [], textForm: 0, shapes: undefined, form: undefined, tried: undefined, ...operations[name] }
  }
  const Whole = { [client]: class extends Own {} }[client]
  for (const name of Object.keys(operations)) {
    define(Whole.prototype, name[0].toLowerCase() + name.slice(1), function (input, options, callback) {
      return this.send(new commands[name](input), options, callback)
    })
  }
  Object.assign(all, { [`${client}Client`]: Own, [client]: Whole, $Command: Command }, extra)
  // What AWS has and the playground has not fails when it is used, not when it is imported.
  return new Proxy(all, {
    get: (target, name) => (name in target || typeof name !== 'string' ? target[name] : name.endsWith('Command') ? missing(name, commands) : /^(?:waitUntil|waitFor|paginate)[A-Z]/.test(name) ? () => { throw notHere(`${name} is not in this playground`, commands) } : undefined),
  })
}
/** Not by `extends`: a constructor that only hands on takes as long as the rest of it. */
function commandClass(label) {
  const Kind = { [label]: class {
    constructor(input) {
      this.input = input ?? {}
    }
  } }[label]
  Object.setPrototypeOf(Kind.prototype, Command.prototype)
  return Object.setPrototypeOf(Kind, Command)
}
const missing = (name, commands) => ({ [name]: class {
  constructor() {
    throw notHere(`${name} is not in this playground`, commands)
  }
} })[name]

/** Pages through a listing until no token comes back; `size` is what says how many a page has. */
const pages = (Kind, from, to, size) => async function* paginate(setup, input, ...rest) {
  let token = setup.startingToken
  do {
    const page = await setup.client.send(new Kind({ ...input, ...(token === undefined ? {} : { [from]: token }), ...(setup.pageSize === undefined ? {} : { [size]: setup.pageSize }) }), ...rest)
    yield page
    token = page[to]
  } while (token !== undefined)
}

/**
 * Asks again and again until it is so. `look` gives 'SUCCESS', 'RETRY' or 'FAILURE' for an output or an error; the wait between two
 * looks grows from least to most seconds, as the SDK's does without its chance.
 */
const waiter = (Kind, look, least = 5, most = 120) => async ({ client, maxWaitTime, minDelay = least, maxDelay = most, abortSignal }, input) => {
  if (!(maxWaitTime > 0)) throw new Error('WaiterConfiguration.maxWaitTime must be greater than 0')
  const until = Date.now() + maxWaitTime * 1000
  for (let delay = minDelay; ; delay = Math.min(delay * 2, maxDelay)) {
    const [state, reason] = await client.send(new Kind(input), { abortSignal }).then((output) => [look(output), output], (error) => [look(undefined, error), error])
    if (state === 'SUCCESS') return { state, reason }
    if (state === 'FAILURE') throw Object.assign(new Error(JSON.stringify({ state, reason: reason?.name })), { name: 'Error' })
    if (Date.now() + delay * 1000 > until) throw Object.assign(new Error(JSON.stringify({ state: 'TIMEOUT', reason: 'Waiter has timed out' })), { name: 'TimeoutError' })
    await new Promise((done) => setTimeout(done, delay * 1000))
  }
}

Object.assign(exports, { waiter, Client, Command, ServiceException, clientModule, pages, inward, outward, base64, bytes, config })
