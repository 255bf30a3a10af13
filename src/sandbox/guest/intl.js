// @ts-nocheck
/** A little of Intl, in English: the engine has none. */
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const grouped = (value, digits) => {
  const [whole, rest] = Math.abs(value).toFixed(digits).split('.')
  return `${value < 0 ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest ? `.${rest}` : ''}`
}
const refuse = (what) => {
  throw Object.assign(new RangeError(`Intl in the playground ${what}`), { name: 'NotImplementedInPlayground' })
}
/** What is asked for is English as in the United States, or nothing in particular. */
function english(locales) {
  const [first] = [locales ?? 'en-US'].flat()
  const name = first === undefined ? 'en-US' : String(first)
  if (!/^[a-z]{2,3}(?:-\w{2,8})*$/i.test(name)) throw new RangeError(`Incorrect locale information provided`)
  if (!/^en(?:-(?:US|u-.*))?$/i.test(name)) refuse(`speaks en-US only, not ${name}`)
}
function universal(zone) {
  if (zone !== undefined && !/^(?:UTC|GMT|Etc\/(?:UTC|GMT|UCT|Zulu|Greenwich|Universal)|[+-]00:?00)$/i.test(String(zone))) refuse(`knows the time zone UTC only, not ${zone}`)
}
/** What en-US writes before an amount; other currencies by their letters. */
const SIGNS = { USD: '$', EUR: '€', GBP: '£', JPY: '¥', INR: '₹', CNY: 'CN¥', KRW: '₩', BRL: 'R$', CAD: 'CA$', AUD: 'A$', MXN: 'MX$', NZD: 'NZ$', ILS: '₪', VND: '₫', TWD: 'NT$', HKD: 'HK$', PHP: '₱' }
const WHOLE = /^(?:JPY|KRW|VND|CLP|ISK|UGX|XAF|XOF|XPF|PYG|RWF)$/
const UNITS = { byte: 'byte', kilobyte: 'kB', megabyte: 'MB', gigabyte: 'GB', second: 'sec', millisecond: 'ms', minute: 'min', hour: 'hr', day: 'day', percent: '%', celsius: '°C', kilometer: 'km', meter: 'm', kilogram: 'kg', liter: 'L' }
const SHORT = [[1e12, 'T', 'trillion'], [1e9, 'B', 'billion'], [1e6, 'M', 'million'], [1e3, 'K', 'thousand']]

class NumberFormat {
  constructor(locales, options = {}) {
    english(locales)
    const { style = 'decimal', currency, unit, notation = 'standard', numberingSystem = 'latn' } = options
    if (!['decimal', 'percent', 'currency', 'unit'].includes(style)) throw new RangeError(`Value ${style} out of range for Intl.NumberFormat options property style`)
    if (style === 'currency' && currency === undefined) throw new TypeError('Currency code is required with currency style.')
    if (style === 'unit' && !Object.hasOwn(UNITS, String(unit))) refuse(`knows the units ${Object.keys(UNITS).join(', ')}, not ${unit}`)
    if (notation !== 'standard' && notation !== 'compact') refuse(`writes numbers in full or compact, not ${notation}`)
    if (numberingSystem !== 'latn') refuse(`writes numbers in latn only, not ${numberingSystem}`)
    this.options = options
    this.format = (value) => this.#told(value)
  }
  #told(value) {
    const { style, currency, currencyDisplay, unit, notation, compactDisplay, minimumFractionDigits, maximumFractionDigits, maximumSignificantDigits, useGrouping, signDisplay, minimumIntegerDigits } = this.options
    const number = Number(value) * (style === 'percent' ? 100 : 1)
    if (Number.isNaN(number)) return 'NaN'
    const usual = style === 'currency' ? (WHOLE.test(currency) ? 0 : 2) : 0
    const least = minimumFractionDigits ?? (notation === 'compact' ? 0 : Math.min(usual, maximumFractionDigits ?? usual))
    let most = Math.max(least, maximumFractionDigits ?? (style === 'currency' ? usual : style === 'percent' ? 0 : 3))
    let shown = number
    let after = ''
    if (notation === 'compact') {
      const size = SHORT.find(([from]) => Math.abs(number) >= from * 0.9995)
      if (size) {
        shown = number / size[0]
        after = compactDisplay === 'long' ? ` ${size[2]}` : size[1]
      }
      if (maximumFractionDigits === undefined) most = Math.abs(shown) < 100 ? (Math.abs(shown) >= 10 ? 0 : 1) : 0
    }
    if (maximumSignificantDigits !== undefined) {
      shown = Number(shown.toPrecision(maximumSignificantDigits))
      most = 20
    }
    let text = Number.isFinite(shown) ? grouped(shown, most) : shown < 0 ? '-∞' : '∞'
    if (useGrouping === false) text = text.replaceAll(',', '')
    if (minimumIntegerDigits) text = text.replace(/^(-?)([\d,]+)/, (_all, sign, digits) => sign + (digits.includes(',') ? digits : digits.padStart(minimumIntegerDigits, '0')))
    if (most > least && text.includes('.')) {
      const [whole, rest] = text.split('.')
      const kept = rest.replace(new RegExp(`0{0,${most - least}}$`), '')
      text = kept === '' ? whole : `${whole}.${kept}`
    }
    // Nothing is left of what rounds to zero but its sign.
    const minus = text.startsWith('-') || (Object.is(shown, -0) && signDisplay !== 'negative')
    text = text.replace(/^-/, '') + after
    if (style === 'currency') text = (currencyDisplay === 'code' ? `${currency}\u00a0` : (SIGNS[currency] ?? `${currency}\u00a0`)) + text
    if (style === 'percent') text += '%'
    if (style === 'unit') text += unit === 'percent' ? '%' : unit === 'celsius' ? '°C' : ` ${UNITS[unit]}${['byte', 'day'].includes(unit) && text !== '1' ? (unit === 'day' ? 's' : '') : ''}`
    const mark = minus && signDisplay !== 'never' ? '-' : signDisplay === 'always' || (signDisplay === 'exceptZero' && number !== 0) ? '+' : ''
    return mark + text
  }
  resolvedOptions() {
    return { locale: 'en-US', numberingSystem: 'latn', ...this.options }
  }
}
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const two = (value) => String(value).padStart(2, '0')
const STYLES = {
  full: { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }, long: { month: 'long', day: 'numeric', year: 'numeric' },
  medium: { month: 'short', day: 'numeric', year: 'numeric' }, short: { month: 'numeric', day: 'numeric', year: '2-digit' },
}
const TIMES = { full: { timeZoneName: 'long' }, long: { timeZoneName: 'short' }, medium: {}, short: { second: undefined } }
const FIELDS = ['weekday', 'year', 'month', 'day', 'hour', 'minute', 'second', 'fractionalSecondDigits', 'timeZoneName']

/** In the order and with the signs that en-US has; UTC, whatever zone is asked for. */
class DateTimeFormat {
  constructor(locales, options = {}) {
    english(locales)
    universal(options.timeZone)
    if (options.era !== undefined || options.dayPeriod !== undefined || (options.calendar ?? 'gregory') !== 'gregory') refuse('tells no eras, day periods or other calendars')
    this.options = options
    const { dateStyle, timeStyle } = options
    if (dateStyle || timeStyle) {
      this.shown = { ...STYLES[dateStyle], ...(timeStyle && { hour: 'numeric', minute: '2-digit', second: '2-digit', ...TIMES[timeStyle] }), hour12: options.hour12, hourCycle: options.hourCycle }
    } else this.shown = FIELDS.some((name) => options[name] !== undefined && name !== 'timeZoneName') ? options : { ...options, year: 'numeric', month: 'numeric', day: 'numeric' }
    this.format = (value) => this.#told(new Date(value ?? Date.now()))
  }
  #told(date) {
    if (Number.isNaN(date.getTime())) throw new RangeError('Invalid time value')
    const { shown } = this
    const day = this.#day(date)
    const time = this.#time(date)
    if (day === '' || time === '') return day + time
    return `${day}${shown.month === 'long' ? ' at ' : DAYS.includes(day) ? ' ' : ', '}${time}`
  }
  #day(date) {
    const { weekday, year, month, day } = this.shown
    const dayText = day === undefined ? '' : day === '2-digit' ? two(date.getUTCDate()) : String(date.getUTCDate())
    const yearText = year === undefined ? '' : year === '2-digit' ? two(date.getUTCFullYear() % 100) : String(date.getUTCFullYear())
    const name = weekday === undefined ? '' : DAYS[date.getUTCDay()].slice(0, weekday === 'long' ? undefined : weekday === 'narrow' ? 1 : 3)
    if (month === 'long' || month === 'short' || month === 'narrow') {
      const text = MONTHS[date.getUTCMonth()].slice(0, month === 'long' ? undefined : month === 'narrow' ? 1 : 3)
      const first = [text, dayText].filter((one) => one !== '').join(' ')
      return [name, [first, yearText].filter((one) => one !== '').join(dayText === '' ? ' ' : ', ')].filter((one) => one !== '').join(', ')
    }
    const monthText = month === undefined ? '' : month === '2-digit' ? two(date.getUTCMonth() + 1) : String(date.getUTCMonth() + 1)
    const numbers = [monthText, dayText, yearText].filter((one) => one !== '').join('/')
    return numbers === '' ? name : name === '' ? numbers : monthText === '' && yearText === '' ? `${numbers} ${name}` : `${name}, ${numbers}`
  }
  #time(date) {
    const { hour, minute, second, fractionalSecondDigits: digits, hour12, hourCycle, timeZoneName } = this.shown
    if (hour === undefined && minute === undefined && second === undefined) return ''
    const day = hour12 === undefined ? hourCycle === 'h23' || hourCycle === 'h24' : !hour12
    const hours = date.getUTCHours()
    const number = day ? (hour12 === false && hours === 0 ? 24 : hours) : hours % 12 || 12
    const parts = []
    if (hour !== undefined) parts.push(day || hour === '2-digit' ? two(number) : String(number))
    if (minute !== undefined) parts.push(hour !== undefined || second !== undefined ? two(date.getUTCMinutes()) : String(date.getUTCMinutes()))
    if (second !== undefined) parts.push((minute === undefined ? String(date.getUTCSeconds()) : two(date.getUTCSeconds())) + (digits ? `.${String(date.getUTCMilliseconds()).padStart(3, '0').slice(0, digits)}` : ''))
    const half = hour !== undefined && !day ? ` ${hours < 12 ? 'AM' : 'PM'}` : ''
    return parts.join(':') + half + (timeZoneName === undefined ? '' : timeZoneName === 'long' ? ' Coordinated Universal Time' : ' UTC')
  }
  resolvedOptions() {
    return { locale: 'en-US', calendar: 'gregory', numberingSystem: 'latn', timeZone: 'UTC', ...this.options }
  }
}
class PluralRules {
  constructor(locales, options = {}) {
    english(locales)
    this.options = options
  }
  select(value) {
    if (this.options.type !== 'ordinal') return value === 1 ? 'one' : 'other'
    const [tens, ones] = [value % 100, value % 10]
    return ones === 1 && tens !== 11 ? 'one' : ones === 2 && tens !== 12 ? 'two' : ones === 3 && tens !== 13 ? 'few' : 'other'
  }
}
class ListFormat {
  constructor(locales, options = {}) {
    english(locales)
    this.options = options
  }
  format(list) {
    const all = [...list]
    const word = this.options.type === 'disjunction' ? 'or' : 'and'
    if (this.options.type === 'unit') return all.join(', ')
    return all.length < 2 ? all.join('') : all.length === 2 ? `${all[0]} ${word} ${all[1]}` : `${all.slice(0, -1).join(', ')}, ${word} ${all.at(-1)}`
  }
}
class RelativeTimeFormat {
  constructor(locales, options = {}) {
    english(locales)
    this.options = options
  }
  format(value, unit) {
    const one = unit.replace(/s$/, '')
    const words = this.options.numeric === 'auto' && { day: { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }, year: { '-1': 'last year', 0: 'this year', 1: 'next year' }, month: { '-1': 'last month', 0: 'this month', 1: 'next month' } }[one]?.[value]
    if (words) return words
    const many = `${new NumberFormat().format(Math.abs(value))} ${one}${Math.abs(value) === 1 ? '' : 's'}`
    return value < 0 || Object.is(value, -0) ? `${many} ago` : `in ${many}`
  }
}
class Collator {
  constructor(locales, options = {}) {
    english(locales)
    this.options = options
    this.compare = (a, b) => compared(String(a), String(b), options)
  }
  resolvedOptions() {
    return { locale: 'en-US', usage: 'sort', sensitivity: 'variant', ...this.options }
  }
}
/** Letters first, then accents, then small before large; signs before digits before letters. */
const MARKS = '_-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$'
const CLASSES = [/\s/, /\p{P}/u, /\p{S}/u, /\p{N}/u, /\p{L}/u]
const rank = (letter) => (MARKS.includes(letter) ? 1 + MARKS.indexOf(letter) / 100 : CLASSES.findIndex((kind) => kind.test(letter)))
function compared(one, other, { numeric = false, sensitivity = 'variant' } = {}) {
  if (one === other) return 0
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '')
  const by = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
  const [a, b] = [plain(one).toLowerCase(), plain(other).toLowerCase()]
  const pieces = (text) => (numeric ? (text.match(/\d+|\D/gu) ?? []) : [...text])
  const [left, right] = [pieces(a), pieces(b)]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i], right[i]]
    if (x === y) continue
    const digits = numeric && /^\d/.test(x) && /^\d/.test(y)
    const found = digits ? by(+x, +y) : by(rank(x), rank(y)) || by(x, y)
    if (found !== 0) return found
  }
  if (left.length !== right.length) return by(left.length, right.length)
  const accents = sensitivity === 'accent' || sensitivity === 'variant' ? by(one.normalize('NFD').toLowerCase(), other.normalize('NFD').toLowerCase()) : 0
  if (accents !== 0) return accents
  return sensitivity === 'case' || sensitivity === 'variant' ? -by(one.normalize('NFD'), other.normalize('NFD')) : 0
}
/** What values say of themselves in the words of a place: always the same place. */
exports.toldOf = (kind, value, locale, options) => {
  if (kind === 'number') return new NumberFormat(locale, options).format(value)
  if (Number.isNaN(value.getTime())) return 'Invalid Date'
  const asks = (...names) => options && names.some((name) => options[name] !== undefined)
  const styled = asks('dateStyle', 'timeStyle')
  const [day, clock] = [asks('weekday', 'year', 'month', 'day'), asks('hour', 'minute', 'second', 'fractionalSecondDigits')]
  const date = { year: 'numeric', month: 'numeric', day: 'numeric' }
  const time = { hour: 'numeric', minute: '2-digit', second: '2-digit' }
  const more = styled ? {} : kind === 'date' ? (day ? {} : date) : kind === 'time' ? (clock ? {} : time) : day || clock ? {} : { ...date, ...time }
  return new DateTimeFormat(locale, { ...options, ...more }).format(value)
}
const ALL = { NumberFormat, DateTimeFormat, Collator, PluralRules, ListFormat, RelativeTimeFormat }
for (const Kind of Object.values(ALL)) Kind.supportedLocalesOf = (names) => [names ?? []].flat().filter((name) => /^en(?:-US)?$/i.test(name))
for (const Kind of [NumberFormat, DateTimeFormat]) for (const name of ['formatToParts', 'formatRange', 'formatRangeToParts']) Kind.prototype[name] = () => refuse(`has no ${Kind.name}.${name}`)
// They can be called without new, as in Node.
const called = (Kind) => new Proxy(Kind, { apply: (_target, _self, args) => new Kind(...args) })
const absent = (name) => ({ [name]: class {
  constructor() {
    refuse(`has no ${name}. It has ${Object.keys(ALL).join(', ')}`)
  }
} })[name]
exports.compare = (one, other, locales, options) => {
  english(locales)
  return compared(one, other, options)
}
exports.Intl = {
  ...ALL, NumberFormat: called(NumberFormat), DateTimeFormat: called(DateTimeFormat), Collator: called(Collator),
  DisplayNames: absent('DisplayNames'), DurationFormat: absent('DurationFormat'), Locale: absent('Locale'), Segmenter: absent('Segmenter'),
  getCanonicalLocales: (name) => [name ?? []].flat(), supportedValuesOf: (key) => (key === 'timeZone' ? ['UTC'] : key === 'calendar' ? ['gregory'] : key === 'numberingSystem' ? ['latn'] : key === 'unit' ? Object.keys(UNITS) : key === 'currency' ? Object.keys(SIGNS) : []),
}
