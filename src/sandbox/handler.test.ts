import { expect, test } from 'vitest'
import { ms } from '../base/units.ts'
import { guestOf, Refused } from '../testkit/guest.ts'

test('LAM-PRG-03 what lies outside the handler runs once and lives as long as its environment', () => {
  const guest = guestOf('let n = 0\nconsole.log("init")\nexport const handler = async () => ++n')
  expect(guest.init.lines).toEqual(['init'])
  expect([guest.invoke().value, guest.invoke().value, guest.invoke().value]).toEqual([1, 2, 3])
  expect(guestOf('let n = 0\nexport const handler = async () => ++n').invoke().value).toBe(1)
})

test('LAM-PRG-01 async handlers, callbacks and plain functions end as on AWS', () => {
  expect(guestOf('exports.handler = (event, context, callback) => callback(null, event.n + 1)', { file: 'index.js' }).invoke({ n: 1 }).value).toBe(2)
  expect(guestOf('exports.handler = (event, context, callback) => setTimeout(() => callback(null, "late"), 50)', { file: 'index.js' }).invoke().value).toBe('late')
  expect(guestOf('exports.handler = () => "ignored"', { file: 'index.js' }).invoke().value).toBe(null)
  expect(guestOf('export const handler = async () => undefined').invoke().value).toBe(null)
  expect(guestOf('exports.handler = (event, context, callback) => callback(new Error("no"))', { file: 'index.js' }).invoke().end).toMatchObject({ kind: 'threw', error: { errorType: 'Error', errorMessage: 'no' } })
  expect(guestOf('export const handler = () => "said"', { runtime: 'nodejs24.x' }).invoke().value).toBe('said')
  expect(guestOf('export const handler = (event, context, callback) => callback()', { runtime: 'nodejs24.x' }).init.end).toMatchObject({ kind: 'crashed', error: { errorType: 'Runtime.CallbackHandlerDeprecated' } })
})

test('time is virtual: a timer takes its time, a date tells it', () => {
  const told = guestOf('export const handler = async () => {\n const from = Date.now()\n await new Promise((done) => setTimeout(done, 250))\n return [Date.now() - from, new Date().toISOString()]\n}').invoke()
  expect(told.value).toEqual([250, '2026-01-01T00:00:00.250Z'])
})

test('SBX-01 a command of the SDK is a call, its answer is what send gives', () => {
  const code = `
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs'
const sqs = new SQSClient({})
export const handler = async (event) => {
  const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl: event.url, MessageBody: 'hello' }))
  return MessageId
}`
  const told = guestOf(code).invoke({ url: 'https://q' }, () => ({ MessageId: 'm-1' }), ms(20))
  expect(told.calls).toEqual(['SQS.SendMessage {"QueueUrl":"https://q","MessageBody":"hello"}'])
  expect(told.value).toBe('m-1')
  expect(told.at).toBeGreaterThan(ms(20))
})

test('SBX-02 a refusal is thrown as the class that the client exports', () => {
  const code = `
const { SQS, QueueDoesNotExist } = require('@aws-sdk/client-sqs')
exports.handler = async () => {
  try {
    await new SQS().sendMessage({ QueueUrl: 'none', MessageBody: 'x' })
  } catch (error) {
    return [error instanceof QueueDoesNotExist, error instanceof Error, error.name, error.message, error.$fault, error.$metadata.httpStatusCode]
  }
}`
  const told = guestOf(code, { file: 'index.js' }).invoke({}, () => {
    throw new Refused('QueueDoesNotExist', 'The specified queue does not exist.')
  })
  expect(told.value).toEqual([true, true, 'QueueDoesNotExist', 'The specified queue does not exist.', 'client', 400])
})

test('LAM-ERR-05 an exception is told with its type, its message and the place in the file', () => {
  const { end } = guestOf('export const handler = async (event) => {\n  return event.user.name\n}').invoke()
  expect(end).toEqual({
    kind: 'threw',
    error: {
      errorType: 'TypeError', errorMessage: "Cannot read properties of undefined (reading 'name')",
      trace: ["TypeError: Cannot read properties of undefined (reading 'name')", '    at Runtime.handler (file:///var/task/index.mjs:2:10)', '    at Runtime.handleOnceNonStreaming (file:///var/runtime/index.mjs:1173:29)'],
    },
  })
})

test('chance comes from the seed alone', () => {
  const code = 'export const handler = async () => [Math.random(), Math.random()]'
  expect(guestOf(code).invoke().value).toEqual(guestOf(code).invoke().value)
})

test('LAM-LC-04 init may wait: for a timer, for an answer, at the top of a module', () => {
  const code = `
import { SSM } from '@aws-sdk/client-ssm'
await new Promise((done) => setTimeout(done, 300))
const { Parameter } = await new SSM().getParameter({ Name: '/key' })
export const handler = async () => Parameter.Value`
  const guest = guestOf(code, { answer: () => ({ Parameter: { Value: 'secret' } }) })
  expect(guest.init.calls).toEqual(['SSM.GetParameter {"Name":"/key"}'])
  expect(guest.init.at).toBeGreaterThan(ms(310))
  expect(guest.invoke().value).toBe('secret')
})

test('an answer that nobody waits for changes nothing, however often it comes', () => {
  const { host, guest } = guestOf('export const handler = async () => 1')
  const waits = guestOf(`import { SQS } from '@aws-sdk/client-sqs'\nexport const handler = async () => (await new SQS().sendMessage({})).MessageId`)
  const context = { functionName: 'f', functionVersion: '1', invokedFunctionArn: 'a', memoryLimitInMB: '128', awsRequestId: 'r', logGroupName: 'g', logStreamName: 's', deadline: 3_000_000 }
  const turn = waits.host.invoke(waits.guest, '{}', context, 0, 3_000_000)
  const answer = { ok: true, json: '{"MessageId":"m"}' }
  expect(waits.host.answer(waits.guest, 99, answer, 10, 3_000_000).end).toBe(null)
  expect(waits.host.answer(waits.guest, turn.calls[0]!.id, answer, 20, 3_000_000).end).toEqual({ kind: 'returned', json: '"m"' })
  expect(waits.host.answer(waits.guest, turn.calls[0]!.id, answer, 30, 3_000_000).end).toBe(null)
  expect(host.answer(guest, 1, answer, 0, 3_000_000)).toMatchObject({ end: null, lines: [], calls: [] })
})
