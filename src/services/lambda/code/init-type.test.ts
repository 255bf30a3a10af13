/** What code reads of how its environment began. */
import { expect, test } from 'vitest'
import { simulateCode } from '../../../testkit/simulate-code.ts'

const code = 'const began = process.env.AWS_LAMBDA_INITIALIZATION_TYPE\nexport const handler = async (event) => {\n  console.log(event.n, began)\n  if (event.n === 0) process.exit(1)\n}'
const told = (texts: readonly string[]) => texts.filter((text) => !text.includes('ERROR')).map((text) => text.replace(/^\d+ INFO /, ''))

test('LAM-PC-03 an environment tells its code whether it was provisioned or began on demand, after a crash too', () => {
  const run = simulateCode({ seed: 1, forSec: 9 }, (book) => {
    // Two at once: one environment is provisioned, the other begins on demand. The second pair finds the first one dead and begun anew.
    book.add('client', 'people', { pattern: 'burst', burstSize: 2, burstEveryMs: 5_000, body: '{"n":{{seq}}}' })
    book.add('lambda', 'shop', { code, versions: [{ number: 1, settings: '' }], provisioned: [{ qualifier: '1', environments: 1, readyAtStart: true, target: 0, min: 1, max: 5 }] })
    book.wire('people', 'shop', { config: { qualifier: '1' } })
  })
  expect(told(run.texts).sort()).toEqual(['0 provisioned-concurrency', '1 on-demand', '2 provisioned-concurrency', '3 on-demand'])
})
