import type { Field } from './fields.ts'

/** A handler or any other text: longer ones belong into a file. */
export const MOST_TEXT_BYTES = 65_536

/** What is wrong with a value, as a sentence for the one who typed or sent it; undefined when it is fine. */
export function checkValue(field: Field, value: unknown): string | undefined {
  switch (field.kind) {
    case 'number':
      if (value === null && field.optional) return undefined
      return checkNumber(field, value)
    case 'choice':
      if (typeof value === 'string' && field.options.some((option) => option.value === value)) return undefined
      return `${field.label} is one of ${field.options.map((option) => option.value).join(', ')}.`
    case 'flag':
      return typeof value === 'boolean' ? undefined : `${field.label} is on or off.`
    case 'text':
      return checkText(field, value)
    case 'list':
      return checkList(field, value)
  }
}

function checkNumber(field: Extract<Field, { kind: 'number' }>, value: unknown): string | undefined {
  const unit = field.unit ? ` ${field.unit}` : ''
  const range = `${field.label} is ${spell(field.min)} to ${spell(field.max)}${unit}`
  const empty = field.optional ? ', or empty' : ''
  if (typeof value !== 'number' || !Number.isFinite(value)) return `${range}${empty}.`
  if (value < field.min || value > field.max) return `${range}${empty}; ${spell(value)} is not.`
  const steps = value / field.step
  if (Math.abs(steps - Math.round(steps)) > 1e-6) {
    return field.step === 1 ? `${field.label} is a whole number${unit ? ` of${unit}` : ''}; ${spell(value)} is not.` : `${field.label} goes in steps of ${field.step}${unit}.`
  }
  return undefined
}

function checkText(field: Extract<Field, { kind: 'text' }>, value: unknown): string | undefined {
  if (typeof value !== 'string') return `${field.label} is text.`
  const most = field.as === 'table' ? field.maxLength : Math.min(field.maxLength, MOST_TEXT_BYTES)
  if (value.length > most) return `${field.label} has at most ${spell(most)} characters; this has ${spell(value.length)}.`
  if (field.pattern && value !== '' && !new RegExp(field.pattern.source, 'u').test(value)) return field.pattern.message
  return undefined
}

function checkList(field: Extract<Field, { kind: 'list' }>, value: unknown): string | undefined {
  if (!Array.isArray(value)) return `${field.label} is a list.`
  if (value.length > field.maxRows) return `${field.label} has at most ${spell(field.maxRows)} rows; this has ${spell(value.length)}.`
  for (const [index, row] of value.entries()) {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return `${field.label}, row ${index + 1}: this is no row.`
    for (const name of Object.keys(row)) {
      const cell = Object.hasOwn(field.row, name) ? (field.row[name] as Field) : undefined
      if (!cell) return `${field.label}, row ${index + 1}: there is no column "${name.slice(0, 40)}".`
      const wrong = checkValue(cell, (row as Record<string, unknown>)[name])
      if (wrong) return `${field.label}, row ${index + 1}: ${wrong}`
    }
    for (const name of Object.keys(field.row)) {
      if (!Object.hasOwn(row, name)) return `${field.label}, row ${index + 1}: ${(field.row[name] as Field).label} is missing.`
    }
  }
  return undefined
}

const spell = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 6 })
