import { Search } from 'lucide-react'
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import type { Service } from '../../contract/service.ts'
import { GROUPS } from '../../contract/service.ts'
import { Glyph } from '../../kit/Glyph.tsx'
import { Kbd } from '../../kit/Kbd.tsx'
import { viewOf } from '../../services/views.ts'
import { addService } from '../../stores/actions.ts'
import { camera } from '../../stores/camera.ts'
import { add, KIND_LIST, KINDS, type Kind } from '../../stores/frame-actions.ts'
import { CARD } from '../../stores/place.ts'
import { shelf } from '../../stores/shelf.ts'
import { type Adds, useDragOut } from './drag-out.ts'
import styles from './Palette.module.css'

/** Every service in the catalogue, frames and notes: searched, dragged, clicked or taken with Enter. */
export function Palette() {
  const [words, setWords] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [last, setLast] = useState('')
  const found = shelf.filter((service) => fits(service, words))
  const frames = KIND_LIST.filter((kind) => matches(`${KINDS[kind].title} ${KINDS[kind].words}`, words))
  // One stop for Tab: the tile that was last on; arrows go from there.
  const all = [...GROUPS.flatMap((group) => found.filter((service) => service.group === group).map((service) => service.id)), ...frames]
  const stop = all.includes(last) ? last : all[0]
  const onSearchKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (found[0] || frames[0])) {
      camera().focus(found[0] ? addService(found[0].id) : add(frames[0]!))
      setWords('')
    }
    else if (event.key === 'Escape') setWords('')
    else if (event.key === 'ArrowDown') list.current?.querySelector('button')?.focus()
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className={styles.search}>
        <Search size={14} aria-hidden="true" />
        <input
          ref={input} id="palette-search" type="search" aria-label="Filter services" placeholder="Filter services"
          value={words} onChange={(event) => setWords(event.target.value)} onKeyDown={onSearchKey}
        />
        <Kbd keys="/" />
      </div>
      <div ref={list} role="group" aria-label="Services" className={styles.groups} onKeyDown={walk} onFocus={({ target }) => setLast(target.getAttribute('data-adds') ?? last)}>
        {GROUPS.map((group) => <Group key={group} title={group} stop={stop} services={found.filter((service) => service.group === group)} />)}
        <Frames kinds={frames} stop={stop} />
        {found.length + frames.length === 0 && <p className={styles.none} role="status">Nothing is called “{words}”.</p>}
      </div>
    </>
  )
}

function Group({ title, services, stop }: { title: string; services: readonly Service[]; stop: string | undefined }) {
  const heading = useId()
  if (services.length === 0) return null
  return (
    <section aria-labelledby={heading} className={styles.group}>
      <h2 id={heading}>{title}</h2>
      <ul className={styles.tiles}>
        {services.map((service) => <li key={service.id}><Tile service={service} stop={stop === service.id} /></li>)}
      </ul>
    </section>
  )
}

function Frames({ kinds, stop }: { kinds: readonly Kind[]; stop: string | undefined }) {
  const heading = useId()
  if (kinds.length === 0) return null
  return (
    <section aria-labelledby={heading} className={styles.group}>
      <h2 id={heading}>Frames and notes</h2>
      <ul className={styles.tiles}>
        {kinds.map((kind) => <li key={kind}><FrameTile kind={kind} stop={stop === kind} /></li>)}
      </ul>
    </section>
  )
}

function Tile({ service: { id, title, limit, category }, stop }: { service: Service; stop: boolean }) {
  const view = viewOf(id)
  const adds = useMemo((): Adds => (at) => addService(id, at && { x: at.x - CARD.width / 2, y: at.y - 24 }), [id])
  return (
    <button type="button" className={styles.tile} tabIndex={stop ? 0 : -1} data-adds={id} data-tip={`${title}: ${limit}`} aria-label={`Add ${title}. ${limit}`} {...useDragOut(adds)}>
      <Glyph path={view.glyph} category={category} size="small" />
      <span>{view.short}</span>
    </button>
  )
}

function FrameTile({ kind, stop }: { kind: Kind; stop: boolean }) {
  const { title, says, size, glyph } = KINDS[kind]
  const adds = useMemo((): Adds => (at) => add(kind, at && { x: at.x - size[0] / 2, y: at.y - 16 }), [kind, size])
  return (
    <button type="button" className={styles.tile} tabIndex={stop ? 0 : -1} data-adds={kind} data-tip={`${title}: ${says}`} aria-label={`Add ${title}. ${says}`} {...useDragOut(adds)}>
      <Glyph path={glyph} category="neutral" size="small" />
      <span>{title}</span>
    </button>
  )
}

const fits = (service: Service, words: string): boolean => matches(`${service.title} ${viewOf(service.id).short} ${service.group} ${service.id}`, words)
const matches = (text: string, words: string): boolean => words.toLowerCase().split(/\s+/).every((word) => text.toLowerCase().includes(word))

/** Arrows go from tile to tile. */
function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const steps: { readonly [key: string]: number } = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 2, ArrowUp: -2 }
  const step = steps[event.key]
  if (!step) return
  const tiles = [...event.currentTarget.querySelectorAll('button')]
  const next = tiles[tiles.indexOf(event.target as HTMLButtonElement) + step]
  if (next) next.focus()
  else if (step < 0) document.getElementById('palette-search')?.focus()
  event.preventDefault()
}
