import { useState } from 'react'
import type { Drawing } from '../drawing/drawing.ts'
import type { Entry } from '../gallery/entry.ts'
import { findEntries } from '../gallery/entries.ts'
import { open } from '../stores/drawing.ts'
import { serviceOf } from '../stores/shelf.ts'
import { setView } from '../stores/view.ts'
import styles from './Gallery.module.css'

/** Architectures to begin with, each with what to watch for; found by any word of them. */
export function Gallery() {
  const [words, setWords] = useState('')
  const found = findEntries(words)
  return (
    <div className={styles.gallery}>
      <input type="search" aria-label="Find an architecture" placeholder="Find: queue, authorizer, dead-letter…" value={words} onChange={(event) => setWords(event.target.value)} />
      <ul aria-label="Architectures">{found.map((entry) => <Card key={entry.id} entry={entry} />)}</ul>
      {found.length === 0 && <p role="status">Nothing here has “{words}”.</p>}
    </div>
  )
}

function Card({ entry }: { entry: Entry }) {
  const { title, says, watch, without, drawing } = entry
  return (
    <li>
      <button type="button" onClick={() => { open(drawing, `Open “${title}”`); setView({ window: undefined }) }}>
        <Sketch drawing={drawing} />
        <b>{title}</b>
        <span>{says}</span>
      </button>
      <details>
        <summary>What to watch</summary>
        <ol>{watch.map((line) => <li key={line}>{line}</li>)}</ol>
        {without && <p>{without}</p>}
      </details>
    </li>
  )
}

const WIDE = 172
const HIGH = 64

/** The drawing in little: where its nodes stand and what leads where. */
function Sketch({ drawing: { nodes, wires } }: { drawing: Drawing }) {
  const left = Math.min(...nodes.map((node) => node.x))
  const top = Math.min(...nodes.map((node) => node.y))
  const width = Math.max(...nodes.map((node) => node.x)) - left + WIDE
  const height = Math.max(...nodes.map((node) => node.y)) - top + HIGH
  const at = (id: string) => nodes.find((node) => node.id === id)!
  return (
    <svg viewBox={`${left - 20} ${top - 20} ${width + 40} ${height + 40}`} aria-hidden="true">
      {wires.map((wire) => {
        const from = at(wire.from)
        const to = at(wire.to)
        return <line key={wire.id} x1={from.x + WIDE / 2} y1={from.y + HIGH / 2} x2={to.x + WIDE / 2} y2={to.y + HIGH / 2} />
      })}
      {nodes.map((node) => <rect key={node.id} x={node.x} y={node.y} width={WIDE} height={HIGH} rx={14} fill={`var(--c-${serviceOf(node.service)?.category ?? 'neutral'})`} />)}
    </svg>
  )
}
