// @ts-nocheck
/** Streams of the web, as far as handlers meet them: one that is read, by a reader or in a loop, and one that is written. */
class ReadableStream {
  #chunks = []
  #waiting = []
  #closed = false
  #failed
  #source
  #pulling = false
  #locked = false
  constructor(source = {}) {
    this.#source = source
    const started = source.start?.(this.#controller())
    if (typeof started?.then === 'function') started.then(() => this.#pull(), (error) => this.#fail(error))
  }
  #controller() {
    const self = this
    return {
      get desiredSize() {
        return self.#closed ? 0 : 1 - self.#chunks.length
      },
      enqueue: (chunk) => {
        if (self.#closed) throw Object.assign(new TypeError('Invalid state: Controller is already closed'), { code: 'ERR_INVALID_STATE' })
        const waiting = self.#waiting.shift()
        if (waiting) waiting.resolve({ done: false, value: chunk })
        else self.#chunks.push(chunk)
      },
      close: () => {
        self.#closed = true
        for (const waiting of self.#waiting.splice(0)) waiting.resolve({ done: true, value: undefined })
      },
      error: (error) => self.#fail(error),
    }
  }
  #fail(error) {
    this.#failed = { error }
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error)
  }
  #pull() {
    if (this.#pulling || this.#closed || !this.#source.pull) return
    this.#pulling = true
    Promise.resolve(this.#source.pull(this.#controller())).then(() => {
      this.#pulling = false
      if (this.#waiting.length > 0) this.#pull()
    }, (error) => this.#fail(error))
  }
  #read() {
    if (this.#chunks.length > 0) return Promise.resolve({ done: false, value: this.#chunks.shift() })
    if (this.#failed) return Promise.reject(this.#failed.error)
    if (this.#closed) return Promise.resolve({ done: true, value: undefined })
    const read = Promise.withResolvers()
    this.#waiting.push(read)
    this.#pull()
    return read.promise
  }
  get locked() {
    return this.#locked
  }
  getReader() {
    if (this.#locked) throw Object.assign(new TypeError('Invalid state: ReadableStream is locked'), { code: 'ERR_INVALID_STATE' })
    this.#locked = true
    return {
      closed: Promise.resolve(), read: () => this.#read(), cancel: (reason) => this.cancel(reason),
      releaseLock: () => {
        this.#locked = false
      },
    }
  }
  async cancel(reason) {
    this.#closed = true
    this.#chunks.length = 0
    await this.#source.cancel?.(reason)
  }
  async *[Symbol.asyncIterator]() {
    for (;;) {
      const { done, value } = await this.#read()
      if (done) return
      yield value
    }
  }
  values() {
    return this[Symbol.asyncIterator]()
  }
  async pipeTo(writable) {
    const writer = writable.getWriter()
    for await (const chunk of this) await writer.write(chunk)
    await writer.close()
  }
  pipeThrough({ writable, readable }) {
    this.pipeTo(writable)
    return readable
  }
  tee() {
    const ends = [[], []].map(() => {
      let controller
      const stream = new ReadableStream({ start: (one) => (controller = one) && undefined })
      return { stream, controller: () => controller }
    })
    ;(async () => {
      for await (const chunk of this) for (const end of ends) end.controller().enqueue(chunk)
      for (const end of ends) end.controller().close()
    })()
    return ends.map((end) => end.stream)
  }
  static from(iterable) {
    const iterator = iterable[Symbol.asyncIterator]?.() ?? iterable[Symbol.iterator]()
    return new ReadableStream({
      async pull(controller) {
        const { done, value } = await iterator.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
    })
  }
}

class WritableStream {
  #sink
  constructor(sink = {}) {
    this.#sink = sink
    sink.start?.({ error() {} })
  }
  getWriter() {
    return { ready: Promise.resolve(), closed: Promise.resolve(), write: async (chunk) => this.#sink.write?.(chunk, { error() {} }), close: async () => this.#sink.close?.(), abort: async (reason) => this.#sink.abort?.(reason), releaseLock() {} }
  }
  async close() {
    await this.#sink.close?.()
  }
}

class TransformStream {
  constructor(transformer = {}) {
    let out
    this.readable = new ReadableStream({
      start: (controller) => {
        out = controller
      },
    })
    const controller = { enqueue: (chunk) => out.enqueue(chunk), terminate: () => out.close(), error: (error) => out.error(error) }
    this.writable = new WritableStream({
      write: async (chunk) => (transformer.transform ? transformer.transform(chunk, controller) : out.enqueue(chunk)),
      close: async () => {
        await transformer.flush?.(controller)
        out.close()
      },
    })
  }
}
Object.assign(exports, { ReadableStream, WritableStream, TransformStream })
