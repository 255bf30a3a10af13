/** One environment of a function in the sandbox, driven by hand: its turns told as a story. Tests only. */
import { readFileSync } from 'node:fs'
import { ms, sec } from '../base/units.ts'
import type { CallAnswer, CodeHost, Context, End, GuestId, Program, Turn } from '../contract/handler.ts'
import { createCodeHost, engineOf } from '../sandbox/index.ts'
import { shelfFromFiles } from '../worker/engine-file.ts'

let module: WebAssembly.Module | undefined
let shared: CodeHost | undefined
const compiled = (): WebAssembly.Module => (module ??= engineOf(readFileSync(new URL('../../node_modules/quickjs-wasi/quickjs.wasm', import.meta.url))))
/** A host of one's own; `codeHost` is one for all who do not break it. */
export const newHost = (): CodeHost => createCodeHost(compiled(), shelfFromFiles())
export const codeHost = (): CodeHost => (shared ??= newHost())

export type Settings = Partial<Omit<Program, 'files'>> & { readonly file?: string; readonly files?: { readonly [path: string]: string }; readonly host?: CodeHost; readonly timeoutSec?: number; readonly answer?: Answerer }

export function programFrom(code: string, { file = 'index.mjs', files = {}, host: _host, timeoutSec: _timeout, answer: _answer, ...rest }: Settings = {}): Program {
  return {
    runtime: 'nodejs22.x', handler: 'index.handler', memoryMb: 1_769, ephemeralMb: 512, variables: { AWS_REGION: 'eu-central-1', AWS_LAMBDA_FUNCTION_NAME: 'f' },
    files: [{ path: `/var/task/${file}`, text: code }, ...Object.entries(files).map(([path, text]) => ({ path: path.startsWith('/') ? path : `/var/task/${path}`, text }))], ...rest,
  }
}

export interface Told {
  readonly end: End | null
  /** What was returned, parsed. */
  readonly value: unknown
  readonly lines: readonly string[]
  /** Each call as `Client.Operation {input}`. */
  readonly calls: readonly string[]
  readonly turns: readonly Turn[]
  /** When it ended. */
  readonly at: number
}
export type Answerer = (client: string, operation: string, input: unknown) => unknown

/** Throw this to have a call refused. */
export class Refused {
  readonly name: string
  readonly message: string
  constructor(name: string, message = name) {
    this.name = name
    this.message = message
  }
}

export function guestOf(code: string, settings: Settings = {}) {
  const host = settings.host ?? codeHost()
  const limit = sec(settings.timeoutSec ?? 3)
  let now = 0
  let requests = 0
  const opened = host.open(programFrom(code, settings), [1, 2, 3, 4], now, sec(10))
  const { guest } = opened
  const init = follow(opened.turn, sec(10), settings.answer ?? (() => ({})))
  return {
    guest, host, init,
    at: () => now,
    later(micros: number) {
      now += micros
    },
    invoke(event: unknown = {}, answer: Answerer = () => ({}), latency = ms(10)): Told {
      const context: Context = {
        functionName: 'f', functionVersion: '$LATEST', invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:f', memoryLimitInMB: String(settings.memoryMb ?? 1_769),
        awsRequestId: `request-${++requests}`, logGroupName: '/aws/lambda/f', logStreamName: 'stream', deadline: now + limit,
      }
      return follow(host.invoke(guest, JSON.stringify(event), context, now, limit), now + limit, answer, latency)
    },
    close: () => host.close(guest),
  }

  /** Goes on as an engine would: answers come after their time, timers when they are due, and the timeout ends it. */
  function follow(first: Turn, deadline: number, answer: Answerer, latency = ms(10)): Told {
    const turns: Turn[] = []
    const lines: string[] = []
    const calls: string[] = []
    const waiting: { readonly at: number; readonly id: number; readonly answer: CallAnswer }[] = []
    let turn = first
    for (;;) {
      turns.push(turn)
      lines.push(...turn.lines.map(({ level, text }) => (level === 'INFO' || level === 'PLAIN' ? text : `${level} ${text}`)))
      now += turn.took
      for (const call of turn.calls) {
        calls.push(`${call.client}.${call.operation} ${call.input}`)
        waiting.push({ at: now + latency, id: call.id, answer: answered(answer, call.client, call.operation, JSON.parse(call.input)) })
      }
      if (turn.end) break
      const next = waiting[0]
      const due = Math.min(next?.at ?? Infinity, turn.wakeAt ?? Infinity)
      if (due >= deadline) {
        turn = { took: Math.max(0, deadline - now), lines: [], calls: [], wakeAt: null, end: { kind: 'cut' }, usedBytes: 0 }
        continue
      }
      now = Math.max(now, due)
      if (next && next.at <= due) {
        waiting.shift()
        turn = host.answer(guest, next.id, next.answer, now, deadline - now)
      } else turn = host.wake(guest, now, deadline - now)
    }
    const end = turn.end
    return { end, value: end?.kind === 'returned' ? JSON.parse(end.json) : undefined, lines, calls, turns, at: now }
  }
}

function answered(answer: Answerer, client: string, operation: string, input: unknown): CallAnswer {
  try {
    return { ok: true, json: JSON.stringify({ $metadata: { httpStatusCode: 200, attempts: 1 }, ...(answer(client, operation, input) as object) }) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { ok: false, json: JSON.stringify({ name: error.name, message: error.message, $fault: 'client', $metadata: { httpStatusCode: 400, requestId: 'r', attempts: 1 } }) }
  }
}

export type { GuestId }
