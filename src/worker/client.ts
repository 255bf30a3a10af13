/** Outside the worker: starts it, speaks to it, and starts a new one when it has fallen silent. */
import address from './main.ts?worker&url'
import type { Command, Report } from './protocol.ts'

export interface SimulationWorker {
  say(command: Command): void
  close(): void
}

export function openWorker(hear: (report: Report) => void): SimulationWorker {
  const options = { name: 'simulation' }
  // A page in a sandboxed frame has no origin, and so no script that it may start.
  const worker = self.origin === 'null' ? new Worker(stub(address), options) : new Worker(address, { ...options, type: 'module' })
  worker.onmessage = ({ data }: MessageEvent<Report>) => hear(data)
  worker.onerror = (event) => hear({ say: 'crashed', run: -1, at: 0, message: event.message || 'The simulation could not be loaded.' })
  return {
    say: (command) => worker.postMessage(command, command.say === 'taken' ? command.buffers : []),
    close: () => worker.terminate(),
  }
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
