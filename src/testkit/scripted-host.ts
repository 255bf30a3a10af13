/**
 * A code host whose code is a script of the test: what a function does with turns can be told exactly, without a sandbox.
 * Generators cannot be copied, so it saves nothing.
 */
import { ms } from '../base/units.ts'
import type { Call, CallAnswer, CodeHost, Context, End, GuestId, Line, Program, Turn } from '../contract/handler.ts'

/** One step of a script: computing, a line, a piece of its response, waiting, or calls of which the answers come back together. */
export type Step =
  | { readonly cpuMs: number }
  | { readonly say: string }
  | { readonly writeBytes: number }
  | { readonly sleepMs: number }
  | { readonly call: readonly [client: string, operation: string, input: unknown] }
export type Script = (event: any, context: Context, globals: { [name: string]: any }) => Generator<Step, unknown, CallAnswer | undefined>
export interface Scripts {
  /** Runs outside the handler, when an environment begins. */
  readonly init?: (globals: { [name: string]: any }) => Generator<Step, void, CallAnswer | undefined>
  readonly handler: Script
}
/** Thrown by a script, it ends the runtime. */
export class Crash extends Error {
  readonly reason: 'Runtime.ExitError' | 'Runtime.OutOfMemory' | 'Runtime.ImportModuleError'
  constructor(reason: Crash['reason']) {
    super(reason)
    this.reason = reason
  }
}

interface Guest {
  readonly scripts: Scripts
  readonly globals: { [name: string]: any }
  running: Generator<Step, unknown, CallAnswer | undefined> | undefined
  awaiting: number
  wakeAt: number | null
  /** It has written a piece of its response. */
  streams: boolean
}

/** Scripts by what stands in the function's `code`. */
export function scriptedHost(scripts: { readonly [code: string]: Scripts }): CodeHost & { readonly opened: number; readonly closed: number } {
  const guests = new Map<GuestId, Guest>()
  let nextGuest = 0
  let nextCall = 1
  let closed = 0

  /** Runs until it waits; `limit` cuts its CPU time off. */
  function resume(guest: Guest, now: number, limit: number, answer?: CallAnswer): Turn {
    const lines: Line[] = []
    const calls: Call[] = []
    const wrote: { after: number; bytes: number }[] = []
    let took = 0
    let end: End | null = null
    guest.wakeAt = null
    try {
      let next = guest.running!.next(answer)
      for (;;) {
        if (next.done) {
          end = { kind: 'returned', json: JSON.stringify(next.value ?? null), ...(guest.streams && { streamed: [] }) }
          break
        }
        const step = next.value
        if ('cpuMs' in step) took += ms(step.cpuMs)
        else if ('say' in step) lines.push({ after: took, level: 'INFO', text: step.say })
        else if ('writeBytes' in step) {
          guest.streams = true
          wrote.push({ after: took, bytes: step.writeBytes })
        } else if ('sleepMs' in step) guest.wakeAt = now + took + ms(step.sleepMs)
        else {
          guest.awaiting = nextCall++
          calls.push({ id: guest.awaiting, after: took, client: step.call[0], operation: step.call[1], input: JSON.stringify(step.call[2]) })
        }
        if (took >= limit) {
          took = limit
          end = { kind: 'cut' }
          break
        }
        if ('sleepMs' in step || 'call' in step) break
        next = guest.running!.next(undefined)
      }
    } catch (error) {
      if (error instanceof Crash) end = { kind: 'crashed', reason: error.reason }
      else end = { kind: 'threw', error: { errorType: (error as Error).name, errorMessage: (error as Error).message, trace: [] } }
    }
    return { took, lines, calls, ...(wrote.length > 0 && { wrote }), wakeAt: guest.wakeAt, end, usedBytes: 64 * 1_048_576 }
  }
  const idle: Turn = { took: 0, lines: [], calls: [], wakeAt: null, end: null, usedBytes: 0 }

  return {
    get opened() { return nextGuest },
    get closed() { return closed },
    open(program: Program, _seed, now, limit) {
      const known = scripts[program.files[0]!.text]
      if (!known) throw new Error(`no script for ${program.files[0]!.text}`)
      const guest: Guest = { scripts: known, globals: {}, running: undefined, awaiting: 0, wakeAt: null, streams: false }
      guests.set(nextGuest, guest)
      guest.running = known.init?.(guest.globals)
      const turn: Turn = guest.running ? resume(guest, now, limit) : { ...idle, end: { kind: 'returned', json: '' } }
      return { guest: nextGuest++, turn }
    },
    invoke(id, event, context, now, limit) {
      const guest = guests.get(id)!
      guest.running = guest.scripts.handler(JSON.parse(event), context, guest.globals)
      guest.streams = false
      return resume(guest, now, limit)
    },
    answer(id, call, answer, now, limit) {
      const guest = guests.get(id)!
      return call === guest.awaiting ? resume(guest, now, limit, answer) : idle
    },
    wake: (id, now, limit) => resume(guests.get(id)!, now, limit),
    close(id) {
      if (guests.delete(id)) closed++
    },
    save: () => undefined,
    restore: () => {},
  }
}
