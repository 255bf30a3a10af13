import { expect, test } from 'vitest'
import { record } from '../testkit/record.ts'
import { K } from '../trace/records.ts'
import { rowsBetween } from '../trace/reader.ts'
import { lineOf } from './said.ts'

test('CF-02 a row of a distribution says for which path its cache was asked, and what a function made wrong', () => {
  const run = record({ forSec: 3 }, (book) => {
    book.add('client', 'viewers', { rps: 1 })
    book.add('cloudfront', 'cdn')
    book.add('s3', 'site')
    book.add('lambda', 'edge', { response: '"no object"', versions: [{ number: 1, settings: '' }] })
    book.wire('viewers', 'cdn', { config: { path: '/a.txt?b=1' } })
    book.wire('cdn', 'site', { port: 'origins' })
    book.wire('cdn', 'edge', { port: 'viewer-response', config: { qualifier: '1' } })
  })
  const said = rowsBetween(run.keep, 0, 3e6, 1_000).filter(({ kind }) => kind === K.looked || kind === K.judged).map((row) => lineOf(run, row))
  expect(said.slice(0, 4)).toEqual(['miss: /a.txt', 'The function returned a string, and not an object.', 'hit: /a.txt', 'The function returned a string, and not an object.'])
})
