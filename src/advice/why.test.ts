import { expect, test } from 'vitest'
import { REASONS, type ReasonCode, reason } from '../contract/reasons.ts'
import { K, RECORD_NAMES, RECORDS } from '../contract/trace.ts'
import { BY_REASON } from './reasons.ts'
import { everyTeller } from './by-service.ts'
import { whyOf } from './why.ts'

const RULE = /^[A-Z][A-Z0-9]*(-[A-Z]+)*-\d\d$/

test('each reason has a sentence, a rule, a remedy and a page of AWS', () => {
  const told = REASONS.flatMap(({ code }) => (code === '' ? [] : [{ code, why: whyOf(K.refused, 3, reason(code as ReasonCode))! }]))
  for (const { code, why } of told) {
    expect(why.rule, code).toMatch(RULE)
    expect(why.text, code).toMatch(/^[A-Z0-9].*\.$/)
    expect(why.remedy, code).toMatch(/\.$/)
    expect(why.page, code).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+\.html$/)
  }
  expect(Object.keys(BY_REASON).filter((code) => !REASONS.some((one) => one.code === code))).toEqual([])
})

test('what a service says of its own has a rule, a remedy and a page, too', () => {
  for (const { at, why } of everyTeller(250)) {
    expect(why.rule, at).toMatch(RULE)
    expect(`${why.text} ${why.remedy}`, at).toMatch(/^[A-Z0-9].*\.$/)
    expect(why.page, at).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+\.html$/)
  }
})

test('no reason is left to the words that say nothing', () => {
  expect(REASONS.filter(({ code }) => code !== '' && !(code in BY_REASON)).map(({ code }) => code)).toEqual([])
})

test('the same reason has other words where it means another thing', () => {
  const said = (service: string, a: number, code: ReasonCode, kind = K.refused) => whyOf(kind, a, reason(code), service)!
  expect(said('httpApi', 20, 'TooManyRequests', K.throttled).text).toContain('20 a second')
  expect(said('dynamodb', 400, 'ProvisionedThroughputExceededException', K.throttled).rule).toBe('DDB-02')
  expect(said('kinesis', 2, 'ProvisionedThroughputExceededException', K.throttled).rule).toBe('KDS-02')
  // The status of the row is no time.
  expect(said('functionUrl', 504, 'GatewayTimeout').text).not.toContain('0.5 s')
  expect(whyOf(K.filtered, 0, 0, 'sns')!.rule).toBe('SNS-07')
  expect(whyOf(K.filtered, 0, reason('NoMatchingRule'), 'eventbridge')!.rule).toBe('EB-02')
})

test('each bad row at a node can say why', () => {
  const bad = RECORD_NAMES.filter((name) => RECORDS[name].tone === 'bad' && RECORDS[name].place === 'node')
  expect(bad.filter((name) => whyOf(K[name], 0, 0) === undefined)).toEqual([])
})

test('a crash of code says why by what the code said; without that it was the memory', () => {
  const crashed = (thrown?: string) => whyOf(K.crashed, 12, 0, 'lambda', thrown)!
  expect(crashed("Runtime.UserCodeSyntaxError: SyntaxError: expecting ';'")).toMatchObject({ rule: 'LAM-ERR-07', text: expect.stringContaining('does not parse') })
  expect(crashed('Runtime.NodejsExit: The Lambda runtime client detected an unexpected exit').rule).toBe('LAM-ERR-09')
  expect(crashed('TypeError: no config')).toMatchObject({ rule: 'LAM-ERR-05', text: expect.stringContaining('Nobody caught it') })
  expect(crashed('constructor: x').rule).toBe('LAM-ERR-05')
  expect(crashed().rule).toBe('LAM-ERR-03')
  expect(whyOf(K.initFailed, 12, 0, 'lambda', 'Runtime.ImportModuleError: Error: Cannot find module')!.text).toContain('not in the package')
})

test('the numbers of the row are in the sentence', () => {
  expect(whyOf(K.throttled, 10, reason('ReservedFunctionConcurrentInvocationLimitExceeded'))!.text).toContain('All 10 reserved')
  expect(whyOf(K.timedOut, 3_000, 0)!.text).toContain('after 3 s')
  expect(whyOf(K.timedOut, 30_000, 0, 'client')!.text).toContain('The client had waited 30 s')
  expect(whyOf(K.timedOut, 30_000, 0, 'httpApi')!.text).toContain('The integration had not answered after 30 s')
  expect(whyOf(K.deadLettered, 3, reason('maxReceiveCount'))!.text).toContain('3 times')
  expect(whyOf(K.expired, 345_600_000, 0)!.text).toContain('4 days')
})
