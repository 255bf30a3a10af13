// @ts-nocheck
/** The smaller modules of Node, by name. */
const { inspect } = part('inspect')
const { isDeepStrictEqual } = part('node-util')
const lazy = (make) => {
  let made
  return () => (made ??= make())
}
const all = {
  os: lazy(() => ({
    EOL: '\n', platform: () => 'linux', type: () => 'Linux', arch: () => 'x64', release: () => '5.10.245-268.970.amzn2.x86_64', hostname: () => '169.254.100.6', tmpdir: () => '/tmp', homedir: () => '/home/sbx_user1051',
    endianness: () => 'LE', uptime: () => process.uptime(), totalmem: () => Number(core.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? 128) * 1048576, freemem: () => process.availableMemory(), loadavg: () => [0, 0, 0],
    cpus: () => Array.from({ length: Number(core.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? 128) > 3008 ? 3 : 2 }, () => ({ model: 'Intel(R) Xeon(R) Processor @ 2.50GHz', speed: 2500, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } })),
    availableParallelism: () => 2, networkInterfaces: () => ({}), userInfo: () => ({ uid: 993, gid: 990, username: 'sbx_user1051', homedir: '/home/sbx_user1051', shell: null }), version: () => '#1 SMP', machine: () => 'x86_64', constants: { signals: {}, errno: {} },
  })),
  assert: lazy(() => {
    class AssertionError extends Error {
      constructor({ message, actual, expected, operator }) {
        super(message ?? `Expected values to be ${operator}:\n\n${inspect(actual)} !== ${inspect(expected)}`)
        Object.assign(this, { code: 'ERR_ASSERTION', actual, expected, operator, generatedMessage: message === undefined })
        core.define(this, 'name', 'AssertionError')
      }
    }
    const check = (ok, actual, expected, operator, message) => {
      if (ok) return
      throw message instanceof Error ? message : new AssertionError({ message, actual, expected, operator })
    }
    const assert = (value, message) => check(value, value, true, '==', message ?? 'The expression evaluated to a falsy value')
    const caught = (fn) => {
      try {
        fn()
      } catch (error) {
        return { error }
      }
    }
    const fits = (error, expected) => !expected || (expected instanceof RegExp ? expected.test(String(error)) : typeof expected === 'function' ? (expected.prototype instanceof Error || expected === Error ? error instanceof expected : expected(error) === true) : Object.keys(expected).every((key) => (expected[key] instanceof RegExp ? expected[key].test(error[key]) : isDeepStrictEqual(error[key], expected[key]))))
    Object.assign(assert, {
      AssertionError, ok: assert,
      // biome-ignore lint/suspicious/noDoubleEquals: that is what it promises
      equal: (a, b, message) => check(a == b || (a !== a && b !== b), a, b, '==', message),
      // biome-ignore lint/suspicious/noDoubleEquals: the same
      notEqual: (a, b, message) => check(a != b, a, b, '!=', message),
      strictEqual: (a, b, message) => check(Object.is(a, b), a, b, 'strictEqual', message),
      notStrictEqual: (a, b, message) => check(!Object.is(a, b), a, b, 'notStrictEqual', message),
      deepEqual: (a, b, message) => check(isDeepStrictEqual(a, b), a, b, 'deepEqual', message),
      deepStrictEqual: (a, b, message) => check(isDeepStrictEqual(a, b), a, b, 'deepStrictEqual', message),
      notDeepStrictEqual: (a, b, message) => check(!isDeepStrictEqual(a, b), a, b, 'notDeepStrictEqual', message),
      match: (text, pattern, message) => check(pattern.test(text), text, pattern, 'match', message),
      doesNotMatch: (text, pattern, message) => check(!pattern.test(text), text, pattern, 'doesNotMatch', message),
      throws: (fn, expected, message) => {
        const got = caught(fn)
        check(got && fits(got.error, expected), got?.error, expected, 'throws', message ?? (got ? undefined : 'Missing expected exception.'))
      },
      doesNotThrow: (fn, message) => check(!caught(fn), undefined, undefined, 'doesNotThrow', message),
      rejects: async (what, expected, message) => {
        try {
          await (typeof what === 'function' ? what() : what)
        } catch (error) {
          return check(fits(error, expected), error, expected, 'rejects', message)
        }
        check(false, undefined, expected, 'rejects', message ?? 'Missing expected rejection.')
      },
      fail: (message = 'Failed') => check(false, undefined, undefined, 'fail', message),
      ifError: (error) => {
        if (error !== null && error !== undefined) throw error
      },
    })
    assert.strict = assert
    return assert
  }),
  timers: lazy(() => ({ setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate, promises: all['timers/promises']() })),
  'timers/promises': lazy(() => {
    const wait = (ms, value, options) => new Promise((resolve, reject) => {
      const stop = () => reject(Object.assign(new Error('The operation was aborted'), { name: 'AbortError', code: 'ABORT_ERR' }))
      if (options?.signal?.aborted) return stop()
      const timer = setTimeout(() => resolve(value), ms)
      options?.signal?.addEventListener('abort', () => {
        clearTimeout(timer)
        stop()
      })
    })
    return {
      setTimeout: wait, setImmediate: (value) => new Promise((done) => setImmediate(() => done(value))), scheduler: { wait, yield: () => new Promise((done) => setImmediate(done)) },
      async *setInterval(ms, value) {
        for (;;) {
          await wait(ms)
          yield value
        }
      },
    }
  }),
  async_hooks: lazy(() => {
    /** One invocation runs at a time: the store stays until what was run with it has settled. */
    class AsyncLocalStorage {
      #store
      run(store, fn, ...args) {
        const before = this.#store
        this.#store = store
        const back = () => {
          this.#store = before
        }
        let result
        try {
          result = fn(...args)
        } catch (error) {
          back()
          throw error
        }
        if (typeof result?.then === 'function') result.then(back, back)
        else back()
        return result
      }
      exit(fn, ...args) {
        return this.run(undefined, fn, ...args)
      }
      enterWith(store) {
        this.#store = store
      }
      getStore() {
        return this.#store
      }
      disable() {
        this.#store = undefined
      }
      static bind(fn) {
        return fn
      }
      static snapshot() {
        return (fn, ...args) => fn(...args)
      }
    }
    class AsyncResource {
      constructor(type) {
        this.type = type
      }
      static bind(fn) {
        return fn
      }
      runInAsyncScope(fn, self, ...args) {
        return fn.apply(self, args)
      }
      bind(fn) {
        return fn
      }
      emitDestroy() {}
      asyncId() {
        return 1
      }
    }
    return { AsyncLocalStorage, AsyncResource, executionAsyncId: () => 1, triggerAsyncId: () => 0, createHook: () => ({ enable() {}, disable() {} }) }
  }),
  querystring: lazy(() => {
    const parse = (text) => {
      const out = Object.create(null)
      for (const [key, value] of new URLSearchParams(text)) out[key] = key in out ? [out[key], value].flat() : value
      return out
    }
    const stringify = (from) => Object.entries(from ?? {}).flatMap(([key, value]) => [value].flat().map((one) => `${encodeURIComponent(key)}=${encodeURIComponent(one ?? '')}`)).join('&')
    return { parse, decode: parse, stringify, encode: stringify, escape: encodeURIComponent, unescape: decodeURIComponent }
  }),
  string_decoder: lazy(() => ({
    StringDecoder: class StringDecoder {
      constructor(encoding = 'utf8') {
        this.encoding = encoding
        this.decoder = new TextDecoder(/utf-?8/i.test(encoding) ? 'utf-8' : 'latin1')
      }
      write(bytes) {
        return this.decoder.decode(bytes, { stream: true })
      }
      end(bytes) {
        return this.decoder.decode(bytes)
      }
    },
  })),
  perf_hooks: lazy(() => ({ performance, PerformanceObserver: part('performance').PerformanceObserver, monitorEventLoopDelay: () => ({ enable() {}, disable() {}, mean: 0, max: 0, min: 0, percentile: () => 0 }), constants: {} })),
  module: lazy(() => {
    const createRequire = (from) => part('load').requireFrom(String(from).replace(/^file:\/\//, ''))
    return { createRequire, builtinModules: ['assert', 'buffer', 'crypto', 'events', 'fs', 'http', 'https', 'os', 'path', 'process', 'querystring', 'stream', 'timers', 'url', 'util', 'zlib'], isBuiltin: (name) => String(name).startsWith('node:') }
  }),
  worker_threads: lazy(() => ({
    isMainThread: true, parentPort: null, workerData: null, threadId: 0,
    Worker: class Worker {
      constructor() {
        throw Object.assign(new Error('worker_threads.Worker is not in this playground.'), { name: 'NotImplementedInPlayground' })
      }
    },
  })),
  diagnostics_channel: lazy(() => {
    const channel = (name) => ({ name, hasSubscribers: false, publish() {}, subscribe() {}, unsubscribe() {}, runStores: (_data, fn, self, ...args) => fn.apply(self, args) })
    return { channel, hasSubscribers: () => false, subscribe() {}, unsubscribe() {}, tracingChannel: (name) => ({ start: channel(name), end: channel(name), asyncStart: channel(name), asyncEnd: channel(name), error: channel(name), traceSync: (fn, _data, self, ...args) => fn.apply(self, args), tracePromise: (fn, _data, self, ...args) => fn.apply(self, args) }) }
  }),
  constants: lazy(() => ({})),
  http: lazy(() => http('http:')),
  https: lazy(() => http('https:')),
  zlib: lazy(() => part('zlib')),
}

/** The old interface to HTTP, over fetch. */
function http(protocol) {
  const EventEmitter = part('node-events')
  const { Readable } = part('node-stream')
  const request = (...args) => {
    const back = args.find((one) => typeof one === 'function')
    const options = Object.assign({}, ...args.map((one) => (typeof one === 'string' || one instanceof URL ? { href: String(one) } : typeof one === 'object' ? one : {})))
    const url = options.href ?? `${options.protocol ?? protocol}//${options.hostname ?? options.host ?? 'localhost'}${options.port ? `:${options.port}` : ''}${options.path ?? '/'}`
    const headers = { ...options.headers }
    const sent = []
    const wish = new EventEmitter()
    const controller = new AbortController()
    if (back) wish.once('response', back)
    Object.assign(wish, {
      setHeader: (name, value) => {
        headers[name] = value
      },
      getHeader: (name) => headers[name], removeHeader: (name) => delete headers[name], setTimeout: (ms, fn) => (fn && setTimeout(() => fn(), ms).unref(), wish), setNoDelay() {}, setSocketKeepAlive() {}, flushHeaders() {},
      write: (chunk) => sent.push(Buffer.from(chunk)) > 0,
      destroy: (error) => {
        controller.abort(error)
        if (error) core.nextTick(() => wish.emit('error', error))
        return wish
      },
      end: (chunk) => {
        if (chunk !== undefined && typeof chunk !== 'function') sent.push(Buffer.from(chunk))
        const method = options.method ?? 'GET'
        fetch(url, { method, headers, signal: controller.signal, ...(sent.length > 0 && !/^(?:GET|HEAD)$/i.test(method) ? { body: Buffer.concat(sent) } : {}) }).then(async (response) => {
          const came = Readable.from([Buffer.from(await response.arrayBuffer())])
          Object.assign(came, { statusCode: response.status, statusMessage: response.statusText, headers: Object.fromEntries(response.headers), httpVersion: '1.1' })
          wish.emit('response', came)
        }).catch((error) => wish.emit('error', error.cause ?? error))
        return wish
      },
    })
    wish.abort = wish.destroy
    return wish
  }
  class Agent {
    constructor(options) {
      this.options = options
    }
    destroy() {}
  }
  return { request, get: (...args) => request(...args).end(), Agent, globalAgent: new Agent(), METHODS: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'], STATUS_CODES: { 200: 'OK', 201: 'Created', 202: 'Accepted', 204: 'No Content', 301: 'Moved Permanently', 302: 'Found', 304: 'Not Modified', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 409: 'Conflict', 422: 'Unprocessable Entity', 429: 'Too Many Requests', 500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout' },
    createServer: () => {
      throw Object.assign(new Error('A function listens to nobody: it is invoked.'), { name: 'NotImplementedInPlayground' })
    } }
}

for (const name of Object.keys(all)) Object.defineProperty(exports, name, { enumerable: true, get: all[name] })
