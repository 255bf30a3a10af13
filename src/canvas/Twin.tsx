import { useEffect, useRef, useState } from 'react'
import { classes } from '../kit/classes.ts'
import { player, runStore } from '../stores/run.ts'
import { tellBetween, tellInstant, useTwin } from '../stores/twin.ts'
import styles from './Twin.module.css'

/** Announcements follow one another no faster than this: a reader has to finish a sentence. */
const APART_MS = { outcomes: 4_000, hops: 2_500 } as const

/** What moves on the canvas, told to screen readers; with every hop chosen it can be read as well. */
export function Twin() {
  const verbosity = useTwin()
  const [text, setText] = useState('')
  const told = useRef(-1)
  useEffect(() => {
    if (verbosity === 'off') return setText('')
    let spokenAt = 0
    let later: ReturnType<typeof setTimeout> | undefined
    const speak = () => {
      later = undefined
      const { recording, phase } = runStore.getState()
      if (!recording) return
      const { cursor } = player
      const went = cursor > told.current ? tellBetween(recording, told.current, cursor, verbosity) : ''
      told.current = cursor
      spokenAt = performance.now()
      // Whoever stands still, or has gone back, hears where they are.
      if (phase === 'paused') setText(went === '' || verbosity === 'outcomes' ? `${went} ${tellInstant(recording, cursor)}`.trim() : went)
      else if (went !== '') setText(went)
    }
    const unsubscribe = runStore.subscribe((run, before) => {
      if (run.recording?.cast !== before.recording?.cast) {
        told.current = -1
        setText('')
      }
      if (run.version === before.version || later !== undefined || player.cursor === told.current) return
      later = setTimeout(speak, Math.max(run.phase === 'paused' ? 400 : 0, spokenAt + APART_MS[verbosity] - performance.now()))
    })
    return () => {
      unsubscribe()
      clearTimeout(later)
    }
  }, [verbosity])
  return <p className={verbosity === 'hops' && text !== '' ? classes(styles.twin) : 'visually-hidden'} role="log" aria-live="polite" aria-atomic="true" aria-label="The run in words">{text}</p>
}
