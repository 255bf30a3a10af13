import { useId } from 'react'
import { ArrowUp, ChevronRight, Plus, X } from 'lucide-react'
import type { Config, Field, ListField, Schema } from '../../drawing/fields.ts'
import { checkValue } from '../../drawing/field-check.ts'
import { withDefaults } from '../../drawing/fields.ts'
import { Button, IconButton } from '../../kit/Button.tsx'
import { ChoiceInput, FlagInput } from '../../kit/ChoiceInput.tsx'
import fields from '../../kit/fields.module.css'
import { FieldRow } from '../../kit/FieldRow.tsx'
import { NumberInput } from '../../kit/NumberInput.tsx'
import { TextInput } from '../../kit/TextInput.tsx'
import styles from './Form.module.css'

interface FormProps {
  schema: Schema
  config: Config
  /** Fields that are filled in elsewhere; others may depend on them all the same. */
  without?: (field: Field) => boolean
  onChange: (field: string, value: unknown) => void
}

/** A form drawn from a schema: units, ranges, AWS's defaults, a line of help with its rule. */
export function Form({ schema, config, without, onChange }: FormProps) {
  const values: Record<string, unknown> = withDefaults(schema, config)
  const shown = Object.entries(schema).filter(([, field]) => applies(field, values) && !without?.(field))
  const groups = [...new Set(shown.map(([, field]) => field.group))]
  return groups.map((group) => {
    const mine = shown.filter(([, field]) => field.group === group)
    const rows = mine.map(([name, field]) => (
      <FieldInput key={name} field={field} value={values[name]} changed={Object.hasOwn(config, name)} onChange={(value) => onChange(name, value)} />
    ))
    if (!group) return <div key="" className={styles.rows}>{rows}</div>
    const changed = mine.filter(([name]) => Object.hasOwn(config, name)).length
    return (
      <details key={group} className={styles.group} open={changed > 0}>
        <summary><ChevronRight size={14} aria-hidden="true" />{group}{changed > 0 && <span>{changed} set</span>}</summary>
        <div className={styles.rows}>{rows}</div>
      </details>
    )
  })
}

/** A field is shown only while the field it depends on has one of the values that give it a meaning; a table has a form of its own. */
const applies = (field: Field, values: Record<string, unknown>): boolean => !(field.kind === 'text' && field.as === 'table') && (!field.when || field.when.is.includes(values[field.when.field]))

interface FieldInputProps {
  field: Field
  value: unknown
  changed: boolean
  onChange: (value: unknown) => void
}

function FieldInput({ field, value, changed, onChange }: FieldInputProps) {
  const id = useId()
  const frame = { id, label: field.label, help: helpOf(field, changed), rule: field.rule, link: field.aws, changed }
  // A drawing from elsewhere may hold a value of the wrong kind; the default is in force then, and is what is shown.
  const good = checkValue(field, value) === undefined ? value : field.default
  switch (field.kind) {
    case 'number':
      return (
        <NumberInput
          {...frame} value={good as number | null} unit={field.unit} min={field.min} max={field.max} step={field.step} optional={field.optional === true}
          check={(next) => checkValue(field, next)} onChange={onChange}
        />
      )
    case 'choice': return <ChoiceInput {...frame} value={good as string} options={field.options} onChange={onChange} />
    case 'flag': return <FlagInput {...frame} value={good as boolean} onChange={onChange} />
    case 'text': return <TextInput {...frame} value={good as string} as={field.as === 'table' ? 'lines' : field.as} suggests={field.suggests} check={(next) => checkValue(field, next)} onChange={onChange} />
    case 'list': return <ListInput id={id} frame={frame} field={field} value={good as readonly Config[]} onChange={onChange} />
  }
}

function helpOf(field: Field, changed: boolean): string | undefined {
  const standard = changed ? `${field.aws ? 'AWS default' : 'Default'}: ${defaultText(field)}.` : ''
  return [field.help, standard].filter(Boolean).join(' ') || undefined
}

function defaultText(field: Field): string {
  switch (field.kind) {
    case 'number': return field.default === null ? 'not set' : `${field.default} ${field.unit}`.trim()
    case 'choice': return field.options.find((option) => option.value === field.default)?.label ?? field.default
    case 'flag': return field.default ? 'on' : 'off'
    case 'text': return field.default === '' ? 'empty' : field.default
    case 'list': return field.default.length === 0 ? 'none' : `${field.default.length} rows`
  }
}

interface ListInputProps {
  id: string
  frame: Parameters<typeof FieldRow>[0] extends infer F ? Omit<F & object, 'children'> & { id: string; label: string } : never
  field: ListField
  value: readonly Config[]
  onChange: (rows: readonly Config[]) => void
}

function ListInput({ frame, field, value, onChange }: ListInputProps) {
  const row = field.row as Schema
  const blank = Object.fromEntries(Object.entries(row).map(([name, one]) => [name, one.default]))
  const put = (index: number, name: string, next: unknown) => onChange(value.map((one, place) => (place === index ? { ...one, [name]: next } : one)))
  return (
    <FieldRow {...frame} stacked>
      <div className={fields.rows} id={frame.id} role="group" aria-label={field.label}>
        {value.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place.
          <div key={index} className={fields.listRow}>
            <div>
              {Object.entries(row).map(([name, inner]) => (
                <FieldInput key={name} field={inner} value={withDefaults(row, one)[name]} changed={false} onChange={(next) => put(index, name, next)} />
              ))}
            </div>
            <span>
              <IconButton label={`Remove row ${index + 1} of ${field.label}`} onClick={() => onChange(value.filter((_, place) => place !== index))}><X size={14} /></IconButton>
              {field.ordered && index > 0 && <IconButton label={`Move row ${index + 1} of ${field.label} up`} onClick={() => onChange(value.toSpliced(index - 1, 2, one, value[index - 1]!))}><ArrowUp size={14} /></IconButton>}
            </span>
          </div>
        ))}
        <div>
          <Button look="quiet" icon={<Plus size={14} />} disabled={value.length >= field.maxRows} onClick={() => onChange([...value, blank])}>Add row</Button>
        </div>
      </div>
    </FieldRow>
  )
}
