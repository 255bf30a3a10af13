/** Outside the worker that tries CloudFront functions: fetches the engine with the first of them. One runs at a time. */
import engineAddress from 'quickjs-wasi/quickjs.wasm?url'
import type { EdgeRun } from '../contract/edge.ts'
import address from './edge.ts?worker&url'
import type { EdgeTask } from './edge.ts'

const LOST = 'The sandbox for code could not be loaded. Check the connection and try again.'
let worker: Worker | undefined
let last: Promise<unknown> = Promise.resolve()

export function runInEdge(task: EdgeTask): Promise<EdgeRun> {
  const run = last.then(() => send(task))
  last = run.catch(() => {})
  return run
}

async function send(task: EdgeTask): Promise<EdgeRun> {
  let engine: ArrayBuffer | undefined
  if (!worker) {
    const answer = await fetch(engineAddress).catch(() => undefined)
    if (!answer?.ok) throw new Error(LOST)
    engine = await answer.arrayBuffer()
    worker = new Worker(address, { name: 'edge', type: 'module' })
  }
  const to = worker
  return new Promise((resolve, reject) => {
    to.onmessage = ({ data }: MessageEvent<EdgeRun>) => resolve(data)
    to.onerror = (event) => {
      to.terminate()
      worker = undefined
      reject(new Error(event.message || LOST))
    }
    to.postMessage(engine ? { ...task, engine } : task, engine ? [engine] : [])
  })
}
