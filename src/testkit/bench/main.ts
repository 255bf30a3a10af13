/**
 * `npm run bench`: every figure beside its yardstick, measured in one process. `-- --format json` prints the same for
 * programs, `--rounds 9` takes more rounds, `--scale 1` runs the workloads as they stand instead of ten times as long.
 */
import { readFileSync } from 'node:fs'
import { alone, inOwnProcess } from './alone.ts'
import { eachServiceFigures } from './each-service.ts'
import { type Figure, printJson, printText } from './figure.ts'
import { jumpMs } from './jump.ts'
import { garbageShare, pairs, rateOf, runThrough, turns, type Work } from './rounds.ts'
import { serviceFigures } from './services.ts'
import { w1, w2, w3, w4 } from './workloads.ts'
import { bareHeap, peerFunction, peerQueue, W1_PEER, W2_PEER } from './yardsticks.ts'

const PEER = 'js-simulator'
const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}

async function measure(rounds: number, scale: number): Promise<Figure[]> {
  const seconds = 3_600 * scale
  const messages = 200_000 * scale
  const created = (drawing: ReturnType<typeof w1>): Work => () => runThrough(drawing).world.messages.created
  const figures: Figure[] = []

  const rate = (name: string, ours: Work, peer: Work, must: number, goal: number): void => {
    const found = pairs(rounds, ours, peer)
    figures.push({ name, unit: 'requests/s', ours: found.ours, yardstick: { name: PEER, value: found.other }, ratio: found.ratio, better: 'more', must, goal })
  }
  rate('W1 one function', created(w1(seconds)), () => peerFunction(seconds, W1_PEER).requests, 2, 3)
  rate('W2 reserved concurrency', created(w2(seconds)), () => peerFunction(seconds, W2_PEER).requests, 1.5, 2)
  rate('W3 queue and batches', () => (runThrough(w3(messages)), messages), () => peerQueue(messages).requests, 2.5, 4)
  const crowd = rateOf(created(w4(60 * scale)))
  figures.push({ name: 'W4 twenty nodes', unit: 'messages/s', ours: crowd, ratio: crowd, better: 'more' })

  const { pending, fired } = runThrough(w1(seconds)).world.timers
  const kernel = pairs(rounds, () => runThrough(w1(seconds)).world.timers.fired, () => (bareHeap(pending, fired), fired))
  figures.push({ name: 'kernel events of W1', unit: 'events/s', ours: kernel.ours, yardstick: { name: `bare heap, ${pending} pending`, value: kernel.other }, ratio: kernel.ratio, better: 'more', must: 0.35, goal: 0.55 })

  const seen = turns(3 * rounds, w1(seconds))
  figures.push({ name: 'time with trace and metrics', unit: 'requests/s', ours: seen.other, yardstick: { name: 'without', value: seen.ours }, ratio: seen.ratio, better: 'less', must: 1.3, goal: 1.15 })

  const cold = inOwnProcess('coldOurs', rounds)
  const coldPeer = inOwnProcess('coldPeer', rounds)
  figures.push({ name: 'W1 in a cold process', unit: 'requests/s', ours: cold, yardstick: { name: PEER, value: coldPeer }, ratio: cold / coldPeer, better: 'more', must: 0.7, goal: 1 })

  const plain = (name: string, unit: string, value: number, must: number, goal?: number): void => {
    figures.push({ name, unit, ours: value, ratio: value, better: 'less', must, ...(goal !== undefined && { goal }) })
  }
  plain('garbage collection in W1', '% of time', await garbageShare(rounds, created(w1(seconds))), 3)
  plain('memory, hour 1 to 24 of W1', 'MiB', inOwnProcess('memory'), 64)
  plain('jump within the hour of W1', 'ms', jumpMs(200), 5, 1)
  // Loaded only now: processes that measure a cold start do without it.
  const { sandboxFigures } = await import('../../sandbox/figures.bench.ts')
  const { engineOf } = await import('../../sandbox/index.ts')
  const engine = readFileSync('node_modules/quickjs-wasi/quickjs.wasm')
  figures.push(...sandboxFigures(engineOf(engine), rounds))
  figures.push(...serviceFigures(rounds, 30), ...eachServiceFigures(rounds))
  return figures
}

const task = option('alone')
if (task !== undefined) alone(task)
else {
  const rounds = Number(option('rounds') ?? 5)
  const figures = await measure(rounds, Number(option('scale') ?? 10))
  if (option('format') === 'json') printJson(figures, rounds)
  else printText(figures)
}
