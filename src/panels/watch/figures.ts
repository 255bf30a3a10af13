/** Numbers and spans as panels show them: short, and never with digits that mean nothing. */
export function figure(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return '–'
  if (Number.isInteger(value)) return value.toLocaleString('en-US')
  return Math.abs(value) >= 100 ? value.toLocaleString('en-US', { maximumFractionDigits: 0 }) : String(Number(value.toPrecision(3)))
}

/** 0.4 ms, 250 ms, 1.25 s, 2 min 5 s, 3 h 20 min. */
export function span(micros: number): string {
  if (micros < 1_000) return `${Math.round(micros)} µs`
  if (micros < 1e6) return `${Number((micros / 1_000).toFixed(micros < 1e5 ? 2 : 1))} ms`
  if (micros < 60e6) return `${Number((micros / 1e6).toFixed(3))} s`
  const seconds = Math.round(micros / 1e6)
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  return hours > 0 ? `${hours} h${minutes > 0 ? ` ${minutes} min` : ''}` : `${minutes} min${rest > 0 ? ` ${rest} s` : ''}`
}

/** Three digits that tell something, however small the sum: $0.00000904, $0.0123, $12.40. */
export function dollars(usd: number): string {
  if (usd === 0) return '$0.00'
  if (usd >= 1) return `$${usd.toLocaleString('en-US', { maximumFractionDigits: 2, minimumFractionDigits: 2 })}`
  return `$${usd.toFixed(Math.min(12, 2 - Math.floor(Math.log10(usd))))}`
}
