/** The machine's program is kept compiled: who runs Coldstart needs no compiler. `UPDATE_MACHINE=1` compiles it anew. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'
import { expect, test } from 'vitest'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const FLAGS = ['-O3', '--runtime', 'stub', '--initialMemory', '64', '--maximumMemory', '64', '--outFile', 'program.wasm']

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
