// @ts-nocheck
/** Events and their cancelling, as the standard has them. */
class Event {
  constructor(type, options = {}) {
    this.type = String(type)
    this.bubbles = !!options.bubbles
    this.cancelable = !!options.cancelable
    this.composed = !!options.composed
    this.defaultPrevented = false
    this.target = this.currentTarget = null
    this.timeStamp = performance.now()
  }
  preventDefault() {
    if (this.cancelable) this.defaultPrevented = true
  }
  stopPropagation() {}
  stopImmediatePropagation() {
    this.stopped = true
  }
  composedPath() {
    return this.target ? [this.target] : []
  }
}
class CustomEvent extends Event {
  constructor(type, options = {}) {
    super(type, options)
    this.detail = options.detail ?? null
  }
}
class EventTarget {
  #listeners = new Map()
  addEventListener(type, listener, options) {
    if (listener === null || listener === undefined) return
    const once = typeof options === 'object' && options !== null && !!options.once
    const list = this.#listeners.get(type) ?? []
    if (list.some((one) => one.listener === listener)) return
    this.#listeners.set(type, [...list, { listener, once }])
    options?.signal?.addEventListener?.('abort', () => this.removeEventListener(type, listener), { once: true })
  }
  removeEventListener(type, listener) {
    this.#listeners.set(type, (this.#listeners.get(type) ?? []).filter((one) => one.listener !== listener))
  }
  dispatchEvent(event) {
    event.target = event.currentTarget = this
    for (const one of this.#listeners.get(event.type) ?? []) {
      if (one.once) this.removeEventListener(event.type, one.listener)
      core.guarded(typeof one.listener === 'function' ? (it) => one.listener.call(this, it) : (it) => one.listener.handleEvent(it), [event])
      if (event.stopped) break
    }
    const own = this[`on${event.type}`]
    if (typeof own === 'function') core.guarded((it) => own.call(this, it), [event])
    return !event.defaultPrevented
  }
}
const making = Symbol('making')
const abort = Symbol('abort')
class AbortSignal extends EventTarget {
  #aborted = false
  #reason
  onabort = null
  constructor(how) {
    super()
    if (how !== making) throw new TypeError('Illegal constructor')
  }
  static abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
    const signal = new AbortSignal(making)
    signal[abort](reason)
    return signal
  }
  static timeout(ms) {
    const signal = new AbortSignal(making)
    setTimeout(() => signal[abort](new DOMException('The operation was aborted due to timeout', 'TimeoutError')), ms).unref()
    return signal
  }
  static any(signals) {
    const signal = new AbortSignal(making)
    for (const one of signals) {
      if (one.aborted) {
        signal[abort](one.reason)
        break
      }
      one.addEventListener('abort', () => signal[abort](one.reason), { once: true })
    }
    return signal
  }
  get aborted() {
    return this.#aborted
  }
  get reason() {
    return this.#reason
  }
  throwIfAborted() {
    if (this.#aborted) throw this.#reason
  }
  [abort](reason) {
    if (this.#aborted) return
    this.#aborted = true
    this.#reason = reason
    this.dispatchEvent(new Event('abort'))
  }
}
class AbortController {
  #signal = new AbortSignal(making)
  get signal() {
    return this.#signal
  }
  abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
    this.#signal[abort](reason)
  }
}

Object.assign(exports, { Event, CustomEvent, EventTarget, AbortController, AbortSignal })
