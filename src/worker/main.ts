/** Inside the worker: takes commands, runs in short slices, posts the trace as it grows. */
import './seal.ts'
import type { Micros } from '../base/units.ts'
import type { CodeHost } from '../contract/handler.ts'
import { pack } from '../trace/block.ts'
import { look } from './look.ts'
import type { Command, Report } from './protocol.ts'
import { advance, castOf, change, plan, progressOf, type Rerun, rerun, type Simulation, simulation } from './simulation.ts'

declare const self: { postMessage(message: Report, transfer?: Transferable[]): void; onmessage: ((event: { data: Command }) => void) | null }

const SLICE_MS = 8
const REPORT_MS = 120
const WARM_MS = 500
/** Blocks on their way to the page; when it does not keep up, the run waits for it. */
const IN_FLIGHT = 48

interface Current {
  readonly run: number
  readonly simulation: Simulation
  until: Micros
  wallMs: number
  inFlight: number
  ended: boolean
  lastReport: number
  told: number
  /** Changed dated lines that are to be taken up: the newest only. */
  change: Extract<Command, { say: 'change' }> | undefined
  /** A change takes effect at this instant; the page is told when the run is there. */
  changesAt: Micros
  changedBy: number
  /** Rows that were dropped, and are to be shown again. */
  rerun: Rerun | undefined
  lastFetch: number
}
let current: Current | undefined
let hosts: (() => CodeHost) | undefined
/** Not yet told: they go before the rows that name them. */
let texts: (readonly [number: number, text: string])[] = []
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

/** Packages that handlers import. */
const shelf = new Map<string, string>()

/** The sandbox is being fetched; what comes meanwhile waits, and keeps its order. */
let equipping: Promise<void> | undefined

/** Most drawings have no code: the sandbox comes with its engine, and only then. */
async function equip(bytes: ArrayBuffer): Promise<void> {
  try {
    const { createCodeHost, engineOf, warmUp } = await import('../sandbox/index.ts')
    const engine = engineOf(new Uint8Array(bytes))
    hosts = () => createCodeHost(engine, (name) => shelf.get(name))
    setTimeout(() => warm(warmUp), WARM_MS)
  } catch {
    self.postMessage({ say: 'crashed', run: -1, at: 0, message: 'The sandbox for handler code could not be loaded. Check the connection and run again' })
  }
  equipping = undefined
}

/** The next TypeScript file is to be read fast: the way is practised while nothing runs, a step at a time. */
function warm(step: () => boolean): void {
  const busy = current !== undefined && !current.ended
  if (busy || !step()) setTimeout(() => warm(step), busy ? WARM_MS : 0)
}

self.onmessage = ({ data }) => obey(data)

function obey(data: Command): void {
  if (data.say === 'ask') return self.postMessage({ say: 'here', run: -1 })
  if (data.say === 'shelf') {
    shelf.set(data.name, data.text)
    return
  }
  if (data.say === 'engine') {
    equipping = equip(data.bytes)
    return
  }
  if (equipping) {
    void equipping.then(() => obey(data))
    return
  }
  if (data.say === 'start') return start(data)
  if (!current || current.run !== data.run) return
  switch (data.say) {
    case 'extend':
      current.until = Math.max(current.until, data.until)
      return wake()
    case 'change':
      current.change = data
      return wake()
    case 'taken':
      current.inFlight -= data.buffers.length
      for (const buffer of data.buffers) current.simulation.trace.recycle(buffer)
      return wake()
    case 'again':
      current.rerun = rerun(current.simulation, data.from, data.to)
      return wake()
    case 'look':
      return self.postMessage({ say: 'looked', run: data.run, ask: data.ask, ...look(current.simulation, data.serials, data.from, data.to) })
    case 'stop':
      current = undefined
  }
}

function start(command: Extract<Command, { say: 'start' }>): void {
  const { run } = command
  texts = []
  try {
    const planned = plan(command.drawing)
    if (planned.findings.some((finding) => finding.level === 'error')) {
      current = undefined
      return self.postMessage({ say: 'refused', run, findings: planned.findings })
    }
    const made = simulation(planned, (block) => {
      if (current?.run === run) current.inFlight++
      tellTexts(run)
      self.postMessage({ say: 'block', run, block: pack(block) }, [block.buffer])
    }, { digest: true, hosts: planned.coded ? hosts : undefined, onText: (text, number) => texts.push([number, text]) })
    current = { run, simulation: made, until: command.until, wallMs: 0, inFlight: 0, ended: false, lastReport: 0, told: 0, change: undefined, changesAt: Number.POSITIVE_INFINITY, changedBy: 0, rerun: undefined, lastFetch: 0 }
    self.postMessage({ say: 'cast', run, cast: castOf(made), findings: planned.findings })
    wake()
  } catch (error) {
    crash(run, 0, error)
  }
}

function tellTexts(run: number): void {
  if (texts.length === 0) return
  self.postMessage({ say: 'texts', run, texts })
  texts = []
}

function slice(): void {
  const now = current
  if (!now) return
  const { simulation: made, run } = now
  const begun = performance.now()
  try {
    if (now.change) takeUp(now, now.change)
    if (now.rerun) fetchAgain(now, now.rerun)
    if (now.ended || now.inFlight >= IN_FLIGHT) return
    const goal = now.changesAt === Number.POSITIVE_INFINITY ? now.until : now.changesAt - 1
    let there = advance(made, goal, () => performance.now() - begun > SLICE_MS || now.inFlight >= IN_FLIGHT)
    if (there && now.changesAt <= made.run.end) {
      tellChange(now)
      there = false
    }
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

/** In slices of its own, beside those of the run. */
function fetchAgain(now: Current, job: Rerun): void {
  const begun = performance.now()
  const done = job.advance(() => performance.now() - begun > SLICE_MS)
  if (done) {
    now.rerun = undefined
    self.postMessage({ say: 'again', run: now.run, from: job.from, to: job.to, blocks: job.blocks.map(pack) }, job.blocks.map((block) => block.buffer))
  } else {
    if (begun - now.lastFetch > REPORT_MS) {
      now.lastFetch = begun
      self.postMessage({ say: 'fetching', run: now.run, share: job.share() })
    }
    wake()
  }
}

/** The run is wound back to before the first dated line that differs; what comes after that runs anew, in slices as ever. */
function takeUp(now: Current, { drawing, edit }: Extract<Command, { say: 'change' }>): void {
  const { simulation: made, run } = now
  now.change = undefined
  made.trace.flush()
  const answer = change(made, drawing)
  if ('refused' in answer) return self.postMessage({ say: 'unchanged', run, edit, findings: answer.refused })
  if (answer.at > made.run.end || answer.rows === undefined) {
    return self.postMessage({ say: 'changed', run, edit, at: answer.at, underWay: 0, findings: made.plan.findings })
  }
  now.ended = false
  now.told = 0
  now.lastReport = 0
  now.rerun = undefined
  now.changesAt = answer.at
  now.changedBy = edit
  self.postMessage({ say: 'cut', run, edit, rows: answer.rows, at: answer.at, reached: made.run.now })
}

function tellChange(now: Current): void {
  const { run, plan } = now.simulation
  self.postMessage({ say: 'changed', run: now.run, edit: now.changedBy, at: now.changesAt, underWay: run.world.messages.alive, findings: plan.findings })
  now.changesAt = Number.POSITIVE_INFINITY
}

function crash(run: number, at: Micros, error: unknown): void {
  current = undefined
  self.postMessage({ say: 'crashed', run, at, message: error instanceof Error ? error.message : String(error) })
}
