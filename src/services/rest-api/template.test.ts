import { expect, test } from 'vitest'
import { fillMapping, wrongTemplate } from './template.ts'

const ORDER = { user: 'anna', items: [{ sku: 'a', n: 2 }, { sku: 'b', n: 0 }, { sku: 'c', n: 5 }], note: '' }
const fill = (template: string, body: unknown = ORDER) =>
  fillMapping(template, { body: JSON.stringify(body), params: { path: { id: '7' }, querystring: { page: '2' }, header: {} }, context: { httpMethod: 'POST' }, stageVariables: { alias: 'live' } })

test('API-16 loops go through lists and maps, with a count and an end in sight', () => {
  expect(fill(`{"skus":[#foreach($one in $input.path('$.items'))"$one.sku"#if($foreach.hasNext),#end#end]}`)).toBe('{"skus":["a","b","c"]}')
  expect(fill(`#foreach($key in $input.path('$').keySet())$foreach.count$key #end`)).toBe('1user 2items 3note ')
  expect(fill('#foreach($n in [1..4])#if($n == 3)#break#end$n#end|#foreach($n in ["x", 2, true])$velocityCount$n#end')).toBe('12|1x223true')
  // Within a loop a name stands for its item, and afterwards for what it was.
  expect(fill('#set($n = "kept")#foreach($n in [3..1])$n#end$n')).toBe('321kept')
})

test('API-16 branches: comparisons, and, or, not, nothing and text; what is unset stays as it is written', () => {
  const says = (condition: string) => fill(`#set($root = $input.path('$'))#if(${condition})yes#{else}no#end`)
  expect(['$root.user == "anna"', '$root.items.size() > 2 && !$root.missing', '$root.missing || $root.note', '2 + 3 * 4 == 14', '($root.items[0].n + 1) >= 4', '$context.httpMethod.equals("GET")', '$nothing', 'not false', '7 / 2 == 3'].map(says))
    .toEqual(['yes', 'yes', 'yes', 'yes', 'no', 'no', 'no', 'yes', 'yes'])
  expect(fill('#if($input.params("page") == "1")first#elseif($input.params("page") == "2")second#else other#end')).toBe('second')
  expect(fill('$price and ${price} and $!price costs $5')).toBe('$price and ${price} and  costs $5')
})

test('API-16 a line that holds only a directive leaves no line behind; comments neither', () => {
  expect(fill('#set($a = 1)\n## why\n#if($a == 1)\n{"a": $a}\n#end\n#* more\n lines *#end')).toBe('{"a": 1}\nend')
})

test('API-16 a template that cannot be read says where it breaks', () => {
  expect(['#foreach($a in $b)', '#end', '#if($a', '#else x', '#foreach($a)#end', '#set($a)', '#macro(x)#end'].map(wrongTemplate)).toEqual([
    'A #foreach is never closed: write #end.', 'An #end stands alone: nothing was opened before it.', '#if wants parentheses that close.', 'An #else has no #if before it.',
    '#foreach($a) is none: write #foreach($one in $list).', '#set($a) is none: write #set($name = value).', 'The template uses #macro, which is not simulated.',
  ])
  expect(wrongTemplate('#if($a)#foreach($b in $a)x#end#else y#end, #1 and a # b')).toBeUndefined()
})

test('API-16 a loop makes a thousand rounds at most, and loops within loops end', () => {
  expect(fill('#foreach($a in $input.path("$"))x#end', Array(5_000).fill(0))).toHaveLength(1_000)
  expect(fill('#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end').length).toBeLessThanOrEqual(101_002)
})
