// @ts-nocheck
/** node:events. */
class EventEmitter {
  /** Made when it is first needed: the constructor may never have run. */
  _lists() {
    if (!Object.hasOwn(this, '_events')) Object.defineProperty(this, '_events', { value: new Map(), writable: true, configurable: true, enumerable: false })
    return this._events
  }
  _add(name, listener, once, first) {
    if (typeof listener !== 'function') throw Object.assign(new TypeError(`The "listener" argument must be of type function. Received ${listener === null ? 'null' : typeof listener}`), { code: 'ERR_INVALID_ARG_TYPE' })
    const lists = this._lists()
    if (lists.has('newListener')) this.emit('newListener', name, listener)
    const list = lists.get(name) ?? []
    lists.set(name, first ? [{ listener, once }, ...list] : [...list, { listener, once }])
    return this
  }
  on(name, listener) {
    return this._add(name, listener, false, false)
  }
  addListener(name, listener) {
    return this._add(name, listener, false, false)
  }
  once(name, listener) {
    return this._add(name, listener, true, false)
  }
  prependListener(name, listener) {
    return this._add(name, listener, false, true)
  }
  prependOnceListener(name, listener) {
    return this._add(name, listener, true, true)
  }
  off(name, listener) {
    const list = this._lists().get(name) ?? []
    const at = list.findLastIndex((one) => one.listener === listener)
    if (at >= 0) {
      if (list.length === 1) this._lists().delete(name)
      else this._lists().set(name, list.toSpliced(at, 1))
      if (this._lists().has('removeListener')) this.emit('removeListener', name, listener)
    }
    return this
  }
  removeListener(name, listener) {
    return this.off(name, listener)
  }
  removeAllListeners(name) {
    if (name === undefined) this._lists().clear()
    else this._lists().delete(name)
    return this
  }
  emit(name, ...args) {
    const list = this._lists().get(name)
    if (!list) {
      if (name !== 'error') return false
      throw args[0] instanceof Error ? args[0] : Object.assign(new Error(`Unhandled error. (${part('inspect').inspect(args[0])})`), { code: 'ERR_UNHANDLED_ERROR', context: args[0] })
    }
    for (const one of list) {
      if (one.once) this.off(name, one.listener)
      one.listener.apply(this, args)
    }
    return true
  }
  listeners(name) {
    return (this._lists().get(name) ?? []).map((one) => one.listener)
  }
  rawListeners(name) {
    return this.listeners(name)
  }
  listenerCount(name) {
    return (this._lists().get(name) ?? []).length
  }
  eventNames() {
    return [...this._lists().keys()]
  }
  setMaxListeners() {
    return this
  }
  getMaxListeners() {
    return 10
  }
}
/** Old code calls it on an object of its own (`EventEmitter.call(this)`), which a class does not allow. */
function Emitter() {}
Emitter.prototype = EventEmitter.prototype
Object.defineProperty(EventEmitter.prototype, 'constructor', { value: Emitter, writable: true, configurable: true })
Object.defineProperty(Emitter, 'name', { value: 'EventEmitter' })

const once = (from, name) => new Promise((resolve, reject) => {
  if (from.addEventListener) return from.addEventListener(name, (event) => resolve([event]), { once: true })
  const failed = (error) => {
    from.off(name, done)
    reject(error)
  }
  const done = (...args) => {
    from.off('error', failed)
    resolve(args)
  }
  from.once(name, done)
  if (name !== 'error') from.once('error', failed)
})
async function* on(from, name) {
  const came = []
  let wake
  from.on(name, (...args) => {
    came.push(args)
    wake?.()
  })
  for (;;) {
    while (came.length > 0) yield came.shift()
    await new Promise((done) => (wake = done))
  }
}

module.exports = Object.assign(Emitter, { EventEmitter: Emitter, once, on, defaultMaxListeners: 10, errorMonitor: Symbol('events.errorMonitor'), captureRejectionSymbol: Symbol.for('nodejs.rejection'), listenerCount: (from, name) => from.listenerCount(name), setMaxListeners() {} })
