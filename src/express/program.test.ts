/** The machine's program is kept compiled: who runs Coldstart needs no compiler. `UPDATE_MACHINE=1` compiles it anew. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'
import { expect, test } from 'vitest'
import { MESSAGE, MOST_MESSAGES, PLACE, QUEUE, SOURCE, VALUES, WORK } from './layout.ts'
import { theMachine } from './machine.ts'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const FLAGS = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--initialMemory', '96', '--maximumMemory', '96', '--outFile', 'program.wasm']

async function compiled(): Promise<string> {
  let code: Uint8Array | undefined
  const { error, stderr } = await asc.main(['ride.ts', '--baseDir', here('./assembly'), ...FLAGS], {
    writeFile: (_, contents) => { if (typeof contents !== 'string') code = contents },
  })
  expect(`${stderr.toString()}${error?.message ?? ''}`).toBe('')
  const lines = Buffer.from(code!).toString('base64').match(/.{1,110}/g)!
  return `/** Made by program.test.ts out of assembly/. */\nexport const program =\n${lines.map((line) => `  '${line}'`).join(' +\n')}\n`
}

test('the program is what its sources compile to', async () => {
  const made = await compiled()
  if (process.env.UPDATE_MACHINE) writeFileSync(here('./program.ts'), made)
  expect(readFileSync(here('./program.ts'), 'utf8')).toBe(made)
})

/** Where the fields of a class lie: doubles counted as such, words behind them. */
function fieldsOf(name: string): { readonly [field: string]: number } {
  const [, body] = new RegExp(`class ${name} \\{([^}]*)\\}`).exec(readFileSync(here('./assembly/shapes.ts'), 'utf8'))!
  const fields = [...body!.matchAll(/^ {2}(\w+): (\w+)$/gm)].map(([, field, type]) => ({ field: field!, double: type === 'f64' }))
  const doubles = fields.filter(({ double }) => double)
  const words = fields.filter(({ double }) => !double)
  expect(fields, `doubles come first in ${name}`).toEqual([...doubles, ...words])
  return Object.fromEntries([...doubles.map(({ field }, i) => [field, i]), ...words.map(({ field }, i) => [field, doubles.length * 2 + i])])
}

test('all that the machine can hold has room in its memory', () => {
  const { program, doubles } = theMachine()!
  expect(program.message(MOST_MESSAGES)).toBeLessThanOrEqual(doubles.byteLength)
})

test('both sides see the same fields at the same places', () => {
  const shapes = { Source: SOURCE, Work: WORK, Place: PLACE, Values: VALUES, Queue: QUEUE, Message: MESSAGE }
  for (const [name, seen] of Object.entries(shapes)) {
    const { batch, ...fields } = seen as { readonly [field: string]: number }
    const all = fieldsOf(name)
    expect(Object.keys(fields).length).toBeGreaterThan(5)
    expect(Object.fromEntries(Object.keys(fields).map((field) => [field, all[field]])), name).toEqual(fields)
    if (name === 'Queue') expect(batch).toBe(all.batch)
    else if (name === 'Place') expect(batch).toBe(Object.keys(all).length + 6)
  }
})

test('numbers of one name are the same on both sides', () => {
  const numbersOf = (file: string) => new Map([...readFileSync(here(file), 'utf8').matchAll(/^export const ([A-Z_]+) = ([\w *+]+)$/gm)].map(([, name, value]) => [name!, value!]))
  const theirs = numbersOf('./assembly/memory.ts')
  // The one in bytes, the other in doubles.
  const ours = [...numbersOf('./layout.ts')].filter(([name]) => theirs.has(name) && name !== 'RECORD')
  expect(ours.length).toBeGreaterThan(10)
  expect(ours).toEqual(ours.map(([name]) => [name, theirs.get(name)]))
})
