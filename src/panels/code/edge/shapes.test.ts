import { expect, test } from 'vitest'
import { membersOf, pathBefore, shapeOf } from './shapes.ts'

const names = (line: string, runtime: 'cloudfront-js-1.0' | 'cloudfront-js-2.0' = 'cloudfront-js-2.0') => {
  const path = pathBefore(line)
  return path === undefined ? undefined : membersOf(path, runtime).map(([name]) => name)
}

test('what may follow is offered, along the chain that stands there', () => {
  expect(names('  var uri = event.request.u')).toEqual(['method', 'uri', 'querystring', 'headers', 'cookies', 'rawQueryString'])
  expect(names('if (event.')).toEqual(['version', 'request', 'response', 'context', 'viewer'])
  expect(names('await cf.kvs().')).toEqual(['get', 'exists', 'meta'])
  expect(names('event.nothing.')).toEqual([])
  expect(names("'event.")).toEqual(['version', 'request', 'response', 'context', 'viewer'])
  expect(names("x = 're")).toBeUndefined()
})

test('what a runtime does not have is not offered', () => {
  expect(names('re')).toContain('cf')
  expect(names('re', 'cloudfront-js-1.0')).not.toContain('cf')
  expect(names('cf.', 'cloudfront-js-1.0')).toEqual([])
})

test('a name under the pointer is told of', () => {
  expect(shapeOf(['event', 'request', 'method'], 'cloudfront-js-2.0')?.says).toBe('GET, POST … Read-only.')
  expect(shapeOf(['nothing'], 'cloudfront-js-2.0')).toBeUndefined()
})
