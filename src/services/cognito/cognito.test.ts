import type { PreSignUpTriggerEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { makePlan } from '../../engine/plan.ts'
import { listener, reached } from '../../testkit/listener.ts'
import { simulate, sketch } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'
import { TRIGGERS, type TriggerWire } from './config.ts'
import { judge } from './judge.ts'

const signed = (fn: Config, wire: Config = {}) => simulate({ services: [...services, listener], forSec: 120 }, (drawing) => {
  drawing.add('cognito', 'users', { perMinute: 1 })
  drawing.add('listener', 'fn', fn)
  drawing.wire('users', 'fn', { config: wire })
})
const sums = (run: ReturnType<typeof signed>) => ['Succeeded', 'Failed', 'Timeouts', 'Retries'].map((name) => run.metric('users', name).sum)

test('COG-06 the event of a sign-up', () => {
  const event: PreSignUpTriggerEvent = reached(signed({})).events[0] as PreSignUpTriggerEvent
  expect(Object.keys(event)).toEqual(['version', 'region', 'userPoolId', 'userName', 'callerContext', 'triggerSource', 'request', 'response'])
  expect(event).toMatchObject({ version: '1', region: 'us-east-1', userName: 'ada', triggerSource: 'PreSignUp_SignUp', request: { userAttributes: { email: 'ada@example.com' } }, response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false } })
  expect(event.userPoolId).toMatch(/^us-east-1_[0-9a-f]{9}$/)
})

test('COG-05 WIR-21 every trigger says its source, the second version of token generation its number', () => {
  for (const [trigger, source] of Object.entries(TRIGGERS)) expect(reached(signed({}, { trigger })).events[0]).toMatchObject({ triggerSource: source })
  expect(reached(signed({}, { trigger: 'preTokenGeneration', version: 'V2_0' })).events[0]).toMatchObject({ version: '2', request: { scopes: ['aws.cognito.signin.user.admin'] }, response: { claimsAndScopeOverrideDetails: null } })
})

test('COG-04 LAM-SYNC-13 five seconds, three tries, then the sign-in fails', () => {
  const run = signed({ takesMs: 5_001 })
  expect(sums(run)).toEqual([0, 1, 3, 2])
  expect(reached(run).at).toEqual([0, 5, 10])
  expect(run.metric('users', 'Latency').max).toBe(15_000)
  // A function error is an answer: nobody asks again.
  expect(sums(signed({ fails: 1 }))).toEqual([0, 1, 0, 0])
  expect(sums(signed({ answer: '{"response":{}}' }))).toEqual([1, 0, 0, 0])
  expect(sums(signed({ answer: 'null' }))).toEqual([0, 1, 0, 0])
})

test('COG-07 responses that Cognito does not take', () => {
  const says = (trigger: string, answer: unknown) => judge(answer, { trigger } as TriggerWire)
  expect(says('preSignUp', { response: { autoConfirmUser: true } })).toBeUndefined()
  expect(says('preSignUp', { response: { autoConfirmUser: 'yes' } })).toContain('autoConfirmUser')
  expect(says('preSignUp', { autoConfirmUser: true })).toBe('InvalidLambdaResponseException: Unrecognizable lambda output')
  expect(says('customMessage', { response: { emailMessage: 'Hello {####}' } })).toBeUndefined()
  expect(says('customMessage', { response: { emailMessage: 'Hello' } })).toContain('emailMessage')
  expect(says('userMigration', { response: {} })).toContain('UserNotFoundException')
  expect(says('verifyAuthChallenge', { response: { answerCorrect: null } })).toContain('answerCorrect')
})

test('VAL-21 COG-05 a timeout beyond five seconds is warned of, and two functions for one trigger are refused', () => {
  const { findings } = makePlan(sketch({}, (drawing) => {
    drawing.add('cognito', 'users')
    drawing.add('lambda', 'one', { timeoutSec: 10 })
    drawing.add('lambda', 'two')
    drawing.wire('users', 'one')
    drawing.wire('users', 'two')
  }), services)
  expect(findings.map(({ rule, level }) => `${rule} ${level}`)).toEqual(['VAL-21 warning', 'COG-05 error'])
})
