// @ts-nocheck
/** A little of Intl, in English: the engine has none. */
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const grouped = (value, digits) => {
  const [whole, rest] = Math.abs(value).toFixed(digits).split('.')
  return `${value < 0 ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest ? `.${rest}` : ''}`
}
class NumberFormat {
  constructor(_locale, options = {}) {
    this.options = options
  }
  format(value) {
    const { style, currency, minimumFractionDigits, maximumFractionDigits } = this.options
    const least = minimumFractionDigits ?? (style === 'currency' ? 2 : 0)
    const most = Math.max(least, maximumFractionDigits ?? (style === 'currency' ? 2 : style === 'percent' ? 0 : 3))
    const number = style === 'percent' ? value * 100 : value
    let text = grouped(Number(number), most)
    if (most > least && text.includes('.')) {
      const [whole, rest] = text.split('.')
      const kept = rest.replace(new RegExp(`0{0,${most - least}}$`), '')
      text = kept === '' ? whole : `${whole}.${kept}`
    }
    const sign = { USD: '$', EUR: '€', GBP: '£', JPY: '¥' }[currency] ?? `${currency} `
    return style === 'currency' ? (text.startsWith('-') ? `-${sign}${text.slice(1)}` : sign + text) : style === 'percent' ? `${text}%` : text
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
  constructor(_locale, options = {}) {
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
  constructor(_locale, options = {}) {
    this.options = options
  }
  select(value) {
    if (this.options.type !== 'ordinal') return value === 1 ? 'one' : 'other'
    const [tens, ones] = [value % 100, value % 10]
    return ones === 1 && tens !== 11 ? 'one' : ones === 2 && tens !== 12 ? 'two' : ones === 3 && tens !== 13 ? 'few' : 'other'
  }
}
class ListFormat {
  constructor(_locale, options = {}) {
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
  constructor(_locale, options = {}) {
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
  compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0
  }
}
/** What values say of themselves in the words of a place: always the same place. */
exports.toldOf = (kind, value, locale, options) => {
  if (kind === 'number') return Number.isFinite(value) ? new NumberFormat(locale, options).format(value) : Number.isNaN(value) ? 'NaN' : value < 0 ? '-∞' : '∞'
  if (Number.isNaN(value.getTime())) return 'Invalid Date'
  const asks = (...names) => options && names.some((name) => options[name] !== undefined)
  const styled = asks('dateStyle', 'timeStyle')
  const [day, clock] = [asks('weekday', 'year', 'month', 'day'), asks('hour', 'minute', 'second', 'fractionalSecondDigits')]
  const date = { year: 'numeric', month: 'numeric', day: 'numeric' }
  const time = { hour: 'numeric', minute: '2-digit', second: '2-digit' }
  const more = styled ? {} : kind === 'date' ? (day ? {} : date) : kind === 'time' ? (clock ? {} : time) : day || clock ? {} : { ...date, ...time }
  return new DateTimeFormat(locale, { ...options, ...more }).format(value)
}
exports.Intl = { NumberFormat, DateTimeFormat, Collator, PluralRules, ListFormat, RelativeTimeFormat, getCanonicalLocales: (name) => [name].flat() }
for (const Kind of [NumberFormat, DateTimeFormat, Collator, PluralRules, ListFormat, RelativeTimeFormat]) Kind.supportedLocalesOf = (names) => [names].flat()
