import { expect, test } from 'vitest'
import { EMPTY_DRAWING } from '../drawing/drawing.ts'
import { services } from '../services/catalogue.ts'
import { readAny } from './sim-read.ts'

const read = (service: string, config: object) => readAny(JSON.stringify({ ...EMPTY_DRAWING, nodes: [{ id: 'n1', service, name: 'order', x: 0, y: 0, config }] }))

test('what the page would mend is refused in the terminal, with its place: nothing runs half configured', () => {
  expect(read('lambda', { timeoutSec: 1_000 })).toEqual({ refusal: 'order: Timeout is 1 to 900 s; 1,000 is not. Mend it; nothing was run.' })
  expect(read('sns', { people: [{ protocol: 'fax', endpoint: '1', confirmed: true }] })).toEqual({ refusal: expect.stringMatching(/^order: Mail and text messages, row 1: .* Mend it; nothing was run\.$/) })
  // What is merely unknown is kept, and told: somebody may have mistyped it.
  expect(read('lambda', { memory: 512 })).toMatchObject({ drawing: { version: 1 }, notes: ['order: this program does not know the setting "memory"; it is kept.'] })
})

test('no service takes a setting of the wrong kind', () => {
  for (const { id, config } of services) {
    for (const name of Object.keys(config)) expect(read(id, { [name]: { wrong: 'kind' } }), `${id} ${name}`).toEqual({ refusal: expect.stringMatching(/^order: .* nothing was run\.$/) })
  }
})
