import { describedBy, type FieldFrame, FieldRow } from './FieldRow.tsx'
import styles from './fields.module.css'

interface ChoiceInputProps<T extends string> extends FieldFrame {
  value: T
  options: readonly { readonly value: T; readonly label: string; readonly help?: string }[]
  onChange: (value: T) => void
}

export function ChoiceInput<T extends string>({ value, options, onChange, ...frame }: ChoiceInputProps<T>) {
  const chosen = options.find((option) => option.value === value)
  const full = { ...frame, help: [frame.help, chosen?.help && `${chosen.label}: ${lower(chosen.help)}.`].filter(Boolean).join(' ') || undefined }
  return (
    <FieldRow {...full}>
      <select id={frame.id} className={styles.select} value={value} aria-describedby={describedBy(full)} onChange={(event) => onChange(event.target.value as T)}>
        {!chosen && <option value={value}>{value} (unknown)</option>}
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    </FieldRow>
  )
}

/** Names that begin with capitals keep them: ES module. */
const lower = (text: string): string => (/^\w*[A-Z]\w*[A-Z]/.test(text) ? text.charAt(0) : text.charAt(0).toLowerCase()) + text.slice(1).replace(/\.$/, '')

export function FlagInput({ value, onChange, ...frame }: FieldFrame & { value: boolean; onChange: (value: boolean) => void }) {
  return (
    <FieldRow {...frame}>
      <input
        id={frame.id} type="checkbox" role="switch" aria-checked={value} className={styles.switch} checked={value} aria-describedby={describedBy(frame)}
        onChange={(event) => onChange(event.target.checked)}
      />
    </FieldRow>
  )
}
