import { ExternalLink, Pause, Play, RotateCcw } from 'lucide-react'
import { toSec } from '../../base/units.ts'
import { IconButton } from '../../kit/Button.tsx'
import { useDrawing } from '../../stores/drawing.ts'
import { prepare, seek, toggle, useRun } from '../../stores/run.ts'
import { plainAddress } from './snippet.ts'
import styles from './Embed.module.css'

/** The least that a viewer needs: run and pause, back to the start, any instant, and the way to the whole playground. */
export function EmbedBar({ controls }: { controls: boolean }) {
  const name = useDrawing((drawing) => drawing.name)
  return (
    <footer className={styles.bar}>
      {controls && <Controls />}
      <span className={styles.name}>{name}</span>
      <a className={styles.open} href={plainAddress(location.href)} target="_blank" rel="noopener">
        Open in Coldstart<ExternalLink size={13} aria-hidden="true" />
      </a>
    </footer>
  )
}

function Controls() {
  const phase = useRun((run) => run.phase)
  const at = useRun((run) => run.shownAt)
  const end = useRun((run) => run.recording?.cast.end)
  const playing = phase === 'playing' || phase === 'starting'
  return (
    <div className={styles.controls} role="group" aria-label="Playback">
      <IconButton label={playing ? 'Pause' : end === undefined ? 'Run' : 'Play'} primary onClick={toggle} onPointerEnter={prepare}>
        {playing ? <Pause size={15} /> : <Play size={15} />}
      </IconButton>
      <IconButton label="Back to the start" disabled={end === undefined} onClick={() => seek(0)}><RotateCcw size={15} /></IconButton>
      <input
        type="range" className={styles.instant} aria-label="Instant" aria-valuetext={`${toSec(at).toFixed(1)} seconds`} disabled={end === undefined}
        min={0} max={end ?? 1} step={10_000} value={at} onChange={(event) => seek(Number(event.target.value))}
      />
      <output className={styles.clock} aria-label="Virtual time">{toSec(at).toFixed(1)} s</output>
    </div>
  )
}
