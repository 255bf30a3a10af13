import { expect, test } from 'vitest'
import { type Json, visit, type Visit } from '../../testkit/front.ts'
import { headerOf } from '../../contract/http.ts'
import type { Config } from '../../contract/config.ts'

const site = (visits: readonly Visit[], config: Config = {}, wire: Config = {}) => visit(visits, {}, (drawing) => {
  drawing.add('web', 'web')
  drawing.add('cloudfront', 'cdn', config)
  drawing.add('s3', 'site')
  drawing.wire('web', 'cdn')
  drawing.wire('cdn', 'site', { config: wire })
})
const caches = (told: readonly { readonly response: Json }[]): string[] => told.map(({ response }) => headerOf(response.headers, 'x-cache')!)

test('CF-01 the first request goes to the origin, the next is answered by the edge', () => {
  const run = site([[0, 'GET', '/a.txt'], [1, 'GET', '/a.txt']])
  expect(caches(run.told())).toEqual(['Miss from cloudfront', 'Hit from cloudfront'])
  expect(run.metric('cdn', 'OriginRequests').sum).toBe(1)
})
