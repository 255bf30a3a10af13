/** Outside the worker: starts it, speaks to it, and starts a new one when it has fallen silent. */
import type { Drawing } from '../drawing/drawing.ts'
import { withDefaults } from '../drawing/fields.ts'
import type { Service } from '../contract/service.ts'
import { services } from '../services/catalogue.ts'
import address from './main.ts?worker&url'
import type { Brought } from './equip.ts'
import type { Command, Report } from './protocol.ts'
import { EVERY_MS, Watchdog } from './watchdog.ts'

export interface SimulationWorker {
  say(command: Command): void
  close(): void
}

export function openWorker(hear: (report: Report) => void): SimulationWorker {
  const options = { name: 'simulation' }
  // A page in a sandboxed frame has no origin, and so no script that it may start.
  const worker = self.origin === 'null' ? new Worker(stub(address), options) : new Worker(address, { ...options, type: 'module' })
  const dog = new Watchdog()
  let watching: ReturnType<typeof setInterval> | undefined
  let coded: { readonly run: number; readonly names: readonly string[] } | undefined
  let reached = 0
  worker.onmessage = ({ data }: MessageEvent<Report>) => {
    dog.heard()
    if (data.say === 'cast') watch()
    if (data.say === 'progress') reached = data.progress.reached
    if (data.say !== 'here') hear(data)
  }
  const begin = (drawing: Drawing, run: number) => {
    const names = namesWithCode(drawing)
    coded = names.length > 0 ? { run, names } : undefined
    reached = 0
  }
  /** Only code can be lost in a call: without any there is nothing to watch. It is there, and from now on it is asked. */
  const watch = () => {
    if (coded) watching ??= setInterval(() => {
      if (!coded) return
      if (dog.next() === 'ask') return worker.postMessage({ say: 'ask' })
      clearInterval(watching)
      worker.terminate()
      hear({ say: 'crashed', run: coded.run, at: reached, message: `The code of ${coded.names.join(' or ')} did not come back from a single call for five seconds, and was stopped` })
    }, EVERY_MS)
  }
  worker.onerror = (event) => hear({ say: 'crashed', run: -1, at: 0, message: event.message || 'The simulation could not be loaded.' })
  const post = (command: Command) => worker.postMessage(command, command.say === 'taken' ? command.buffers : command.say === 'engine' ? [command.bytes] : [])
  /** Commands that stand behind one whose engine or packages are being fetched. */
  let waiting: Command[] | undefined
  const brought: Brought = new Set()
  const equip = async (drawing: Drawing) => {
    const things = await import('./equip.ts').then(({ equipment }) => equipment(drawing, brought), () => 'The sandbox for handler code could not be loaded. Check the connection and run again')
    const held = waiting ?? []
    waiting = undefined
    if (typeof things === 'string') ready.delete(drawing)
    if (typeof things === 'string') return hear({ say: 'crashed', run: -1, at: 0, message: things })
    things.forEach(post)
    held.forEach(say)
  }
  /** What a drawing with code needs is there before it is run. */
  const ready = new WeakSet<Drawing>()
  const say = (command: Command) => {
    if (waiting) return void waiting.push(command)
    if ((command.say !== 'start' && command.say !== 'change') || ready.has(command.drawing) || !hasCode(command.drawing)) return post(command)
    ready.add(command.drawing)
    waiting = [command]
    void equip(command.drawing)
  }
  return {
    say: (command) => {
      if (command.say === 'start') begin(command.drawing, command.run)
      say(command)
    },
    close: () => {
      clearInterval(watching)
      worker.terminate()
    },
  }
}

const hasCode = (drawing: Drawing): boolean => namesWithCode(drawing).length > 0

/** The functions that run code of their own. */
function namesWithCode({ nodes }: Drawing): string[] {
  return nodes.filter((node) => {
    const service = (services as readonly Service[]).find((one) => one.id === node.service)
    if (!service?.asks && !service?.runs) return false
    const config = withDefaults(service.config, node.config)
    return service.asks?.(config) === true || service.runs?.(config) === true
  }).map((node) => node.name)
}

/**
 * A script that the page wrote itself may be started even there, and may import. Not as a module: Chromium loads no
 * module from such an address. What is said to it meanwhile it keeps for whoever listens in the end.
 */
function stub(script: string): string {
  const url = JSON.stringify(new URL(script, location.href).href)
  const code = `
    const early = []
    onmessage = (event) => early.push(event)
    import(${url}).then(
      () => early.forEach((event) => onmessage(event)),
      (error) => setTimeout(() => { throw error }),
    )`
  return URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
}
