import { expect, test } from 'vitest'
import { auditEvents, INVOKE, keptByDefault } from './log-audit.ts'

const names = (verb: string, settings: readonly string[] = []) => auditEvents(verb, settings).map(({ eventName }) => eventName)

test('LAM-OBS-01 CloudTrail records changes of a function by the call that made them, and invocations only when asked to', () => {
  expect(names('set', ['memoryMb', 'timeoutSec'])).toEqual(['UpdateFunctionConfiguration'])
  expect(names('set', ['reserved', 'memoryMb'])).toEqual(['PutFunctionConcurrency', 'UpdateFunctionConfiguration'])
  expect(names('deploy')).toEqual(['UpdateFunctionCode'])
  expect(names('publish', ['alias'])).toEqual(['PublishVersion', 'UpdateAlias'])
  expect(auditEvents('deploy', []).every(keptByDefault)).toBe(true)
  expect(keptByDefault(INVOKE)).toBe(false)
  // A zone that fails is nobody's call, nor is the pace at which idle environments go.
  expect([names('loseZone'), names('set', ['idleEndSec'])]).toEqual([[], []])
})
