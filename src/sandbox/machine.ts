/**
 * One instance of quickjs.wasm, in which many environments live: each a runtime of its own with a heap of its own.
 *
 * This file knows memory and values, nothing of Lambda. Every number that comes out of the instance is checked before it
 * is used as a place: the engine itself may have been overrun. When it traps, the instance is not touched again.
 */
import { assert } from '../base/assert.ts'
import { type Hooks, Refusal, Waiting } from './hooks.ts'
import type { Clean, Image } from './image.ts'
import { bytesOf, decoder, encoder, textAt, writeShort } from './text.ts'
import type { Exports } from './wasm.ts'

const SCRATCH = 65_536
const MAX_ARGS = 8
const MOST_AHEAD = 33_554_432
const EDGE = 256

export class Machine {
  readonly x: Exports
  /** Set from outside before anything runs. */
  hooks: Hooks
  /** A place for short texts (its bytes are the paper), one for arguments, one for lengths. */
  private readonly scratch: number
  private readonly args: number
  /** Boxes that are never freed, for whole numbers. */
  private readonly small: number
  private readonly length: number
  private buffer: ArrayBuffer
  private bytes: Uint8Array
  private words: Uint32Array
  private paper: Uint8Array
  private readonly argList: number[] = []
  /** Environments that live here, and the most that ever did. */
  private living = 0
  private most = 0
  /** Bytes of the memory when room was last taken ahead. */
  private aheadOf = 0
  private last: Image | undefined
  /** The stack when nothing runs. */
  private readonly rest: number

  constructor(module: WebAssembly.Module, hooks: Hooks, image?: Image) {
    this.hooks = hooks
    const instance = new WebAssembly.Instance(module, this.imports())
    this.x = instance.exports as unknown as Exports
    this.buffer = this.x.memory.buffer
    this.bytes = this.paper = new Uint8Array(this.buffer)
    this.words = new Uint32Array(this.buffer)
    this.scratch = image?.scratch ?? 0
    if (image) {
      const missing = (image.memory.length - this.bytes.length) / 65_536
      if (missing > 0) this.x.memory.grow(missing)
      this.look()
      this.bytes.set(image.memory)
      this.x.__stack_pointer.value = image.stack
      this.rest = image.stack
      this.args = image.args
      this.small = image.args + MAX_ARGS * 4
      this.length = image.length
      this.last = image
      this.paper = this.bytes.subarray(this.scratch, this.scratch + SCRATCH)
      return
    }
    this.x._initialize()
    this.rest = this.x.__stack_pointer.value as number
    this.scratch = this.reserve(SCRATCH)
    // Boxes of numbers lie behind the list of arguments, each at a multiple of its size.
    this.args = this.reserve(MAX_ARGS * 12)
    this.small = this.args + MAX_ARGS * 4
    this.length = this.reserve(4)
    this.look()
    this.paper = this.bytes.subarray(this.scratch, this.scratch + SCRATCH)
  }

  /** Something in it runs, or ends: the last image is of the past. */
  touch(): void {
    this.last = undefined
  }

  /** A copy of everything inside; made between two turns, when nothing of it runs, and once for as long as nothing has. */
  image(): Image {
    return (this.last ??= this.copy())
  }

  private copy(): Image {
    this.look()
    return { memory: this.bytes.slice(), stack: this.x.__stack_pointer.value as number, scratch: this.scratch, args: this.args, length: this.length }
  }

  /**
   * What it is now, to become again in place, with so much room that what runs in between need not grow the memory. What
   * lies in that room is nobody's, so it is not kept: only what the allocator wrote at its edges.
   */
  cleanImage(room: number): Clean {
    const at = this.reserve(room)
    this.x.wasm_free(at)
    this.look()
    return { low: this.bytes.slice(0, at + EDGE), high: this.bytes.slice(at + room - EDGE), highAt: at + room - EDGE, stack: this.x.__stack_pointer.value as number }
  }

  become({ low, high, highAt, stack }: Clean): void {
    this.look()
    this.bytes.set(low)
    this.bytes.set(high, highAt)
    this.x.__stack_pointer.value = stack
    this.last = undefined
  }

  /**
   * Called once per environment: now and then room for the next ones is taken and given back at once, for many when there
   * are many. Memory grows seldom then: the browser counts each growth as so much new memory, and clears up.
   */
  makeRoom(bytesEach: number): void {
    // Where one has left, the next has room.
    if (++this.living <= this.most) return
    const at = this.most++
    const many = at < 40 ? 16 : 64
    if (at % many === (at < 40 ? 8 : 40)) this.x.wasm_free(this.reserve(bytesEach * many))
  }

  /** For a heap that grows fast: room is taken ahead in large pieces, because each time the memory grows takes long. */
  makeAhead(heapBytes: number): void {
    const size = this.x.memory.buffer.byteLength
    if (size === this.aheadOf) return
    const at = this.x.wasm_malloc(Math.min(MOST_AHEAD, heapBytes >>> 1))
    if (at !== 0) this.x.wasm_free(at)
    this.aheadOf = this.x.memory.buffer.byteLength
  }

  left(): void {
    this.living--
  }

  /** How deep the code has gone, in bytes of the engine's stack. */
  depth(): number {
    return this.rest - (this.x.__stack_pointer.value as number)
  }

  sizeBytes(): number {
    return this.x.memory.buffer.byteLength
  }

  word(at: number): number {
    this.look()
    assert(at > 0 && at + 4 <= this.bytes.length, 'a place lies in memory')
    return this.words[at >>> 2]!
  }

  putWord(at: number, value: number): void {
    this.look()
    assert(at > 0 && at + 4 <= this.bytes.length, 'a place lies in memory')
    this.words[at >>> 2] = value
  }

  /** A box with this text. */
  text(value: string): number {
    const { x } = this
    if (value.length * 3 < SCRATCH) {
      this.look()
      const plain = writeShort(value, this.bytes, this.scratch)
      return x.qjs_new_string(this.scratch, plain >= 0 ? plain : encoder.encodeInto(value, this.paper).written)
    }
    const place = this.put(encoder.encode(value))
    const box = x.qjs_new_string(place.at, place.length)
    x.wasm_free(place.at)
    return box
  }

  /** The text of a box; '' for what cannot be made a text. Never more than `most` bytes of it. */
  read(box: number, most = Number.MAX_SAFE_INTEGER): string {
    const { x } = this
    const at = x.qjs_get_string_len(box, this.length)
    if (at === 0) {
      x.qjs_free_value(x.qjs_get_exception())
      return ''
    }
    const length = this.word(this.length)
    assert(at + length <= this.bytes.length, 'a text lies in memory')
    const text = textAt(this.bytes, at, Math.min(length, most))
    x.qjs_free_cstring(at)
    return text
  }

  /** Bytes copied in, with a zero behind them; the caller frees the place. */
  put(content: Uint8Array): { readonly at: number; readonly length: number } {
    const at = this.reserve(content.length + 1)
    this.look()
    this.bytes.set(content, at)
    this.bytes[at + content.length] = 0
    return { at, length: content.length }
  }

  putText(value: string): { readonly at: number; readonly length: number } {
    return this.put(bytesOf(value))
  }

  get(at: number, length: number): Uint8Array {
    this.look()
    assert(at > 0 && at + length <= this.bytes.length, 'bytes lie in memory')
    return this.bytes.slice(at, at + length)
  }

  /** A whole number of 32 bits as the argument at that place; the box stays ours. */
  whole(i: number, value: number): number {
    this.look()
    const at = this.small + i * 8
    this.words[at >>> 2] = value
    this.words[(at >>> 2) + 1] = 0
    return at
  }

  /** The number of a box. */
  number(box: number): number {
    this.look()
    // Whole numbers lie there as they are; a tag of zero says so.
    return this.words[(box + 4) >>> 2] === 0 ? this.words[box >>> 2]! | 0 : this.x.qjs_get_float64(box)
  }

  /** Gives a box back, unless it is one of ours. */
  free(box: number): void {
    if (box < this.small || box >= this.small + MAX_ARGS * 8) this.x.qjs_free_value(box)
  }

  /** Calls a boxed function. 0 when it threw: the exception waits. */
  call(fn: number, boxes: readonly number[]): number {
    const { x } = this
    this.look()
    for (let i = 0; i < boxes.length; i++) this.words[(this.args >>> 2) + i] = boxes[i]!
    const self = x.qjs_get_undefined()
    const result = x.qjs_call(fn, self, boxes.length, this.args)
    x.qjs_free_value(self)
    if (x.qjs_is_exception(result) === 0) return result
    x.qjs_free_value(result)
    return 0
  }

  /** The exception that waits, as a box. */
  exception(): number {
    return this.x.qjs_get_exception()
  }

  /** Throws inside, from a hook. */
  raise(message: string, code?: string): 0 {
    const error = this.x.qjs_new_error()
    this.setText(error, 'message', message)
    this.setText(error, 'stack', `Error: ${message}`)
    if (code !== undefined) this.setText(error, 'code', code)
    this.x.qjs_throw(error)
    this.x.qjs_free_value(error)
    return 0
  }

  property(box: number, name: string): number {
    const { at } = this.putText(name)
    const value = this.x.qjs_get_prop_string(box, at)
    this.x.wasm_free(at)
    return value
  }

  private setText(box: number, name: string, to: string): void {
    const { at } = this.putText(name)
    const value = this.text(to)
    this.x.qjs_set_prop_string(box, at, value)
    this.x.qjs_free_value(value)
    this.x.wasm_free(at)
  }

  /** Runs source; 0 when it threw. */
  run(code: string, name: string, flags: number): number {
    const text = this.putText(code)
    const file = this.putText(name)
    const result = this.x.qjs_eval(text.at, text.length, file.at, flags)
    this.x.wasm_free(text.at)
    this.x.wasm_free(file.at)
    return this.unlessThrown(result)
  }

  /** Bytecode of a source; undefined when it threw. */
  compile(code: string, name: string, flags: number, strip: number): Uint8Array | undefined {
    const text = this.putText(code)
    const file = this.putText(name)
    const at = this.x.qjs_compile(text.at, text.length, file.at, flags, strip, this.length)
    this.x.wasm_free(text.at)
    this.x.wasm_free(file.at)
    if (at === 0) return undefined
    const bytecode = this.get(at, this.word(this.length))
    this.x.wasm_free(at)
    return bytecode
  }

  /** Runs bytecode that was made here; 0 when it threw. */
  runBytecode(bytecode: Uint8Array): number {
    const { at, length } = this.put(bytecode)
    const result = this.x.qjs_eval_bytecode(at, length)
    this.x.wasm_free(at)
    return this.unlessThrown(result)
  }

  /** A module is made known under its name; it runs when something imports it. `meta` are texts of its import.meta. */
  readModule(context: number, bytecode: Uint8Array, meta: { readonly [name: string]: string | number }): void {
    const { at, length } = this.put(bytecode)
    const value = this.x.JS_ReadObject(context, at, length, 1)
    this.x.wasm_free(at)
    const about = this.x.JS_GetImportMeta(context, Number(value & 0xffffffffn))
    for (const name of Object.keys(meta)) {
      const said = meta[name]!
      const box = typeof said === 'number' ? said : this.text(said)
      const key = this.putText(name)
      this.x.JS_SetPropertyStr(context, about, key.at, this.x.JS_DupValue(context, this.value(box)))
      this.x.wasm_free(key.at)
      this.x.qjs_free_value(box)
    }
    this.x.JS_FreeValue(context, about)
    this.x.JS_FreeValue(context, value)
  }

  /** What a box holds. */
  private value(box: number): bigint {
    return BigInt(this.word(box)) | (BigInt(this.word(box + 4)) << 32n)
  }

  private unlessThrown(result: number): number {
    if (result !== 0 && this.x.qjs_is_exception(result) === 0) return result
    if (result !== 0) this.x.qjs_free_value(result)
    return 0
  }

  private reserve(bytes: number): number {
    const at = this.x.wasm_malloc(bytes)
    assert(at > 0, 'the sandbox has memory left')
    return at
  }

  /** Views go stale when memory grows. */
  private look(): void {
    const { buffer } = this.x.memory
    if (this.buffer === buffer) return
    this.buffer = buffer
    this.bytes = new Uint8Array(buffer)
    this.words = new Uint32Array(buffer)
    this.paper = this.bytes.subarray(this.scratch, this.scratch + SCRATCH)
  }

  private cText(at: number): string {
    this.look()
    const end = this.bytes.indexOf(0, at)
    return decoder.decode(this.bytes.subarray(at, end))
  }

  private imports(): WebAssembly.Imports {
    return {
      env: {
        host_get_timezone_offset: () => 0,
        host_interrupt: () => (this.hooks.interrupt() ? 1 : 0),
        host_promise_rejection: (promise: number, reason: number, handled: number) => this.hooks.rejected(promise, reason, handled !== 0),
        host_module_normalize: (base: number, name: number) => this.answer(() => this.putText(this.hooks.normalize(this.cText(base), this.cText(name))).at),
        host_module_load: (name: number, lengthOut: number) => this.answer(() => {
          const { at, length } = this.putText(this.hooks.load(this.cText(name)))
          this.putWord(lengthOut, length)
          return at
        }),
        host_call: (_name: number, _bytes: number, _self: number, count: number, args: number) => {
          this.look()
          const list = this.argList
          list.length = 0
          for (let i = 0; i < count && i < MAX_ARGS; i++) list.push(this.words[(args >>> 2) + i]!)
          return this.answer(() => this.hooks.asked(list))
        },
      },
      wasi_snapshot_preview1: {
        clock_time_get: (_id: number, _precision: bigint, at: number) => {
          const micros = this.hooks.clock()
          this.look()
          const nanos = BigInt(Math.floor(micros)) * 1_000n
          this.putWord(at, Number(nanos & 0xffffffffn))
          this.putWord(at + 4, Number(nanos >> 32n))
          return 0
        },
        // Chance comes from the clock that a context is made with; nothing else asks for it.
        random_get: (at: number, count: number) => {
          this.look()
          this.bytes.fill(7, at, at + count)
          return 0
        },
        fd_close: () => 52, fd_fdstat_get: () => 8, fd_seek: () => 52, fd_write: () => 8,
      },
    }
  }

  private answer(give: () => number): number {
    try {
      return give()
    } catch (error) {
      // A trap of the engine itself must not be taken for an exception of ours.
      if (error instanceof WebAssembly.RuntimeError) throw error
      if (error instanceof Waiting) return 0
      return this.raise(error instanceof Error ? error.message : 'refused', error instanceof Refusal ? error.code : undefined)
    }
  }
}
