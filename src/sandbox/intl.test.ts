import { expect, test } from 'vitest'
import { guestOf } from '../testkit/guest.ts'

/** What an expression gives inside, and in this process: English, UTC. A narrow blank before AM is a blank. */
function both(cases: readonly string[]): readonly [inside: unknown, here: unknown] {
  const code = `[${cases.join(',\n')}]`
  const told = guestOf(`export const handler = async () => ${code}`, { memoryMb: 512 }).invoke()
  if (told.end?.kind !== 'returned') throw new Error(JSON.stringify(told.end))
  // biome-ignore lint/security/noGlobalEval: the same text that ran inside.
  const here = (0, eval)(code) as unknown[]
  return [told.value, here.map((one) => (typeof one === 'string' ? one.replaceAll('\u202f', ' ') : one))]
}

const AT = ['Date.UTC(2026, 0, 1)', 'Date.UTC(2026, 10, 21, 15, 4, 5, 67)']
const OPTIONS = [
  '{ }', "{ dateStyle: 'full' }", "{ dateStyle: 'long', timeStyle: 'short' }", "{ dateStyle: 'medium', timeStyle: 'medium' }", "{ dateStyle: 'short', timeStyle: 'long' }", "{ timeStyle: 'short' }",
  "{ month: 'long', day: 'numeric', year: 'numeric' }", "{ month: 'short', day: '2-digit' }", "{ month: 'long', year: 'numeric' }", "{ weekday: 'short', month: 'short', day: 'numeric' }", "{ weekday: 'long' }",
  "{ year: 'numeric', month: '2-digit', day: '2-digit' }", "{ hour: 'numeric', minute: '2-digit' }", "{ hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }",
  "{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }", "{ hour: 'numeric' }", "{ month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' }", "{ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }",
  "{ minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 }", "{ year: '2-digit', month: 'numeric', day: 'numeric', weekday: 'short' }", "{ timeZoneName: 'short', hour: 'numeric', minute: 'numeric' }",
]

test('dates in words are those of en-US and UTC', () => {
  const zoned = (options: string) => options.replace(/\}$/, ", timeZone: 'UTC' }").replace('{ ,', '{')
  const cases = AT.flatMap((at) => OPTIONS.flatMap((options) => [
    `new Intl.DateTimeFormat('en-US', ${zoned(options)}).format(${at})`,
    ...(/Style/.test(options) ? [] : [`new Date(${at}).toLocaleString('en-US', ${zoned(options)})`, `new Date(${at}).toLocaleDateString('en-US', ${zoned(options)})`, `new Date(${at}).toLocaleTimeString('en-US', ${zoned(options)})`]),
  ]))
  const [inside, here] = both(cases)
  expect(inside).toEqual(here)
})

test('numbers, lists, plurals and spans of time in words', () => {
  const [inside, here] = both([
    '(1234567.891).toLocaleString("en-US")', '(-0.5).toLocaleString("en-US")', 'new Intl.NumberFormat("en-US", { style: "currency", currency: "EUR" }).format(-1234.5)', 'new Intl.NumberFormat("en-US", { style: "percent" }).format(0.256)',
    'new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 2 }).format(3)', 'new Intl.ListFormat("en-US").format(["a", "b", "c"])', 'new Intl.ListFormat("en-US", { type: "disjunction" }).format(["a", "b"])',
    'new Intl.PluralRules("en-US").select(1)', 'new Intl.PluralRules("en-US", { type: "ordinal" }).select(22)', 'new Intl.PluralRules("en-US", { type: "ordinal" }).select(11)',
    'new Intl.RelativeTimeFormat("en-US").format(-3, "days")', 'new Intl.RelativeTimeFormat("en-US", { numeric: "auto" }).format(1, "day")', 'new Intl.RelativeTimeFormat("en-US").format(1, "hour")',
  ])
  expect(inside).toEqual(here)
})

test('money, units and short numbers in words', () => {
  const styles = [
    "{ style: 'currency', currency: 'JPY' }", "{ style: 'currency', currency: 'CHF' }", "{ style: 'currency', currency: 'USD', maximumFractionDigits: 0 }", "{ style: 'currency', currency: 'USD', currencyDisplay: 'code' }",
    "{ notation: 'compact' }", "{ notation: 'compact', compactDisplay: 'long' }", "{ maximumSignificantDigits: 3 }", "{ signDisplay: 'always' }", "{ useGrouping: false }", "{ minimumIntegerDigits: 2 }", "{ style: 'unit', unit: 'megabyte' }",
    "{ style: 'unit', unit: 'kilometer' }", "{ style: 'percent', maximumFractionDigits: 1 }", '{ maximumFractionDigits: 0 }',
  ]
  const [inside, here] = both(styles.flatMap((style) => [0, 7, -1234.567, 1_500_000, 12_345].map((value) => `(${value}).toLocaleString("en-US", ${style})`)))
  expect(inside).toEqual(here)
})

test('texts are sorted as in English, not by their codes', () => {
  const [inside, here] = both([
    '["b", "a", "B", "A", "ä", "z", "Z", "10", "9", "_", "-", " "].sort((a, b) => a.localeCompare(b))', '["item 10", "item 9", "Item 1"].sort(new Intl.Collator("en-US", { numeric: true }).compare)',
    '"a".localeCompare("A", "en", { sensitivity: "base" })', '"résumé".localeCompare("resume", undefined, { sensitivity: "accent" })', '"a".localeCompare("b")', '"same".localeCompare("same")', '"ab".localeCompare("a")',
  ])
  expect(inside).toEqual(here)
})

test('what Intl does not know here is refused by name', () => {
  const code = (text: string) => guestOf(`export const handler = async () => ${text}`).invoke().end
  const refused = (errorMessage: unknown) => ({ kind: 'threw', error: { errorType: 'NotImplementedInPlayground', errorMessage } })
  expect(code("new Date(0).toLocaleString('de-DE')")).toMatchObject(refused('Intl in the playground speaks en-US only, not de-DE'))
  expect(code("new Date(0).toLocaleTimeString('en-US', { timeZone: 'Europe/Berlin' })")).toMatchObject(refused('Intl in the playground knows the time zone UTC only, not Europe/Berlin'))
  expect(code('new Intl.Segmenter("en")')).toMatchObject(refused(expect.stringMatching(/^Intl in the playground has no Segmenter\. It has NumberFormat, /)))
  expect(code('new Intl.DateTimeFormat().formatToParts()')).toMatchObject(refused('Intl in the playground has no DateTimeFormat.formatToParts'))
  expect(code('Intl.NumberFormat("en-US").format(1000)')).toMatchObject({ kind: 'returned', json: '"1,000"' })
})

test('a time zone other than UTC is told of, because dates do not follow it', () => {
  const lines = (TZ: string) => guestOf('export const handler = async () => new Date(0).getHours()', { variables: { TZ } }).init.lines
  expect(lines('Europe/Berlin')).toEqual(['WARN TZ is Europe/Berlin, but the playground knows UTC only: dates are told in UTC.'])
  expect([lines(':UTC'), lines('UTC'), lines('')]).toEqual([[], [], []])
})
