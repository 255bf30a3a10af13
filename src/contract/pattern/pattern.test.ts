import { expect, test } from 'vitest'
import { compile, type DialectName, exampleFor, explain, matches, sentence } from '../pattern.ts'

function fits(pattern: unknown, event: unknown, dialect: DialectName = 'rule'): boolean {
  const { matcher, refusal } = compile(JSON.stringify(pattern), dialect)
  if (!matcher) throw new Error(`${refusal.place}: ${refusal.text}`)
  return matches(matcher, event)
}
function refused(pattern: unknown, dialect: DialectName = 'rule'): string | undefined {
  return compile(typeof pattern === 'string' ? pattern : JSON.stringify(pattern), dialect).refusal?.place
}
/** Which of these values a list of tests lets through. */
const among = (tests: unknown[], values: readonly unknown[]) => values.filter((x) => fits({ x: tests }, { x }))

test('EB-03 every named field must hold, one value of its list is enough, and what is not named does not matter', () => {
  const pattern = { source: ['shop', 'app'], detail: { state: ['paid'], total: [100] } }
  expect(fits(pattern, { source: 'app', detail: { state: 'paid', total: 100, note: 'x' }, id: 1 })).toBe(true)
  expect(fits(pattern, { source: 'app', detail: { state: 'paid', total: 99 } })).toBe(false)
  expect(fits(pattern, { source: 'app', detail: { state: 'paid' } })).toBe(false)
  expect(fits(pattern, { source: 'app', Detail: { state: 'paid', total: 100 } })).toBe(false)
})

test('EB-03 a list in the event fits when it shares one value with the pattern', () => {
  expect(fits({ tags: ['red', 'blue'] }, { tags: ['green', 'blue'] })).toBe(true)
  expect(fits({ tags: ['red'] }, { tags: ['green', ['red']] })).toBe(true)
  expect(fits({ tags: ['red'] }, { tags: ['green'] })).toBe(false)
})

test('EB-03 in a list of objects one element must satisfy the whole', () => {
  const pattern = { items: { kind: ['book'], price: [{ numeric: ['>', 10] }] } }
  expect(fits(pattern, { items: [{ kind: 'book', price: 5 }, { kind: 'pen', price: 20 }] })).toBe(false)
  expect(fits(pattern, { items: [{ kind: 'pen', price: 5 }, { kind: 'book', price: 20 }] })).toBe(true)
})

test('EB-03 of two equal keys the last one counts', () => {
  const { matcher } = compile('{"a": ["x"], "a": ["y"]}', 'rule')
  expect([matches(matcher!, { a: 'x' }), matches(matcher!, { a: 'y' })]).toEqual([false, true])
})

test('EB-04 values are compared with their type: a text is not a number, true is not "true"', () => {
  expect(among(['1', true, null, ''], ['1', 1, true, 'true', null, 'null', ''])).toEqual(['1', true, null, ''])
})

test('EB-04 texts by their beginning, their end, and without regard to case', () => {
  const names = ['img.png', 'IMG.PNG', 'image.jpg', 7]
  expect(among([{ prefix: 'img' }], names)).toEqual(['img.png'])
  expect(among([{ suffix: '.png' }], names)).toEqual(['img.png'])
  expect(among([{ prefix: { 'equals-ignore-case': 'IMg' } }], names)).toEqual(['img.png', 'IMG.PNG'])
  expect(among([{ suffix: { 'equals-ignore-case': '.Png' } }], names)).toEqual(['img.png', 'IMG.PNG'])
  expect(among([{ 'equals-ignore-case': 'Img.png' }], names)).toEqual(['img.png', 'IMG.PNG'])
})

test('EB-04 a star in a wildcard stands for any text, also for none', () => {
  const paths = ['/lib/a.js', '/lib/', 'x/lib/y/b.js', '/src/a*.js', 'a.js.map']
  expect(among([{ wildcard: '*/lib/*' }], paths)).toEqual(['/lib/a.js', '/lib/', 'x/lib/y/b.js'])
  expect(among([{ wildcard: '*.js' }], paths)).toEqual(['/lib/a.js', 'x/lib/y/b.js', '/src/a*.js'])
  expect(among([{ wildcard: '/*/a\\**' }], paths)).toEqual(['/src/a*.js'])
  expect(among([{ wildcard: 'ab*ba' }], ['aba', 'abba'])).toEqual(['abba'])
})

test('EB-04 anything-but passes what is outside its set', () => {
  const states = ['new', 'NEW', 'newer', 'old', 5, null]
  expect(among([{ 'anything-but': 'new' }], states)).toEqual(['NEW', 'newer', 'old', 5, null])
  expect(among([{ 'anything-but': ['new', 'old'] }], states)).toEqual(['NEW', 'newer', 5, null])
  expect(among([{ 'anything-but': [5] }], states)).toEqual(['new', 'NEW', 'newer', 'old', null])
  expect(among([{ 'anything-but': { prefix: ['ne', 'ol'] } }], states)).toEqual(['NEW', 5, null])
  expect(among([{ 'anything-but': { suffix: 'er' } }], states)).toEqual(['new', 'NEW', 'old', 5, null])
  expect(among([{ 'anything-but': { 'equals-ignore-case': ['New'] } }], states)).toEqual(['newer', 'old', 5, null])
  expect(among([{ 'anything-but': { wildcard: '*e*' } }], states)).toEqual(['NEW', 'old', 5, null])
})

test('EB-04 numeric bounds may be taken in or left out', () => {
  const numbers = [-1, 0, 3, 5, 5.5, '3']
  expect(among([{ numeric: ['>', 0, '<=', 5] }], numbers)).toEqual([3, 5])
  expect(among([{ numeric: ['>=', 0, '<', 5] }], numbers)).toEqual([0, 3])
  expect(among([{ numeric: ['=', 5] }], numbers)).toEqual([5])
  expect(among([{ numeric: ['<', 0] }, { numeric: ['>', 5] }], numbers)).toEqual([-1, 5.5])
})

test('EB-04 address blocks of both kinds', () => {
  const addresses = ['10.0.0.0', '10.0.0.255', '10.0.1.0', '2001:db8::7', '2001:db9::7', 'host']
  expect(among([{ cidr: '10.0.0.0/24' }], addresses)).toEqual(['10.0.0.0', '10.0.0.255'])
  expect(among([{ cidr: '10.0.0.0/23' }], addresses)).toEqual(['10.0.0.0', '10.0.0.255', '10.0.1.0'])
  expect(among([{ cidr: '2001:db8::/32' }], addresses)).toEqual(['2001:db8::7'])
})

test('EB-04 $or needs one of its patterns, beside the fields around it', () => {
  const pattern = { source: ['shop'], $or: [{ detail: { total: [{ numeric: ['>', 100] }] } }, { detail: { vip: [true] } }] }
  expect(fits(pattern, { source: 'shop', detail: { total: 5, vip: true } })).toBe(true)
  expect(fits(pattern, { source: 'shop', detail: { total: 500 } })).toBe(true)
  expect(fits(pattern, { source: 'shop', detail: { total: 5 } })).toBe(false)
  expect(fits(pattern, { source: 'app', detail: { vip: true } })).toBe(false)
})

test('EB-04 exists asks for a value at a leaf (D-32): null is one, an object and an empty list are none', () => {
  const some = [{ exists: true }]
  const none = [{ exists: false }]
  expect([1, null, '', ['a'], [], { a: 1 }, undefined].map((x) => fits({ x: some }, { x }))).toEqual([true, true, true, true, false, false, false])
  expect([1, null, '', ['a'], [], { a: 1 }, undefined].map((x) => fits({ x: none }, { x }))).toEqual([false, false, false, false, true, true, true])
  expect(fits({ detail: { error: none } }, {})).toBe(true)
  expect(fits({ items: { error: none } }, { items: [{ error: 1 }, { ok: 1 }] })).toBe(false)
})

test('EB-04 300 and 300.0 are one number (D-31)', () => {
  const { matcher } = compile('{"total": [300.0]}', 'rule')
  expect(matches(matcher!, { total: 300 })).toBe(true)
})

test('EB-05 an empty pattern, a bare value and an unknown operator are refused, with their place', () => {
  expect(refused({})).toBe('')
  expect(refused({ detail: {} })).toBe('detail')
  expect(refused({ detail: { state: 'paid' } })).toBe('detail.state')
  expect(refused({ detail: { state: [] } })).toBe('detail.state')
  expect(refused({ detail: { state: ['a', { startsWith: 'b' }] } })).toBe('detail.state[1]')
  expect(refused({ a: [{ prefix: 'x', suffix: 'y' }] })).toBe('a[0]')
  expect(refused({ a: { prefix: 'x' } })).toBe('a')
  expect(refused({ a: [['x']] })).toBe('a[0]')
  expect(refused({ $or: [{ a: ['x'] }] })).toBe('$or')
  expect(refused('["a"]')).toBe('')
})

test('EB-05 operands that AWS does not take are refused', () => {
  for (const wrong of [
    { numeric: ['>', 5, '<', 5] }, { numeric: ['<', 5, '>', 1] }, { numeric: ['>', '5'] }, { numeric: ['>', 6e9] }, { numeric: [5] },
    { cidr: '10.0.0.0' }, { cidr: '10.0.0.0/33' }, { exists: 'yes' }, { wildcard: 'a**b' }, { wildcard: 'a\\b' },
    { 'anything-but': ['a', 1] }, { 'anything-but': null }, { 'anything-but': [] }, { 'anything-but': { numeric: ['=', 1] } }, { prefix: 5 },
  ]) expect(refused({ a: [wrong] }), JSON.stringify(wrong)).toBe('a[0]')
})

test('EB-05 what is not JSON is refused by line and column', () => {
  expect(refused('{\n  "a": [1,]\n}')).toBe('line 2, column 11')
  expect(refused('{"a": [1]')).toBe('line 1, column 10')
  expect(refused("{'a': [1]}")).toBe('line 1, column 2')
  expect(refused('{"a": [01]}')).toBe('line 1, column 9')
  expect(refused('')).toBe('line 1, column 1')
})

test('LAM-FIL-02 an event source filter has no wildcard, and values only in anything-but', () => {
  expect(refused({ body: { a: [{ wildcard: 'x*' }] } }, 'mapping')).toBe('body.a[0]')
  expect(refused({ body: { a: [{ 'anything-but': { prefix: 'x' } }] } }, 'mapping')).toBe('body.a[0]')
  expect(fits({ body: { a: [{ 'anything-but': ['x'] }, { 'equals-ignore-case': 'X' }] } }, { body: { a: 'x' } }, 'mapping')).toBe(true)
})

test('LAM-FIL-01 a filter may have 4,096 characters, an EventBridge pattern 2,048', () => {
  const long = { a: ['x'.repeat(3_000)] }
  expect([refused(long, 'mapping'), refused(long, 'rule')]).toEqual([undefined, ''])
  expect(refused({ a: ['x'.repeat(4_096)] }, 'mapping')).toBe('')
})

test('SNS-07 a filter policy names five fields at most and 150 combinations, and attributes do not nest', () => {
  const keys = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, ['v']]))
  expect([refused(keys(5), 'snsAttributes'), refused(keys(6), 'snsAttributes')]).toEqual([undefined, ''])
  const values = (n: number) => Array.from({ length: n }, (_, i) => i)
  expect([refused({ a: values(10), b: values(15) }, 'snsAttributes'), refused({ a: values(10), b: values(16) }, 'snsAttributes')]).toEqual([undefined, ''])
  // In a body every level of depth multiplies: 2 × 10 × 2 × 4 = 160.
  expect([refused({ a: { b: values(10) }, c: { d: values(3) } }, 'snsBody'), refused({ a: { b: values(10) }, c: { d: values(4) } }, 'snsBody')]).toEqual([undefined, ''])
  expect(refused({ a: { b: ['x'] } }, 'snsAttributes')).toBe('a')
})

test('EB-03 explain says of every clause whether it held, what it wanted and what was there', () => {
  const { matcher } = compile(JSON.stringify({ source: ['shop'], detail: { total: [{ numeric: ['>', 30] }], vip: [{ exists: true }] } }), 'rule')
  const why = explain(matcher!, { source: 'shop', detail: { total: 20 } })
  expect(why.map((one) => one.holds)).toEqual([true, false, false])
  expect(why.slice(1).map(sentence)).toEqual([
    'detail.total wants a number above 30; the event has 20.', 'detail.vip wants any value; the event has no such field.',
  ])
})

test('EB-03 explain names a list of objects of which no single element fits', () => {
  const { matcher } = compile(JSON.stringify({ items: { kind: ['book'], price: [{ numeric: ['>', 10] }] } }), 'rule')
  const why = explain(matcher!, { items: [{ kind: 'book', price: 5 }, { kind: 'pen', price: 20 }] })
  expect(why[0]).toEqual({ place: 'items', wants: 'one element that fits all of it', found: '2 elements, none of which does', holds: false })
})

test('a field called __proto__ is a field like any other', () => {
  const { matcher } = compile('{"__proto__": ["x"], "toString": [{"exists": false}]}', 'rule')
  expect([matches(matcher!, JSON.parse('{"__proto__": "x"}')), matches(matcher!, {})]).toEqual([true, false])
})

test('EB-04 an example for a pattern passes it, whatever the operators', () => {
  const patterns = [
    { source: ['shop'], detail: { total: [{ numeric: ['>', 100] }], state: [{ 'anything-but': ['old'] }], ip: [{ cidr: '10.0.0.0/8' }], gone: [{ exists: false }] } },
    { a: [{ prefix: 'x' }], b: [{ suffix: { 'equals-ignore-case': '.PNG' } }], c: [{ wildcard: 'a*b*c' }], d: [{ exists: true }], e: [{ numeric: ['>=', 0, '<', 1] }] },
    { $or: [{ a: [1] }, { b: [2] }], n: [null], e: [{ 'equals-ignore-case': 'Yes' }], v: [{ cidr: '2001:db8::/32' }], l: [{ numeric: ['<', 5] }] },
  ]
  for (const pattern of patterns) {
    const { matcher } = compile(JSON.stringify(pattern), 'rule')
    expect(matches(matcher!, exampleFor(matcher!)), JSON.stringify(exampleFor(matcher!))).toBe(true)
  }
})
