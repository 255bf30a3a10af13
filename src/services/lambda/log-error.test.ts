import { expect, test } from 'vitest'
import { type Config, withDefaults } from '../../contract/config.ts'
import { config } from './config.ts'
import { applicationLine, printedLine, uncaughtLine } from './log-error.ts'

const settings = (values: Config) => withDefaults(config, values)
const said = { time: 1_500_000, requestId: 'r-1' }
const node = settings({ runtime: 'nodejs22.x' })
const python = settings({ runtime: 'python3.12' })

test('LAM-LOG-05 console.log of Node puts time, request and level before the text', () => {
  expect(applicationLine(node, said, 'INFO', 'hello')).toBe('2026-01-01T00:00:01.500Z\tr-1\tINFO\thello')
})

test('LAM-LOG-05 what Python prints stays as it is; its logging library has a form of its own, and says nothing below WARN', () => {
  expect(printedLine(python, said, 'hello')).toBe('hello')
  expect(applicationLine(python, said, 'ERROR', 'broken')).toBe('[ERROR]\t2026-01-01T00:00:01.500Z\tr-1\tbroken')
  expect(applicationLine(python, said, 'WARN', 'odd')).toBe('[WARNING]\t2026-01-01T00:00:01.500Z\tr-1\todd')
  expect(applicationLine(python, said, 'INFO', 'hello')).toBeUndefined()
})

test('LAM-LOG-05 an exception that nobody caught is written as its runtime does', () => {
  const error = { errorType: 'Error', errorMessage: 'no', trace: ['Error: no'] }
  expect(uncaughtLine(node, said, error)).toBe('2026-01-01T00:00:01.500Z\tr-1\tERROR\tInvoke Error\t{"errorType":"Error","errorMessage":"no","stack":["Error: no"]}')
  expect(uncaughtLine(python, said, { errorType: 'KeyError', errorMessage: "'x'", stackTrace: ['  File "/var/task/app.py", line 3\n'] })).toBe(
    "[ERROR] KeyError: 'x'\nTraceback (most recent call last):\n  File \"/var/task/app.py\", line 3",
  )
})

test('LAM-LOG-06 LAM-LOG-07 in JSON the code’s lines are objects, of the level asked for and above', () => {
  const json = settings({ runtime: 'nodejs22.x', logFormat: 'JSON', applicationLevel: 'WARN' })
  expect(JSON.parse(applicationLine(json, said, 'WARN', 'odd')!)).toEqual({ timestamp: '2026-01-01T00:00:01.500Z', level: 'WARN', message: 'odd', requestId: 'r-1' })
  expect(applicationLine(json, said, 'INFO', 'hello')).toBeUndefined()
})
