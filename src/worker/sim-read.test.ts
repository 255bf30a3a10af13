import { expect, test } from 'vitest'
import { utf8Encode } from '../base/text.ts'
import { EMPTY_DRAWING } from '../drawing/drawing.ts'
import { textIntoSvg } from '../drawing/picture.ts'
import { services } from '../services/catalogue.ts'
import { readAny, readBytes } from './sim-read.ts'
import { plain } from './sim-print.ts'

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

test('what is no drawing is refused in one sentence that says where', () => {
  const says = (bytes: Uint8Array | string): string => {
    const read = readBytes(typeof bytes === 'string' ? utf8Encode(bytes) : bytes)
    return 'refusal' in read ? read.refusal : 'read'
  }
  expect(says('{\n  "version": 1,\n  "name": "x"\n  "nodes": []\n}')).toMatch(/^This is neither a drawing \(JSON\) nor a share link: .* in line 4, column 3\.$/)
  expect(says('')).toBe('There is nothing in it: a drawing (JSON) or a share link is expected.')
  expect(says(Uint8Array.of(0xff, 0xfe, 0x7b, 0))).toBe('This is neither a drawing (JSON) nor a share link: it is no text in UTF-8.')
  expect(says(JSON.stringify({ ...EMPTY_DRAWING, more: 'x'.repeat(2_100_000) }))).toBe('This file has 2.0 MiB; a drawing has at most 2 MiB.')
  expect(says(JSON.stringify(EMPTY_DRAWING))).toBe('read')
})

test('a picture that carries a drawing is read as the page reads it', () => {
  const svg = textIntoSvg('<svg xmlns="http://www.w3.org/2000/svg"></svg>', JSON.stringify({ ...EMPTY_DRAWING, name: 'Orders' }))
  expect(readBytes(utf8Encode(svg))).toMatchObject({ drawing: { name: 'Orders' } })
})

test('names from elsewhere do not command the terminal', () => {
  expect(plain('red\u001b[31m\u0007 name\u009b2J\nnext line')).toBe('red [31m  name 2J\nnext line')
})

const scenario = (more: object) => readAny(JSON.stringify({ ...EMPTY_DRAWING, nodes: [{ id: 'n1', service: 'client', name: 'shop', x: 0, y: 0 }], scenario: more }))
test.each([
  [{ quotas: { lambdaConcurrency: 'ten' } }, /^The quota "lambdaConcurrency" is a number, 0 or more; the usual one holds\./],
  [{ quotas: { lambdaConcurrency: -1 } }, /^The quota "lambdaConcurrency" is a number/],
  [{ quotas: [] }, /^The scenario's quotas are no object/],
  [{ faults: {} }, /^The scenario's faults are no list/],
  [{ faults: [7] }, /^Fault 1 is about nothing in this drawing/],
  [{ faults: [{ id: 'f1', on: 'n1', kind: 'outage', atSec: '5', forSec: 3 }] }, /^Fault 1: atSec is a number of seconds; 0 is used\./],
  [{ faults: [{ id: 'f1', on: 'n1', kind: 'outage', atSec: 5, forSec: -3 }] }, /^Fault 1: forSec is a number of seconds; 0 is used\./],
  [{ actions: [{ on: 'n1', do: 'send', atSec: -1 }] }, /^Action 1: atSec is a number of seconds; 0 is used\./],
  [{ actions: [{ on: 'n1', do: 'send', atSec: 1, config: 'times' }] }, /^Action 1: its settings are no object/],
])('a scenario that cannot be meant so is told, not read as another: %j', (more, says) => {
  expect(scenario(more)).toEqual({ refusal: expect.stringMatching(says) })
})
