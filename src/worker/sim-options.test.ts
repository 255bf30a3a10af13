import { expect, test } from 'vitest'
import { sketch } from '../testkit/simulate.ts'
import { parseArguments, settle } from './sim-options.ts'

const refused = (...words: string[]) => parseArguments(words)
const set = (...settings: string[]) => {
  const drawing = sketch({}, (book) => {
    book.add('client', 'shop')
    book.add('lambda', 'api.v2', { reserved: 5 })
    book.add('sqs', 'twin')
    book.add('sqs', 'other')
  })
  // A file may call two nodes the same.
  const twins = { ...drawing, nodes: drawing.nodes.map((node) => (node.name === 'other' ? { ...node, name: 'twin' } : node)) }
  const options = parseArguments(['x.json', ...settings.flatMap((one) => ['--set', one])])
  if ('refusal' in options) return options
  const made = settle(twins, options)
  return 'refusal' in made ? made : Object.fromEntries(made.drawing.nodes.map(({ id, config }) => [id, config]))
}

test.each([
  [['x.json', '--frob'], /^There is no option --frob\. Use: /],
  [['-x', 'x.json'], /^There is no option -x\. Use: /],
  [['--', 'x.json'], /^There is no option --\. Use: /],
  [['x.json', '--for'], /^--for needs a value\. Use: /],
  [['x.json', '--for', '-5'], /^--for is a span such as 90s.*it was "-5"\.$/],
  // Less than the clock can tell apart: a run of no time at all.
  [['x.json', '--for', '0.0000001'], /^--for is a span such as 90s/],
  [['x.json', '--for', '367d'], /^--for is a span .* at most 366 days; it was "367d"\.$/],
  [['x.json', '--for', '9'.repeat(400)], /^--for is a span/],
  [['x.json', '--seed', '4294967296'], /^--seed is a whole number from 0 to 4294967295/],
  [['x.json', '--set', 'shop=1'], /^--set is node\.field=value; it was "shop=1"\.$/],
  [['x.json', 'y.json'], /^One file at a time: y\.json is a second one\./],
  [[], /^Use: npm run --silent sim -- FILE/],
] as const)('%j is refused in one line', (words, says) => {
  expect(refused(...words)).toEqual({ refusal: expect.stringMatching(says) })
  expect((refused(...words) as { refusal: string }).refusal).not.toContain('\n')
})

test('whoever asks for help gets it, whatever else stands there', () => {
  for (const words of [['--help'], ['-h'], ['x.json', '--for', '5s', '--help']]) expect(refused(...words)).toMatchObject({ help: true })
})

test('a value may hold points and signs of equality, a name points', () => {
  expect(set('api.v2.code=exports.a.b=1; c.d=2')).toMatchObject({ n2: { code: 'exports.a.b=1; c.d=2' } })
  expect(set('n1.rps=7', 'api.v2.reserved=null')).toMatchObject({ n1: { rps: 7 }, n2: { reserved: null } })
})

test('a setting is one of the node’s own, and a name stands for one node', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'Rps']) expect(set(`shop.${name}=1`)).toEqual({ refusal: expect.stringMatching(`^--set: shop has no setting ${name}\\. It has pattern, rps, `) })
  expect(set('twin.delaySec=3')).toEqual({ refusal: '--set: 2 nodes are called twin. Say which by its id: n3, n4.' })
  expect(set('n4.delaySec=3')).toMatchObject({ n4: { delaySec: 3 } })
  expect(set('shop.rps=fast')).toEqual({ refusal: '--set shop.rps: Requests is 0 to 20,000 /s.' })
})
