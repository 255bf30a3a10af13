/** Inside a worker of its own: a CloudFront function, run once when somebody presses Test. */
import './seal.ts'
import type { EdgeAnswer, EdgeHost, EdgeProgram, EdgeRun } from '../contract/edge.ts'
import { edgeHostOf } from '../sandbox/edge/host.ts'
import { engineOf } from '../sandbox/engine.ts'

/** With the engine for the first one. */
export interface EdgeTask {
  readonly engine?: ArrayBuffer
  readonly program: EdgeProgram
  readonly event: string
  /** What its store holds. */
  readonly pairs: { readonly [key: string]: string }
  readonly seed: number
}

declare const self: { postMessage(message: EdgeRun): void; onmessage: ((event: { data: EdgeTask }) => void) | null }

let host: EdgeHost | undefined

self.onmessage = ({ data }) => {
  if (data.engine) host = edgeHostOf(engineOf(new Uint8Array(data.engine)))
  self.postMessage(runOnce(host!, data))
}

/** Begun again with what the store says, as often as it asks. */
function runOnce(on: EdgeHost, { program, event, pairs, seed }: EdgeTask): EdgeRun {
  const answers: EdgeAnswer[] = []
  for (;;) {
    const run = on.run(program, event, [seed, seed ^ 1, seed ^ 2, seed ^ 3], 0, answers)
    if (run.end.kind !== 'asks') return run
    for (const { operation, key } of run.end.calls) answers.push(answerOf(operation, key, pairs))
  }
}

function answerOf(operation: string, key: string, pairs: { readonly [key: string]: string }): EdgeAnswer {
  const there = Object.hasOwn(pairs, key)
  if (operation === 'exists') return { ok: true, text: String(there) }
  if (operation === 'meta') return { ok: true, text: JSON.stringify({ creationDateTime: '2026-01-01T00:00:00.000Z', lastUpdatedDateTime: '2026-01-01T00:00:00.000Z', keyCount: Object.keys(pairs).length }) }
  return there ? { ok: true, text: pairs[key]! } : { ok: false, message: 'KeyNotFound' }
}
