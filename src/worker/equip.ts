/** What a run with code needs beside the worker: the sandbox's engine, and what its handlers import from the shelf. */
import engineAddress from 'quickjs-wasi/quickjs.wasm?url'
import { needsOf, packagesIn } from '../sandbox/shelf.ts'
import type { Drawing } from '../drawing/drawing.ts'
import type { Command } from './protocol.ts'

/** Known by name here: one whose fetch failed is tried again the next time. */
export type Brought = Set<string>
const ENGINE = 'The sandbox for handler code'

/** What is still missing, as commands; a sentence when it cannot be fetched. */
export async function equipment(drawing: Drawing, brought: Brought): Promise<readonly Command[] | string> {
  const commands: Command[] = []
  let wanted = ENGINE
  try {
    if (!brought.has(ENGINE)) {
      commands.push({ say: 'engine', bytes: await (await found(engineAddress)).arrayBuffer() })
      brought.add(ENGINE)
    }
    const waiting = packagesIn(JSON.stringify(drawing)).filter((name) => !brought.has(name))
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (brought.has(name)) continue
      wanted = `The package ${name}`
      const { addresses } = await import('./shelf-files.ts')
      const text = await (await found(addresses[name]!)).text()
      commands.push({ say: 'shelf', name, text })
      brought.add(name)
      waiting.push(...needsOf(text))
    }
    return commands
  } catch {
    // What was fetched is not lost, but nothing has been told of it yet.
    for (const command of commands) brought.delete(command.say === 'shelf' ? command.name : ENGINE)
    return `${wanted} could not be loaded. Check the connection and run again`
  }
}

async function found(address: string): Promise<Response> {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`status ${answer.status}`)
  return answer
}
