/** Inside the worker: takes commands, runs in short slices, posts the trace as it grows. */
import type { Micros } from '../base/units.ts'
import { pack } from '../trace/block.ts'
import { look } from './look.ts'
import type { Command, Report } from './protocol.ts'
import { advance, again, castOf, plan, progressOf, type Simulation, simulation } from './simulation.ts'

declare const self: { postMessage(message: Report, transfer?: Transferable[]): void; onmessage: ((event: { data: Command }) => void) | null }

const SLICE_MS = 8
const REPORT_MS = 120
/** Blocks on their way to the page; when it does not keep up, the run waits for it. */
const IN_FLIGHT = 48

let current: { run: number; simulation: Simulation; until: Micros; wallMs: number; inFlight: number; ended: boolean; lastReport: number; told: number } | undefined
let scheduled = false
const turns = new MessageChannel()
turns.port1.onmessage = () => {
  scheduled = false
  slice()
}

function wake(): void {
  if (scheduled) return
  scheduled = true
  turns.port2.postMessage(0)
}

self.onmessage = ({ data }) => {
  if (data.say === 'start') return start(data)
  if (!current || current.run !== data.run) return
  switch (data.say) {
    case 'extend':
      current.until = Math.max(current.until, data.until)
      return wake()
    case 'taken':
      current.inFlight -= data.buffers.length
      for (const buffer of data.buffers) current.simulation.trace.recycle(buffer)
      return wake()
    case 'again': {
      const blocks = again(current.simulation, data.from, data.to)
      self.postMessage({ say: 'again', run: data.run, from: data.from, to: data.to, blocks: blocks.map(pack) }, blocks.map((block) => block.buffer))
      return
    }
    case 'look':
      return self.postMessage({ say: 'looked', run: data.run, ask: data.ask, ...look(current.simulation, data.serials, data.from, data.to) })
    case 'stop':
      current = undefined
  }
}

function start(command: Extract<Command, { say: 'start' }>): void {
  const { run } = command
  try {
    const planned = plan(command.drawing)
    if (planned.findings.some((finding) => finding.level === 'error')) {
      current = undefined
      return self.postMessage({ say: 'refused', run, findings: planned.findings })
    }
    const made = simulation(planned, (block) => {
      if (current?.run === run) current.inFlight++
      self.postMessage({ say: 'block', run, block: pack(block) }, [block.buffer])
    }, { digest: true })
    current = { run, simulation: made, until: command.until, wallMs: 0, inFlight: 0, ended: false, lastReport: 0, told: 0 }
    self.postMessage({ say: 'cast', run, cast: castOf(made), findings: planned.findings })
    wake()
  } catch (error) {
    crash(run, 0, error)
  }
}

function slice(): void {
  const now = current
  if (!now || now.ended || now.inFlight >= IN_FLIGHT) return
  const { simulation: made, run } = now
  const begun = performance.now()
  try {
    const there = advance(made, now.until, () => performance.now() - begun > SLICE_MS || now.inFlight >= IN_FLIGHT)
    const wall = performance.now()
    now.wallMs += wall - begun
    const over = there && made.run.now >= made.run.end
    if (there || over || wall - now.lastReport > REPORT_MS) {
      now.lastReport = wall
      made.trace.flush()
      const metrics = made.metrics.delta(now.told, made.run.now)
      now.told = metrics.version
      self.postMessage({ say: 'progress', run, progress: progressOf(made, now.wallMs), metrics })
    }
    if (over) {
      now.ended = true
      self.postMessage({ say: 'ended', run, progress: progressOf(made, now.wallMs), digest: made.trace.digest() })
    } else if (!there) wake()
  } catch (error) {
    crash(run, made.run.now, error)
  }
}

function crash(run: number, at: Micros, error: unknown): void {
  current = undefined
  self.postMessage({ say: 'crashed', run, at, message: error instanceof Error ? error.message : String(error) })
}
