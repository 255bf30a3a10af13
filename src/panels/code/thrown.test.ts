import { expect, test } from 'vitest'
import { marksOf, thrownIn } from './thrown.ts'

const line = (message: string, ...stack: string[]) =>
  `2026-01-01T00:00:00.105Z\t035e3eb2\tERROR\tInvoke Error\t${JSON.stringify({ errorType: 'TypeError', errorMessage: message, stack })}`

test('the place is the first frame in a file of the function', () => {
  expect(thrownIn(line('no', 'TypeError: no', '    at run (coldstart:core:1:2)', '    at handler (file:///var/task/index.mjs:3:9)', '    at x (/var/task/lib.mjs:7:1)'))).toEqual({ file: 'index.mjs', line: 3, says: 'TypeError: no' })
  expect(thrownIn(line('no', 'TypeError: no'))).toBeUndefined()
  expect(thrownIn('2026-01-01T00:00:00.105Z\t035e3eb2\tINFO\tInvoke Error\t{"half":')).toBeUndefined()
  expect(thrownIn('START RequestId: 035e3eb2 Version: $LATEST')).toBeUndefined()
})

test('the same failure at the same place is one mark with its count', () => {
  const at = (file: string) => `    at handler (file:///var/task/${file})`
  expect(marksOf([line('a', at('index.mjs:3:1')), line('b', at('lib.mjs:9:1')), line('b', at('lib.mjs:9:1'))])).toEqual([
    { file: 'lib.mjs', line: 9, says: 'TypeError: b', times: 2 }, { file: 'index.mjs', line: 3, says: 'TypeError: a', times: 1 },
  ])
})
