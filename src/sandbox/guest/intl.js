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
class DateTimeFormat {
  constructor(_locale, options = {}) {
    this.options = options
  }
  format(value = new Date()) {
    const date = new Date(value)
    const { month, weekday } = this.options
    if (month === 'long' || month === 'short') return `${weekday ? `${date.toUTCString().slice(0, 3)}, ` : ''}${MONTHS[date.getUTCMonth()].slice(0, month === 'short' ? 3 : undefined)} ${date.getUTCDate()}, ${date.getUTCFullYear()}`
    return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`
  }
  resolvedOptions() {
    return { locale: 'en-US', calendar: 'gregory', numberingSystem: 'latn', timeZone: 'UTC' }
  }
}
class Collator {
  compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0
  }
}
const clock = (date) => `${date.getUTCHours() % 12 || 12}:${String(date.getUTCMinutes()).padStart(2, '0')}:${String(date.getUTCSeconds()).padStart(2, '0')} ${date.getUTCHours() < 12 ? 'AM' : 'PM'}`
const day = (date) => `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`
/** What values say of themselves in the words of a place: always the same place. */
exports.toldOf = (kind, value, locale, options) => {
  if (kind === 'number') return Number.isFinite(value) ? new NumberFormat(locale, options).format(value) : Number.isNaN(value) ? 'NaN' : value < 0 ? '-∞' : '∞'
  if (Number.isNaN(value.getTime())) return 'Invalid Date'
  if (options?.month) return new DateTimeFormat(locale, options).format(value)
  return kind === 'date' ? day(value) : kind === 'time' ? clock(value) : `${day(value)}, ${clock(value)}`
}
exports.Intl = { NumberFormat, DateTimeFormat, Collator, getCanonicalLocales: (name) => [name].flat() }
