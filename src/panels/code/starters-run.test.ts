/** The starters behind the sources themselves: what comes along the wire is what they read, and their answer is taken. */
import { expect, test } from 'vitest'
import { simulateCode } from '../../testkit/simulate-code.ts'
import { BY_SOURCE, PAIRS, settingsOf } from './starters.ts'

const code = (id: string): string => BY_SOURCE.find((one) => one.id === id)!.code
const may = (action: string) => ({ statements: [{ action, resource: '*' }] })

/** Once every ten seconds; what the role needs beside its wires. */
const LIGHT = [
  ['cognito', 'signUp', { trigger: 'preSignUp' }, {}], ['cognito', 'claims', { trigger: 'preTokenGeneration' }, {}], ['ses', 'mail', { invocation: 'RequestResponse' }, {}], ['iot', 'device', {}, {}],
  ['codepipeline', 'pipeline', {}, may('codepipeline:PutJob*')], ['codecommit', 'push', {}, {}], ['customResource', 'resource', {}, {}], ['configRule', 'rule', {}, may('config:PutEvaluations')], ['lex', 'bot', {}, {}], ['alexa', 'skill', {}, {}],
] as const

test.each(LIGHT)('%s takes what the starter %s says', (service, id, wire, role) => {
  const run = simulateCode({ seed: 3, forSec: 25, mode: 'strict' }, (book) => {
    book.add(service, 'source', {})
    book.add('lambda', 'worker', { code: code(id), memoryMb: 512, ...role })
    book.wire('source', 'worker', { config: wire })
  })
  expect(run.story('worker', 'finished')).toHaveLength(3)
  expect(Object.keys(run.outcomes())).toEqual(['succeeded'])
})

test('an API asks both kinds of authorizer, and lets in whom they let in', () => {
  const pass = (service: string, id: string, authorization: string) => simulateCode({ seed: 3, forSec: 3, mode: 'strict' }, (book) => {
    book.add('client', 'people', { rps: 1, headers: [{ name: 'authorization', value: authorization }] })
    book.add(service, 'api', {})
    book.add('lambda', 'asked', { code: code(id), memoryMb: 512 })
    book.add('lambda', 'worker', { code: code('hello'), memoryMb: 512 })
    book.wire('people', 'api')
    book.wire('api', 'worker', { config: { authorizer: 'lambda' } })
    book.wire('api', 'asked', { port: 'authorizer' })
  }).story('worker', 'finished').length
  expect([pass('restApi', 'guard', 'Bearer allow-me'), pass('restApi', 'guard', 'Bearer no'), pass('restApi', 'guard', 'none')]).toEqual([3, 0, 0])
  expect([pass('httpApi', 'gate', 'Bearer allow-me'), pass('httpApi', 'gate', 'Bearer no')]).toEqual([3, 0])
})

test('the starter that reads a secret brings the secret, once', () => {
  const starter = PAIRS.find(({ id }) => id === 'secretGood')!
  const config = Object.fromEntries(settingsOf(starter, { environment: [{ key: 'STAGE', value: 'test' }] }))
  expect(config.environment).toEqual([{ key: 'STAGE', value: 'test' }, { key: 'SECRET_ID', value: 'shop/db' }])
  expect(Object.fromEntries(settingsOf(starter, config))).toEqual(config)
  const run = simulateCode({ seed: 3, forSec: 4, mode: 'strict' }, (book) => {
    book.add('client', 'people', { rps: 1 })
    book.add('lambda', 'worker', { ...config, memoryMb: 512 })
    book.wire('people', 'worker')
  })
  expect(run.outcomes()).toEqual({ succeeded: 4 })
})
