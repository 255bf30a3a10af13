/**
 * What handler code costs: part of `npm run bench`, and of `npm run bench:ui` in a browser's worker. Each figure is the
 * median of so many rounds, and told also as a multiple of a plain call of the same handler.
 */
import { sec } from '../base/units.ts'
import type { CodeHost, Context, GuestId, Program } from '../contract/handler.ts'
import { ATTEMPTS, codeOf, secondsFor } from '../testkit/attempts.ts'
import { type Figure, median } from '../testkit/bench/figure.ts'
import { createCodeHost } from './index.ts'
import { strip, warmUp } from './typescript.ts'

const CONTEXT: Context = {
  functionName: 'f', functionVersion: '$LATEST', invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:f', memoryLimitInMB: '1769',
  awsRequestId: '00000000-0000-4000-8000-000000000000', logGroupName: '/aws/lambda/f', logStreamName: 's', deadline: sec(3),
}
const EVENT = JSON.stringify({ rawPath: '/orders', headers: Object.fromEntries(Array.from({ length: 22 }, (_, i) => [`header-${i}`, 'x'.repeat(30)])) })
const HANDLER = 'async (event) => ({ statusCode: 200, body: JSON.stringify({ path: event.rawPath }) })'
const CALLS = 'import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs"\nconst sqs = new SQSClient({})\nexport const handler = async ({ times }) => { for (let i = 0; i < times; i++) await sqs.send(new SendMessageCommand({ QueueUrl: "https://sqs.eu-central-1.amazonaws.com/123456789012/q", MessageBody: "hello" })) }'
const ANSWER = { ok: true, json: '{"MessageId":"m","MD5OfMessageBody":"x"}', requestId: '00000000-0000-4000-8000-000000000000', attempts: 1 }
const TYPED = Array.from({ length: 100 }, (_, i) => `export const f${i} = <T extends { id: string }>(one: T, more?: readonly T[]): string | undefined => (more ?? [one]).map(({ id }) => id as string)[${i}]`).join('\n')
const LIMIT = sec(900)

const program = (text: string, memoryMb = 1_769): Program => ({ runtime: 'nodejs22.x', handler: 'index.handler', memoryMb, ephemeralMb: 512, variables: {}, files: [{ path: '/var/task/index.mjs', text }] })
const elapsed = (work: () => void): number => {
  const from = performance.now()
  work()
  return performance.now() - from
}

export function sandboxFigures(module: WebAssembly.Module, rounds: number): Figure[] {
  const trivial = program(`export const handler = ${HANDLER}`)
  const open = (host: CodeHost, code: Program, seed = 1): GuestId => host.open(code, [seed, 2, 3, 4], 0, LIMIT).guest
  const figures: Figure[] = []
  const told = (name: string, unit: string, value: number, better: 'more' | 'less', must: number, plain?: { readonly value: number; readonly name: string }): void => {
    figures.push({ name: `code: ${name}`, unit, ours: value, ratio: value, better, must })
    if (plain) figures.push({ name: `code: ${name}, against a plain call`, unit, ours: value, yardstick: plain, ratio: value / plain.value, better })
  }
  /** The best that one can expect: parse, call, write. Its promise is settled later, for all at once. */
  const handler = async (event: { readonly rawPath: string }): Promise<unknown> => ({ statusCode: 200, body: JSON.stringify({ path: event.rawPath }) })
  const plainCalls = (times: number): void => {
    for (let i = 0; i < times; i++) void handler(JSON.parse(EVENT) as { rawPath: string }).then((result) => JSON.stringify(result))
  }
  const medianOf = (measure: () => number): number => median(Array.from({ length: rounds }, measure))
  const plain = { name: 'plain calls/s', value: medianOf(() => 20_000 / (elapsed(() => plainCalls(20_000)) / 1_000)) }

  const one = createCodeHost(module)
  const warm = open(one, trivial)
  const invoke = (host: CodeHost, guest: GuestId): void => {
    host.invoke(guest, EVENT, CONTEXT, 0, LIMIT)
  }
  for (let i = 0; i < 5_000; i++) invoke(one, warm)
  told('invocations, 1 KB event', 'invokes/s', medianOf(() => 10_000 / (elapsed(() => {
    for (let i = 0; i < 10_000; i++) invoke(one, warm)
  }) / 1_000)), 'more', 15_000, plain)

  let many = createCodeHost(module)
  const opening: number[] = []
  let guests: GuestId[] = []
  const all = medianOf(() => {
    many = createCodeHost(module)
    guests = []
    return elapsed(() => {
      for (let i = 0; i < 1_000; i++) opening.push(elapsed(() => guests.push(open(many, trivial, i))))
    })
  })
  told('an environment from bytecode', 'ms', median(opening), 'less', 0.8)
  told('1,000 environments', 'ms', all, 'less', 1_500)
  told('1,000 environments in memory', 'MB', (many.save() as { readonly images: readonly { readonly memory: Uint8Array }[] }).images[0]!.memory.length / 1e6, 'less', 220)
  told('invocations over 1,000 environments', 'invokes/s', medianOf(() => 10_000 / (elapsed(() => {
    for (let i = 0; i < 10_000; i++) invoke(many, guests[i % 1_000]!)
  }) / 1_000)), 'more', 8_000, plain)

  const calls = open(one, program(CALLS))
  const micros = (times: number): number => {
    let turn = one.invoke(calls, JSON.stringify({ times }), CONTEXT, 0, LIMIT)
    return (elapsed(() => {
      while (turn.calls.length > 0) turn = one.answer(calls, turn.calls[0]!.id, ANSWER, 0, LIMIT)
    }) * 1_000) / times
  }
  micros(2_000)
  told('an awaited call of the SDK', 'µs', medianOf(() => micros(2_000)), 'less', 15)

  told('an endless loop with 200 ms, stopped after', 'ms', medianOf(() => {
    const loop = open(one, program('export const handler = async () => { for (;;) {} }'))
    return elapsed(() => one.invoke(loop, '{}', CONTEXT, 0, sec(0.2)))
  }), 'less', 250)
  // Each attempt to bring it to a halt, in the smallest function: the slowest, once more by rounds.
  const tried = (code: Program, seconds: number): number => {
    const host = createCodeHost(module)
    const guest = open(host, code)
    return elapsed(() => host.invoke(guest, '{}', CONTEXT, 0, sec(seconds)))
  }
  const slowest = ATTEMPTS.map(([what, body, wanted]) => ({ what, code: program(codeOf(body), 128), seconds: secondsFor(wanted), ms: 0 }))
  for (const one of slowest) one.ms = tried(one.code, one.seconds)
  const { what, code, seconds } = slowest.sort((a, b) => b.ms - a.ms)[0]!
  told(`the slowest attempt to escape (${what})`, 'ms', medianOf(() => tried(code, seconds)), 'less', 1_000)
  // The page warms it up beside the first run (see worker/main.ts); what the very first file takes is told without a bound.
  const first = elapsed(() => strip(TYPED, 'x.ts'))
  figures.push({ name: 'code: types stripped from the first 100 lines ever', unit: 'ms', ours: first, ratio: first, better: 'less' })
  while (!warmUp());
  // Somebody who types strips often.
  for (let i = 0; i < 20; i++) strip(TYPED, 'x.ts')
  told('types stripped from 100 lines', 'ms', medianOf(() => elapsed(() => strip(TYPED, 'x.ts'))), 'less', 5)
  return figures
}
