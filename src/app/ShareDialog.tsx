import { Check, Copy, Download, TriangleAlert } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { FlagInput } from '../kit/ChoiceInput.tsx'
import { EMPTY_SCENARIO } from '../drawing/drawing.ts'
import { useDrawing } from '../stores/drawing.ts'
import { saveFile } from '../stores/files.ts'
import { linkTo } from '../stores/link.ts'
import { runStore, useRun } from '../stores/run.ts'
import { EmbedShare } from './embed/EmbedShare.tsx'
import styles from './ShareDialog.module.css'

/** What tools bear, as far as is known. */
const BEARERS = [
  { most: 2_000, name: 'Everywhere, old mail too' },
  { most: 4_000, name: 'Slack' },
  { most: 8_000, name: 'Browsers, most chat tools' },
] as const

/** The link, how long it is against what tools accept, and what it takes along. */
export function ShareDialog() {
  const drawing = useDrawing((one) => one)
  const at = useRun((run) => (run.recording ? run.shownAt : 0))
  const [readOnly, setReadOnly] = useState(false)
  const [scenario, setScenario] = useState(true)
  const [instant, setInstant] = useState(false)
  const [link, setLink] = useState('')
  const [copied, setCopied] = useState(false)
  const id = useId()
  useEffect(() => {
    let current = true
    setCopied(false)
    const atSec = Math.round(runStore.getState().shownAt / 1_000) / 1_000
    void linkTo(scenario ? drawing : { ...drawing, scenario: EMPTY_SCENARIO }, { readOnly, ...(instant && scenario ? { atSec } : {}) }).then((text) => { if (current) setLink(text) })
    return () => { current = false }
  }, [drawing, readOnly, instant, scenario])

  return (
    <>
      <p className={styles.says}>The whole drawing is in the link itself; nothing is kept on any server. With its scenario and seed, whoever opens it sees the same run.</p>
      <div className={styles.line}>
        <input className={styles.link} readOnly aria-label="Link" value={link} onFocus={(event) => event.target.select()} />
        <Button
          look="primary" icon={copied ? <Check size={15} /> : <Copy size={15} />} disabled={!link}
          onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}
        >
          {copied ? 'Copied' : 'Copy link'}
        </Button>
      </div>
      <div className={styles.options}>
        <FlagInput id={`${id}-scenario`} label="With scenario and seed" value={scenario} onChange={setScenario} />
        <FlagInput id={`${id}-ro`} label="To look at only" value={readOnly} onChange={setReadOnly} />
        {at > 0 && scenario && <FlagInput id={`${id}-at`} label={`At ${(at / 1_000_000).toFixed(3)} s`} value={instant} onChange={setInstant} />}
      </div>
      <h3 className={styles.title}>{link.length.toLocaleString('en')} characters</h3>
      <ul className={styles.bearers}>
        {BEARERS.map(({ most, name }) => {
          const fits = link.length <= most
          return (
            <li key={most} data-fits={fits}>
              {fits ? <Check size={14} aria-hidden="true" /> : <TriangleAlert size={14} aria-hidden="true" />}
              <span>{name}</span>
              <progress max={most} value={Math.min(link.length, most)} aria-label={`${name}: ${link.length} of ${most} characters`} />
              <small>{fits ? 'fits' : 'may be cut'} · {most.toLocaleString('en')}</small>
            </li>
          )
        })}
      </ul>
      <EmbedShare link={link} />
      <div><Button icon={<Download size={15} />} onClick={saveFile}>Save as a file</Button></div>
    </>
  )
}
