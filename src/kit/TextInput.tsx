import { useEffect, useState } from 'react'
import { describedBy, type FieldFrame, FieldRow } from './FieldRow.tsx'
import styles from './fields.module.css'

interface TextInputProps extends Omit<FieldFrame, 'problem'> {
  value: string
  as?: 'line' | 'lines' | 'code' | 'json'
  maxLength?: number
  placeholder?: string
  /** Offered while typing. */
  suggests?: readonly string[] | undefined
  check: (value: string) => string | undefined
  onChange: (value: string) => void
}

/** A line, several lines, or code. What does not pass stays in the box, explained, and the last good text in force. */
export function TextInput({ value, as = 'line', maxLength, placeholder, suggests, check, onChange, ...frame }: TextInputProps) {
  const [draft, setDraft] = useState(value)
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    setDraft(value)
    setProblem(undefined)
  }, [value])
  const type = (text: string) => {
    setDraft(text)
    const wrong = check(text)
    setProblem(wrong)
    if (!wrong && text !== value) onChange(text)
  }
  const full = { ...frame, problem, stacked: as !== 'line' }
  const common = {
    id: frame.id, value: draft, maxLength, placeholder, spellCheck: false, autoComplete: 'off',
    'aria-invalid': problem ? true : undefined, 'aria-describedby': describedBy(full),
  } as const
  return (
    <FieldRow {...full}>
      {as === 'line' ? (
        <div className={styles.box} data-bad={problem ? true : undefined}>
          <input {...common} list={suggests && `${frame.id}-offers`} onChange={(event) => type(event.target.value)} />
          {suggests && <datalist id={`${frame.id}-offers`}>{suggests.map((one) => <option key={one} value={one} />)}</datalist>}
        </div>
      ) : (
        <textarea
          {...common} className={styles.area} data-code={as === 'lines' ? undefined : true} data-bad={problem ? true : undefined} rows={as === 'code' ? 12 : 4}
          onChange={(event) => type(event.target.value)}
        />
      )}
    </FieldRow>
  )
}
