/** Outside the worker: starts it, speaks to it, and starts a new one when it has fallen silent. */
import type { Command, Report } from './protocol.ts'

export interface SimulationWorker {
  say(command: Command): void
  close(): void
}

export function openWorker(hear: (report: Report) => void): SimulationWorker {
  const worker = new Worker(new URL('./main.ts', import.meta.url), { type: 'module', name: 'simulation' })
  worker.onmessage = ({ data }: MessageEvent<Report>) => hear(data)
  worker.onerror = (event) => hear({ say: 'crashed', run: -1, at: 0, message: event.message || 'The simulation could not be loaded.' })
  return {
    say: (command) => worker.postMessage(command, command.say === 'taken' ? command.buffers : []),
    close: () => worker.terminate(),
  }
}
