import type { Field } from '../../drawing/fields.ts'

const group = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** What is wrong with a value for this field, in a sentence; nothing when it is good. */
export function checkValue(field: Field, value: unknown): string | undefined {
  switch (field.kind) {
    case 'number': {
      if (value === null) return field.optional ? undefined : `${field.label} needs a number.`
      if (typeof value !== 'number' || !Number.isFinite(value)) return `${field.label} needs a number.`
      const unit = field.unit ? ` ${field.unit}` : ''
      if (value < field.min || value > field.max) return `${field.label} is ${group(field.min)} to ${group(field.max)}${unit}.`
      if (field.step === 1 && !Number.isInteger(value)) return `${field.label} is a whole number.`
      return undefined
    }
    case 'text':
      if (typeof value !== 'string') return `${field.label} needs text.`
      if (value.length > field.maxLength) return `${field.label} has at most ${group(field.maxLength)} characters.`
      if (value !== '' && field.pattern && !new RegExp(field.pattern.source).test(value)) return field.pattern.message
      if (value !== '' && field.as === 'json' && !value.includes('{{')) {
        try {
          JSON.parse(value)
        } catch {
          return `${field.label} is not JSON.`
        }
      }
      return undefined
    case 'choice': return field.options.some((option) => option.value === value) ? undefined : `${field.label} is one of ${field.options.map((option) => option.label).join(', ')}.`
    case 'flag': return typeof value === 'boolean' ? undefined : `${field.label} is on or off.`
    case 'list': return Array.isArray(value) && value.length <= field.maxRows ? undefined : `${field.label} has at most ${group(field.maxRows)} rows.`
  }
}
