import { expect, test } from 'vitest'
import { scriptedHost } from '../../../testkit/scripted-host.ts'
import { simulate } from '../../../testkit/simulate.ts'

/** When the code outside the handler began, when init was over, and when the handler began; milliseconds. */
function init(config: object): readonly number[] {
  const host = scriptedHost({
    code: {
      *init() {
        yield { say: 'static' }
        yield { cpuMs: 20 }
      },
      *handler() {
        yield { say: 'handler' }
      },
    },
  })
  const run = simulate({ forSec: 9, mode: 'realistic', seed: 3, host }, (book) => {
    book.add('client', 'people', { pattern: 'burst', burstSize: 1, burstEveryMs: 10_000 })
    book.add('lambda', 'shop', { code: 'code', init: 'constant', initMs: 300, ...config })
    book.wire('people', 'shop')
  })
  const [began, handled] = run.texts.map((text) => Number.parseInt(text, 10) / 1_000)
  return [began!, run.rows.find((row) => row.kind === 'initEnded')!.at / 1_000, handled!]
}

test('LAM-LC-04 extensions and the runtime start before the code outside the handler runs, and init ends with that code', () => {
  const [began, ended, handled] = init({}) as [number, number, number]
  // The runtime takes 300 ms, and fetching the code some more before it.
  expect(began).toBeGreaterThan(300)
  expect(ended - began).toBeCloseTo(20, 2)
  expect(handled).toBeGreaterThanOrEqual(ended)
  // An extension comes first: all the rest is as much later.
  const withExtension = init({ extensions: 'external' })
  expect([began, ended, handled].map((at, index) => withExtension[index]! - at)).toEqual([150, 150, 150])
})
