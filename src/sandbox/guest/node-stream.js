// @ts-nocheck
/** node:stream, as far as handlers go: sources, sinks, what lies between, and pipelines of them. */
const EventEmitter = part('node-events')
const { nextTick } = core

class Stream extends EventEmitter {
  constructor(options = {}) {
    super()
    this.destroyed = false
    if (options.destroy) this._destroy = options.destroy
  }
  destroy(error) {
    if (this.destroyed) return this
    this.destroyed = true
    nextTick(() => {
      if (error) this.emit('error', error)
      this.emit('close')
    })
    return this
  }
}
const readable = {
  startReading(options) {
    Object.assign(this, { came: [], ended: false, flowing: null, readable: true, readableEnded: false, readableObjectMode: !!(options.objectMode || options.readableObjectMode), asked: false })
    if (options.read) this._read = options.read
    if (options.encoding) this.encoding = options.encoding
  },
  push(chunk, encoding) {
    this.asked = false
    if (chunk === null) this.ended = true
    else this.came.push(!this.readableObjectMode && typeof chunk === 'string' && !this.encoding ? Buffer.from(chunk, encoding) : this.encoding && typeof chunk !== 'string' ? Buffer.from(chunk).toString(this.encoding) : chunk)
    if (this.flowing) nextTick(() => this.flow())
    else if (this.listenerCount('readable') > 0) nextTick(() => this.emit('readable'))
    return this.came.length < 16
  },
  read() {
    if (this.came.length === 0) {
      this.ask()
      if (this.came.length === 0) {
        this.over()
        return null
      }
    }
    return this.readableObjectMode ? this.came.shift() : this.encoding ? this.came.splice(0).join('') : Buffer.concat(this.came.splice(0))
  },
  ask() {
    if (!this.ended && !this.asked && this._read) {
      this.asked = true
      this._read(16384)
    }
  },
  over() {
    if (!this.ended || this.readableEnded || this.came.length > 0) return
    this.readableEnded = true
    this.readable = false
    nextTick(() => {
      this.emit('end')
      if (!this.writable) this.emit('close')
    })
  },
  flow() {
    while (this.flowing && !this.destroyed) {
      if (this.came.length === 0) this.ask()
      if (this.came.length === 0) break
      this.emit('data', this.came.shift())
    }
    if (this.flowing) this.over()
  },
  on(name, fn) {
    EventEmitter.prototype.on.call(this, name, fn)
    if (name === 'data' && this.flowing !== false) this.resume()
    return this
  },
  resume() {
    this.flowing = true
    nextTick(() => this.flow())
    return this
  },
  pause() {
    this.flowing = false
    return this
  },
  setEncoding(encoding) {
    this.encoding = encoding
    return this
  },
  pipe(to, options) {
    this.on('data', (chunk) => {
      if (to.write(chunk) === false) {
        this.pause()
        to.once('drain', () => this.resume())
      }
    })
    if (options?.end !== false) this.once('end', () => to.end())
    to.emit('pipe', this)
    return to
  },
  unpipe() {
    return this.pause()
  },
  async *[Symbol.asyncIterator]() {
    let failure
    let wake
    this.on('error', (error) => {
      failure = error
      wake?.()
    })
    this.once('end', () => wake?.())
    this.on('readable', () => wake?.())
    for (;;) {
      if (failure) throw failure
      const chunk = this.came.length > 0 ? this.came.shift() : undefined
      if (chunk !== undefined) {
        yield chunk
        continue
      }
      if (this.ended || this.destroyed) {
        this.over()
        return
      }
      this.ask()
      if (this.came.length === 0 && !this.ended && !failure) await new Promise((done) => (wake = done))
    }
  },
}
class Readable extends Stream {
  constructor(options = {}) {
    super(options)
    this.startReading(options)
  }
  static from(source, options = {}) {
    const made = new Readable({ objectMode: true, ...options })
    const pieces = typeof source === 'string' || source instanceof Uint8Array ? [source][Symbol.iterator]() : (source[Symbol.asyncIterator] ?? source[Symbol.iterator]).call(source)
    made._read = async () => {
      try {
        const { value, done } = await pieces.next()
        made.push(done ? null : await value)
      } catch (error) {
        made.destroy(error)
      }
    }
    return made
  }
  static toWeb(from) {
    return from
  }
  static fromWeb(from) {
    return Readable.from(from)
  }
  async toArray() {
    const out = []
    for await (const one of this) out.push(one)
    return out
  }
}
const writable = {
  startWriting(options) {
    Object.assign(this, { waits: [], busy: false, ending: false, writable: true, writableEnded: false, writableFinished: false, objectMode: !!(options.objectMode || options.writableObjectMode), decodes: options.decodeStrings !== false })
    if (options.write) this._write = options.write
    if (options.final) this._final = options.final
  },
  write(chunk, encoding, done) {
    const back = typeof encoding === 'function' ? encoding : done
    if (this.writableEnded) {
      const error = Object.assign(new Error('write after end'), { code: 'ERR_STREAM_WRITE_AFTER_END' })
      nextTick(() => this.emit('error', error))
      back?.(error)
      return false
    }
    this.waits.push({ chunk: typeof chunk === 'string' && !this.objectMode && this.decodes ? Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8') : chunk, encoding, back })
    this.work()
    return this.waits.length < 16
  },
  work() {
    if (this.busy || this.destroyed) return
    const next = this.waits.shift()
    if (!next) {
      if (this.ending && !this.writableFinished) this.close()
      return
    }
    this.busy = true
    this._write(next.chunk, next.encoding ?? 'buffer', (error) => {
      this.busy = false
      next.back?.(error)
      if (error) return this.destroy(error)
      if (this.waits.length === 0 && !this.ending) nextTick(() => this.emit('drain'))
      this.work()
    })
  },
  close() {
    this.ending = false
    const finish = (error) => {
      if (error) return this.destroy(error)
      this.writableFinished = true
      this.writable = false
      nextTick(() => {
        this.emit('finish')
        if (!this.startReading || this.readableEnded) this.emit('close')
      })
    }
    if (this._final) this._final(finish)
    else finish()
  },
  end(chunk, encoding, done) {
    const back = [chunk, encoding, done].find((one) => typeof one === 'function')
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') this.write(chunk, encoding)
    if (back) this.once('finish', back)
    this.writableEnded = true
    this.ending = true
    this.work()
    return this
  },
  cork() {}, uncork() {}, setDefaultEncoding() {
    return this
  },
}
class Writable extends Stream {
  constructor(options = {}) {
    super(options)
    this.startWriting(options)
  }
}
const mix = (Kind, ...from) => {
  for (const one of from) for (const key of Reflect.ownKeys(one)) Object.defineProperty(Kind.prototype, key, { value: one[key], writable: true, configurable: true, enumerable: false })
}
mix(Readable, readable)
mix(Writable, writable)
class Duplex extends Stream {
  constructor(options = {}) {
    super(options)
    this.startReading(options)
    this.startWriting(options)
  }
}
mix(Duplex, readable, writable)
class Transform extends Duplex {
  constructor(options = {}) {
    super(options)
    if (options.transform) this._transform = options.transform
    if (options.flush) this._flush = options.flush
  }
  _write(chunk, encoding, done) {
    this._transform(chunk, encoding, (error, out) => {
      if (out !== undefined && out !== null) this.push(out)
      done(error)
    })
  }
  _final(done) {
    const end = (error, out) => {
      if (out !== undefined && out !== null) this.push(out)
      this.push(null)
      done(error)
    }
    if (this._flush) this._flush(end)
    else end()
  }
}
class PassThrough extends Transform {
  _transform(chunk, _encoding, done) {
    done(null, chunk)
  }
}
function finished(stream, options, back) {
  const done = typeof options === 'function' ? options : back
  let over = false
  const once = (error) => {
    if (over) return
    over = true
    done(error)
  }
  stream.on('error', once)
  stream.on(stream.writable !== undefined && stream.write ? 'finish' : 'end', () => once())
  return () => {
    over = true
  }
}
function pipeline(...all) {
  const back = typeof all.at(-1) === 'function' && all.length > 1 && !all.at(-1).prototype?.pipe && all.at(-1).constructor.name !== 'AsyncGeneratorFunction' ? all.pop() : () => {}
  const streams = all.flat().map((one, i) => (i === 0 && typeof one.pipe !== 'function' ? Readable.from(typeof one === 'function' ? one() : one) : one))
  let over = false
  const done = (error) => {
    if (over) return
    over = true
    if (error) for (const one of streams) one.destroy?.()
    back(error)
  }
  let last = streams[0]
  for (const one of streams.slice(1)) last = typeof one === 'function' ? Readable.from(one(last)) : last.pipe(one)
  for (const one of streams) one.on?.('error', done)
  last.on(last.write ? 'finish' : 'end', () => done())
  return last
}
const promises = {
  pipeline: (...all) => new Promise((resolve, reject) => pipeline(...all.filter((one) => typeof one === 'function' || typeof one.on === 'function' || one[Symbol.iterator] || one[Symbol.asyncIterator]), (error) => (error ? reject(error) : resolve()))),
  finished: (stream) => new Promise((resolve, reject) => finished(stream, (error) => (error ? reject(error) : resolve()))),
}

module.exports = Object.assign(Stream, { Stream, Readable, Writable, Duplex, Transform, PassThrough, pipeline, finished, promises })
