/** What handler code costs in a browser: the figures of `npm run bench`, in a worker of an empty page. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from '@playwright/test'
import { rolldown } from 'rolldown'
import { type Figure, verdictOf } from '../src/testkit/bench/figure.ts'
import { root } from './tools/root.mjs'

const ROUNDS = Number(process.env.COLDSTART_ROUNDS ?? 5)

test('handler code in a worker', async ({ page }) => {
  const engine = readFileSync(join(root, 'node_modules/quickjs-wasi/quickjs.wasm')).toString('base64')
  const figures: Figure[] = await page.evaluate(async ({ code, engine, rounds }) => {
    const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })))
    return new Promise<Figure[]>((done, fail) => {
      worker.onmessage = ({ data }: MessageEvent<Figure[]>) => done(data)
      worker.onerror = (event) => fail(new Error(event.message))
      worker.postMessage({ engine: Uint8Array.from(atob(engine), (letter) => letter.charCodeAt(0)), rounds })
    })
  }, { code: await bundled(), engine, rounds: ROUNDS })
  console.log(`\n${figures.map((figure) => `${figure.name.padEnd(64)} ${figure.ratio.toFixed(figure.ratio < 100 ? 2 : 0).padStart(8)} ${(figure.yardstick ? '×' : figure.unit).padEnd(10)} ${figure.must === undefined ? '' : `${figure.better === 'more' ? 'at least' : 'at most'} ${figure.must}`.padEnd(16)} ${{ goal: 'holds', holds: 'holds', misses: 'MISSES', '-': '' }[verdictOf(figure)]}`).join('\n')}\n`)
  expect(figures.length).toBeGreaterThan(5)
})

async function bundled(): Promise<string> {
  const entry = '\0entry'
  const bundle = await rolldown({
    input: entry, logLevel: 'silent', platform: 'browser',
    plugins: [{
      name: 'entry',
      resolveId: (id, importer) => (id === entry ? id : id.endsWith('?raw') && importer ? join(dirname(importer), id) : undefined),
      load: (id) => (id.endsWith('?raw') ? `export default ${JSON.stringify(readFileSync(id.slice(0, -4), 'utf8'))}`
        : id === entry ? `import { sandboxFigures } from ${JSON.stringify(join(root, 'src/sandbox/figures.bench.ts'))}\nimport { engineOf } from ${JSON.stringify(join(root, 'src/sandbox/engine.ts'))}\nonmessage = ({ data }) => postMessage(sandboxFigures(engineOf(data.engine), data.rounds))` : undefined),
    }],
  })
  const { output } = await bundle.generate({ format: 'iife', codeSplitting: false })
  await bundle.close()
  return output[0].code
}
