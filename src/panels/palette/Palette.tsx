import { Search } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import type { Service } from '../../contract/service.ts'
import { GROUPS } from '../../contract/service.ts'
import { Glyph } from '../../kit/Glyph.tsx'
import { Kbd } from '../../kit/Kbd.tsx'
import { viewOf } from '../../services/views.ts'
import { addService } from '../../stores/actions.ts'
import { camera } from '../../stores/camera.ts'
import { shelf } from '../../stores/shelf.ts'
import { useDragOut } from './drag-out.ts'
import styles from './Palette.module.css'

/** Every service in the catalogue: searched, dragged, clicked or taken with Enter. */
export function Palette() {
  const [words, setWords] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const found = shelf.filter((service) => fits(service, words))
  const onSearchKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && found[0]) {
      camera().focus(addService(found[0].id))
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
      <div ref={list} role="group" aria-label="Services" className={styles.groups} onKeyDown={walk}>
        {GROUPS.map((group) => <Group key={group} title={group} services={found.filter((service) => service.group === group)} />)}
        {found.length === 0 && <p className={styles.none} role="status">No service is called “{words}”.</p>}
      </div>
    </>
  )
}

function Group({ title, services }: { title: string; services: readonly Service[] }) {
  const heading = useId()
  if (services.length === 0) return null
  return (
    <section aria-labelledby={heading} className={styles.group}>
      <h2 id={heading}>{title}</h2>
      <ul className={styles.tiles}>
        {services.map((service) => <li key={service.id}><Tile service={service} /></li>)}
      </ul>
    </section>
  )
}

function Tile({ service }: { service: Service }) {
  const view = viewOf(service.id)
  const drag = useDragOut(service.id)
  return (
    <button
      type="button" className={styles.tile} data-tip={`${service.title}: ${service.limit}`} aria-label={`Add ${service.title}. ${service.limit}`} {...drag}
    >
      <Glyph path={view.glyph} category={service.category} size="small" />
      <span>{view.short}</span>
    </button>
  )
}

const fits = (service: Service, words: string): boolean => {
  const text = `${service.title} ${viewOf(service.id).short} ${service.group} ${service.id}`.toLowerCase()
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word))
}

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
