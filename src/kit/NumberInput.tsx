import { type ReactNode, useEffect, useState } from 'react'
import { describedBy, type FieldFrame, FieldRow } from './FieldRow.tsx'
import { fromShare, toShare } from './slider-scale.ts'
import styles from './fields.module.css'

interface NumberInputProps extends Omit<FieldFrame, 'problem'> {
  value: number | null
  unit: string
  min: number
  max: number
  step: number
  /** An empty box means "not set". */
  optional?: boolean
  /** Stands where the slider would. */
  instead?: ReactNode
  /** Says what is wrong with a value, or nothing. */
  check: (value: number | null) => string | undefined
  onChange: (value: number | null) => void
}

const STOPS = 1_000

/** A slider to try with, and a box to be exact in. What does not pass stays in the box, explained; the last good value stays in force. */
export function NumberInput({ value, unit, min, max, step, optional, instead, check, onChange, ...frame }: NumberInputProps) {
  const [draft, setDraft] = useState(textOf(value))
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    setDraft(textOf(value))
    setProblem(undefined)
  }, [value])

  const type = (text: string) => {
    setDraft(text)
    const number = optional && text.trim() === '' ? null : text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'))
    const wrong = Number.isNaN(number) ? `${frame.label} needs a number.` : check(number)
    setProblem(wrong && `${wrong} ${textOf(value) === '' ? 'It stays unset' : `${value?.toLocaleString('en')} ${unit}`.trim() + ' stays in force'}.`)
    if (!wrong && number !== value) onChange(number)
  }
  const share = toShare(value ?? min, min, max)
  const full = { ...frame, problem }
  return (
    <FieldRow {...full}>
      <div className={styles.pair}>
        {instead ?? <input
          type="range" className={styles.slider} style={{ '--share': `${share * 100}%` } as React.CSSProperties} min={0} max={STOPS} value={Math.round(share * STOPS)}
          aria-label={`${frame.label}, slider`} aria-valuetext={`${value ?? 'not set'} ${unit}`} tabIndex={-1}
          onChange={(event) => {
            const next = fromShare(Number(event.target.value) / STOPS, min, max, step)
            if (next !== value) onChange(next)
          }}
        />}
        <div className={styles.box} data-number data-bad={problem ? true : undefined}>
          <input
            id={frame.id} inputMode="decimal" autoComplete="off" value={draft} placeholder={optional ? 'not set' : undefined}
            aria-invalid={problem ? true : undefined} aria-describedby={describedBy(full)}
            onChange={(event) => type(event.target.value)}
            onKeyDown={(event) => {
              const sign = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
              if (event.key === 'Escape') type(textOf(value))
              if (sign === 0) return
              event.preventDefault()
              const size = step < 1 && !event.shiftKey ? Math.max(step, 0.1) : event.shiftKey ? 10 : Math.max(1, step)
              const next = Math.min(max, Math.max(min, (value ?? min) + sign * size))
              type(textOf(Number(next.toFixed(6))))
            }}
          />
          {unit && <small>{unit}</small>}
        </div>
      </div>
    </FieldRow>
  )
}

const textOf = (value: number | null): string => (value === null ? '' : String(value))
