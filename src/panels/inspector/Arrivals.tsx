import { FileUp, Trash2 } from 'lucide-react'
import { type ChangeEvent, type DragEvent, useId, useRef, useState } from 'react'
import { Button } from '../../kit/Button.tsx'
import { tableOf } from '../../services/client/table.ts'
import { packArrivals, readArrivals, type ReadArrivals } from '../../stores/arrivals.ts'
import { clock } from '../../stores/words.ts'
import styles from './Arrivals.module.css'

const MOST_FILE = 32_000_000

/** A table of arrivals from CSV, pasted, dropped or chosen. What is wrong is named by its line, and nothing is lost meanwhile. */
export function Arrivals({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const id = useId()
  const file = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState('')
  const [read, setRead] = useState<ReadArrivals>()
  const [problem, setProblem] = useState('')
  const [over, setOver] = useState(false)

  const keep = (found: ReadArrivals) => {
    const packed = packArrivals(found.arrivals)
    if ('problem' in packed) return setProblem(packed.problem)
    setDraft('')
    setRead(found.sorted ? { ...found, wrong: 0, problems: [] } : undefined)
    setProblem('')
    onChange(packed.text)
  }
  const take = (csv: string) => {
    setProblem('')
    const found = readArrivals(csv)
    if (found.wrong === 0) return keep(found)
    setDraft(csv.length < 20_000 ? csv : '')
    setRead(found)
  }
  const takeFile = async (one: File | undefined) => {
    if (!one) return
    if (one.size > MOST_FILE) return setProblem(`${one.name} has ${(one.size / 1e6).toFixed(0)} MB; a table of 100,000 rows has a few.`)
    take(await one.text())
  }
  const { times } = tableOf(text)
  return (
    <div
      className={styles.table} role="group" aria-label="Arrivals" data-over={over || undefined}
      onDragOver={(event: DragEvent) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)}
      onDrop={(event: DragEvent) => {
        event.preventDefault()
        event.stopPropagation()
        setOver(false)
        const [one] = event.dataTransfer.files
        if (one) void takeFile(one)
        else take(event.dataTransfer.getData('text/plain'))
      }}
    >
      <p className={styles.held} role="status">
        {times.length === 0 ? 'No arrivals yet.' : <><b>{times.length.toLocaleString('en')} arrivals</b>, {clock(times[0]!)} to {clock(times.at(-1)!)}{read?.sorted && ', put in order of time'}</>}
        {times.length > 0 && <Button look="quiet" icon={<Trash2 size={13} />} onClick={() => { setRead(undefined); onChange('') }}>Empty</Button>}
      </p>
      <label htmlFor={id}>CSV: time in seconds (or <code>ms</code>, or dates), and if you like <code>body</code>, <code>path</code>, <code>method</code>. Paste, or drop a file.</label>
      <textarea
        id={id} rows={3} spellCheck={false} placeholder={'time,path\n0,/orders\n0.25,/orders\n1.5,/health'} value={draft} aria-describedby={`${id}-wrong`}
        onChange={(event: ChangeEvent<HTMLTextAreaElement>) => { setDraft(event.target.value); setRead(undefined) }}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text/plain')
          // A long paste is taken at once: no text box should hold it.
          if (pasted.length < 2_000) return
          event.preventDefault()
          take(pasted)
        }}
      />
      <div className={styles.buttons}>
        <Button disabled={draft.trim() === ''} onClick={() => take(draft)}>Take these rows</Button>
        <Button icon={<FileUp size={14} />} onClick={() => file.current?.click()}>CSV file…</Button>
        <input ref={file} type="file" accept=".csv,.tsv,.txt,text/csv" hidden aria-label="CSV file" onChange={(event) => { void takeFile(event.target.files?.[0]); event.target.value = '' }} />
      </div>
      <div id={`${id}-wrong`} role="alert">
        {problem && <p>{problem}</p>}
        {read && read.wrong > 0 && (
          <>
            <p>{read.wrong === 1 ? 'One row is no good' : `${read.wrong.toLocaleString('en')} rows are no good`}; nothing was taken in.</p>
            <ul>{read.problems.map(({ line, text: says }) => <li key={line}><b>Line {line.toLocaleString('en')}.</b> {says}</li>)}</ul>
            {read.wrong > read.problems.length && <p>And {(read.wrong - read.problems.length).toLocaleString('en')} more.</p>}
            {read.arrivals.length > 0 && <Button onClick={() => keep(read)}>Take the other {read.arrivals.length.toLocaleString('en')}</Button>}
          </>
        )}
      </div>
    </div>
  )
}
