/**
 * Runs functions of the CloudFront dialect (contract/edge.ts). There is one instance for all of them: before each run its
 * memory becomes again what it was when nothing had run, so no run leaves anything to another, and none has to be saved.
 */
import { assert } from '../../base/assert.ts'
import { EPOCH_MS } from '../../base/time.ts'
import type { Micros } from '../../base/units.ts'
import { type EdgeAnswer, type EdgeAround, type EdgeCall, type EdgeEnd, EDGE_PLACES, type EdgeHost, type EdgeProgram, type EdgeRun, type OriginChange } from '../../contract/edge.ts'
import { type Compiler, createCompiler } from '../compiler.ts'
import { parsed } from '../heard.ts'
import { findLayout, type Layout } from '../layout.ts'
import { Refusal } from '../hooks.ts'
import type { Clean } from '../image.ts'
import { Machine } from '../machine.ts'
import buffer from '../guest/buffer.js?raw'
import edge from '../guest/edge.js?raw'
import modules from '../guest/edge-modules.js?raw'
import encoding from '../guest/encoding.js?raw'
import hash from '../guest/hash.js?raw'
import { type Built, buildFunction } from './source.ts'

const LINE = 1, END = 2, CALL = 3, PAUSE = 4, PART = 5, RESUME = 6
/** Without eval, Proxy, Map and Set, WeakRef, performance and DOMException. */
const INTRINSICS = 1 | 4 | 8 | 64 | 128
/**
 * CFF-06: a run may take so many steps, which together are a millisecond. *Simplified:* AWS does not say how it counts; a
 * step (a call, a turn of a loop) is dearer than in Lambda, so that code gets about as far as people say it does there.
 */
const MOST_STEPS = 8_000
const NANOS_PER_STEP = 125
/** What is charged by its size may take so many steps that are not counted: code may have got in between. */
const MOST_FREE = 2_000_000
/** What it takes to begin at all. */
const START_STEPS = 400
/** Of its own heap, beside what the realm has from the beginning. */
const HEAP_BYTES = 2_097_152
const SLACK_BYTES = 1_048_576
const STACK_BYTES = 131_072
const DEEP_BYTES = STACK_BYTES * 0.75
const ROUND = 999
const ASK_STEPS = 2
const LINE_STEPS = 20
const CALL_STEPS = 200
const JOB_STEPS = 4
const BYTES_PER_STEP = 8
/** Logs are cut at ten kilobytes. */
const MOST_LOGGED = 10_240
const MOST_TEXT = 1_048_576
/** An instance that has grown beyond this is made anew. */
const GROWN_BYTES = 16_777_216

const SOURCES: { readonly [name: string]: string } = { encoding, buffer, hash, 'edge-modules': modules }
const cut = { kind: 'cut' } as const
const OUT_OF_MEMORY = { kind: 'threw', message: 'InternalError: out of memory' } as const

const hosts = new WeakMap<WebAssembly.Module, EdgeHost>()
/** It keeps nothing between runs, so one serves all; made when it is first asked for, as most drawings have no such function. */
export function edgeHostOf(module: WebAssembly.Module): EdgeHost {
  let host = hosts.get(module)
  if (!host) hosts.set(module, (host = createEdgeHost(module, createCompiler(module), findLayout(module))))
  return host
}

function createEdgeHost(module: WebAssembly.Module, compiler: Compiler, layout: Layout): EdgeHost {
  const built = new WeakMap<EdgeProgram, Built>()
  let machine: Machine | undefined
  let clean: Clean | undefined
  let runtime = 0
  let context = 0
  let door = 0
  let baseBytes = 0

  // ── the present run ──
  let present = 0
  let spent = 0
  let loaded = 0
  /** Steps when counting was put off; -1 while they count. */
  let paused = -1
  let free = 0
  let booting = true
  let stopped: '' | 'limit' | 'memory' = ''
  /** It took more than half of its memory. */
  let much = false
  let lines: string[] = []
  let logged = 0
  let calls: EdgeCall[] = []
  let end: EdgeEnd | undefined

  const stepsLeft = (): number => (layout.stepsLeft < 0 ? loaded : machine!.word(context + layout.stepsLeft) | 0)
  const used = (): number => spent + loaded - stepsLeft()
  const load = (steps: number): void => {
    loaded = steps
    if (layout.stepsLeft >= 0) machine!.putWord(context + layout.stepsLeft, steps)
  }
  const charge = (steps: number): void => {
    spent += Math.ceil(steps)
    if (spent + loaded >= MOST_STEPS && used() >= MOST_STEPS) {
      spent = used()
      load(1)
    }
  }
  const allocated = (): number => (layout.allocated < 0 ? 0 : machine!.word(runtime + layout.allocated))
  const hooks = {
    clock: () => EPOCH_MS * 1_000 + present,
    interrupt: () => {
      if (booting) return false
      const left = stepsLeft()
      // As in the other host: a regular expression asks in between, after 10,000 steps of its own.
      if (left > ROUND) {
        spent += loaded
        load(paused < 0 ? Math.max(1, Math.min(ROUND, MOST_STEPS - spent)) : ROUND)
      } else if (paused < 0) spent += MOST_STEPS / 4
      if (machine!.depth() > DEEP_BYTES) spent += MOST_STEPS
      const bytes = allocated() - baseBytes
      if (bytes > HEAP_BYTES / 2) much = true
      if (stopped === '' && bytes > HEAP_BYTES) stopped = 'memory'
      if (stopped === '' && (paused < 0 ? spent >= MOST_STEPS : free + spent - paused > MOST_FREE)) stopped = 'limit'
      return stopped !== ''
    },
    rejected: (promise: number, reason: number) => {
      machine!.x.qjs_free_value(promise)
      machine!.x.qjs_free_value(reason)
    },
    normalize: (_base: string, name: string) => name,
    load: (name: string): string => {
      throw new Refusal(`There is no ${name}`, 'MODULE_NOT_FOUND')
    },
    asked: (args: readonly number[]) => asked(args),
  }

  function asked(args: readonly number[]): number {
    const { x } = machine!
    const text = (i: number): string => {
      const heard = args[i] === undefined ? '' : machine!.read(args[i], MOST_TEXT)
      charge(heard.length / BYTES_PER_STEP)
      return heard
    }
    charge(ASK_STEPS)
    switch (args[0] === undefined ? 0 : x.qjs_get_float64(args[0])) {
      case PART:
        return booting ? machine!.runBytecode(compiler.own(`(function (exports, part, core, module) {'use strict';${SOURCES[text(1)]!}\n})`, 'cloudfront')) : x.qjs_get_undefined()
      case LINE: {
        charge(LINE_STEPS)
        const heard = text(1)
        if (logged < MOST_LOGGED) lines.push(heard.slice(0, MOST_LOGGED - logged))
        logged += heard.length
        break
      }
      case CALL:
        charge(CALL_STEPS)
        calls.push({ operation: operationOf(text(1)), key: text(2) })
        break
      // What AWS has in its own code and we in JavaScript: charged by size, and not by its steps.
      case PAUSE: {
        const steps = x.qjs_get_float64(args[1]!)
        charge(steps > 0 ? Math.min(steps, MOST_STEPS) : 0)
        paused = used()
        break
      }
      case RESUME:
        if (paused < 0 || stopped !== '') break
        free += used() - paused
        spent = paused
        paused = -1
        load(Math.max(1, Math.min(ROUND, MOST_STEPS - spent)))
        break
      case END:
        if (end === undefined) end = endOf(text(1), text(2), text(3))
        break
    }
    return x.qjs_get_undefined()
  }

  /** The realm as every run finds it. */
  function boot(): Machine {
    const fresh = new Machine(module, hooks)
    machine = fresh
    const { x } = fresh
    booting = true
    x.qjs_set_runtime_and_context(0, 0)
    assert(x.qjs_init2(INTRINSICS) === 0, 'a realm begins')
    runtime = x.qjs_get_runtime_ptr()
    context = x.qjs_get_context_ptr()
    x.qjs_set_memory_limit(0xffffffff)
    x.qjs_set_max_stack_size(STACK_BYTES)
    x.qjs_set_interrupt_handler(1)
    x.qjs_set_promise_rejection_handler(1)
    x.qjs_set_module_loader(1)
    const name = fresh.putText('host')
    const host = x.qjs_new_host_function(name.at, name.length, 0)
    x.wasm_free(name.at)
    const core = fresh.runBytecode(compiler.own(`'use strict';${edge}`, 'cloudfront'))
    assert(core !== 0, 'the core is a function')
    door = fresh.call(core, [host])
    assert(door !== 0, 'the core runs')
    x.qjs_run_gc()
    baseBytes = allocated()
    x.JS_SetMemoryLimit(runtime, baseBytes + HEAP_BYTES + SLACK_BYTES)
    clean = fresh.cleanImage(HEAP_BYTES + SLACK_BYTES)
    booting = false
    return fresh
  }

  function enter(now: Micros): Machine {
    if (machine === undefined || machine.sizeBytes() > GROWN_BYTES) machine = boot()
    else machine.become(clean!)
    present = now
    spent = START_STEPS
    logged = free = 0
    paused = -1
    stopped = ''
    much = false
    lines = []
    calls = []
    end = undefined
    load(ROUND)
    return machine
  }

  function perform(program: Built & { readonly bytecode: Uint8Array }, event: string, facts: string, seed: readonly number[]): void {
    const { x } = machine!
    const factory = machine!.runBytecode(program.bytecode)
    if (factory === 0) return broke()
    charge(event.length / BYTES_PER_STEP)
    const result = machine!.call(door, [x.qjs_new_number(0), factory, machine!.text(event), machine!.text(facts), ...seed.map((one) => x.qjs_new_number(one))])
    if (result === 0) return broke()
    while (end === undefined && stopped === '' && x.qjs_is_job_pending() !== 0) {
      if (x.qjs_execute_pending_job() < 0) return broke()
      charge(JOB_STEPS)
    }
  }
  /** Thrown past everybody: it was stopped, or there is no memory for an exception. */
  function broke(): void {
    if (end === undefined && stopped === '') stopped = 'memory'
  }

  function ending(): EdgeEnd {
    if (stopped === 'limit') return cut
    if (stopped === 'memory') return OUT_OF_MEMORY
    // Without memory for an exception the engine throws null.
    if (much && end?.kind === 'threw' && /^(?:null$|InternalError: out of memory)/.test(end.message)) return OUT_OF_MEMORY
    if (end !== undefined) return end
    return calls.length > 0 ? { kind: 'asks', calls } : { kind: 'threw', message: 'Error: the handler never returned a result' }
  }

  return {
    run(program, event, seed, now, answers, around): EdgeRun {
      let code = built.get(program)
      if (!code) built.set(program, (code = buildFunction(program, compiler)))
      if (!('bytecode' in code)) return { took: 0, utilisation: 0, lines: [], end: { kind: 'broken', ...code } }
      enter(now)
      try {
        perform(code, event, factsOf(program, event, answers, around), seed)
      } catch (error) {
        // The engine itself broke: its instance is not touched again.
        if (!(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) throw error
        machine = undefined
        return { took: 0, utilisation: 100, lines, end: cut }
      }
      const steps = stopped === 'limit' ? MOST_STEPS : Math.min(MOST_STEPS, used())
      return { took: Math.round((steps * NANOS_PER_STEP) / 1_000), utilisation: stopped === 'limit' ? 101 : Math.round((steps * 100) / MOST_STEPS), lines, end: ending() }
    },
  }
}

const operationOf = (said: string): EdgeCall['operation'] => (said === 'exists' || said === 'meta' ? said : 'get')

/** Addresses for documentation: nobody's. */
const SERVER_IP = '203.0.113.'

function factsOf(program: EdgeProgram, event: string, answers: readonly EdgeAnswer[], around: EdgeAround | undefined): string {
  const stage = /"eventType":"([a-z-]+)"/.exec(event)?.[1] ?? ''
  const at = Math.max(0, EDGE_PLACES.findIndex(({ region }) => region === around?.region))
  const place = stage === 'viewer-request' ? { name: EDGE_PLACES[at]!.pop.slice(0, 3), serverIp: `${SERVER_IP}${at + 1}`, region: EDGE_PLACES[at]!.region } : {}
  return JSON.stringify({ major: program.runtime === 'cloudfront-js-1.0' ? 1 : 2, keyValues: program.keyValues, stage, answers, place, query: around?.query })
}

function endOf(kind: string, said: string, more: string): EdgeEnd {
  if (kind !== 'returned') return { kind: 'threw', message: more === '' ? said.slice(0, 1_000) : `${said.slice(0, 1_000)} (line ${more.slice(0, 8)})` }
  if (said.length >= MOST_TEXT) return { kind: 'threw', message: 'RangeError: the result is too large' }
  return { kind: 'returned', json: said === '' || parsed(said) === undefined ? '' : said, origin: changeOf(more) }
}
const changeOf = (json: string): OriginChange | undefined => (json === '' ? undefined : (parsed(json) as OriginChange | undefined))
