import { Search } from 'lucide-react'
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { ahead, forgetAhead } from './Ahead.tsx'
import { Kbd } from './Kbd.tsx'
import styles from './Picker.module.css'

export interface Choice {
  readonly id: string
  readonly title: string
  /** A muted remark at the right or under the title. */
  readonly hint?: string
  readonly keys?: string
  readonly icon?: ReactNode
  /** Words that find it besides its title. */
  readonly words?: string
  readonly danger?: boolean
  readonly run: () => void
}

interface PickerProps {
  label: string
  choices: readonly Choice[]
  /** A point of the screen, or nothing: then it stands in the middle, high up. */
  at?: { x: number; y: number }
  /** A context menu has no search field; typing still jumps. */
  search?: string
  /** Said when there is nothing to choose. */
  empty?: string
  onClose: () => void
}

/** One list for menus, quick add, "connect to" and commands: arrows choose, Enter runs, Escape closes, letters search. */
export function Picker({ label, choices, at, search, empty = 'Nothing found', onClose }: PickerProps) {
  const base = useId()
  const element = useRef<HTMLDialogElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const chosen = useRef(false)
  const field = useRef<HTMLInputElement>(null)
  const [words, setWords] = useState(search === undefined ? '' : ahead.words)
  const [active, setActive] = useState(0)
  const found = filter(choices, words)
  const index = Math.min(active, Math.max(0, found.length - 1))

  // biome-ignore lint/correctness/useExhaustiveDependencies: it opens once, where it was asked for.
  useLayoutEffect(() => {
    const dialog = element.current!
    dialog.showModal()
    if (!at) return
    const box = dialog.getBoundingClientRect()
    dialog.style.left = `${Math.max(8, Math.min(at.x, innerWidth - box.width - 8))}px`
    dialog.style.top = `${Math.max(8, Math.min(at.y, innerHeight - box.height - 8))}px`
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed before it came goes on in it, once.
  useEffect(() => {
    const { enter } = ahead
    forgetAhead()
    if (!field.current) return
    const end = field.current.value.length
    field.current.setSelectionRange(end, end)
    if (enter) run(found[index])
  }, [])
  // In braces: some browsers return a promise from it.
  useEffect(() => { document.getElementById(`${base}-${index}`)?.scrollIntoView({ block: 'nearest' }) }, [base, index])

  const run = (choice: Choice | undefined) => {
    if (!choice) return
    // The dialog's own word that it has closed comes late: by then the choice may have opened the next window or list.
    chosen.current = true
    element.current?.close()
    onClose()
    choice.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setActive((index + step + found.length) % Math.max(1, found.length))
    else if (event.key === 'Home') setActive(0)
    else if (event.key === 'End') setActive(found.length - 1)
    else if (event.key === 'Enter') run(found[index])
    else if (search === undefined && event.key.length === 1) setActive(Math.max(0, found.findIndex((one) => one.title.toLowerCase().startsWith(event.key.toLowerCase()))))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const activeId = found.length > 0 ? `${base}-${index}` : undefined
  return (
    <dialog
      ref={element} aria-label={label} className={styles.picker} data-at={at ? 'point' : 'middle'} onClose={() => { if (!chosen.current) onClose() }}
      onKeyDown={(event) => event.stopPropagation()}
      onPointerDown={(event) => { if (event.target === element.current) element.current?.close() }}
      onContextMenu={(event) => event.preventDefault()}
    >
      <div className={styles.body}>
        {search !== undefined && (
          <div className={styles.search}>
            <Search size={14} aria-hidden="true" />
            <input
              ref={field} autoFocus role="combobox" aria-label={label} aria-expanded="true" aria-controls={base} aria-activedescendant={activeId} aria-autocomplete="list"
              placeholder={search} value={words} onKeyDown={onKeyDown} onChange={(event) => { setWords(event.target.value); setActive(0) }}
            />
          </div>
        )}
        <ul
          ref={list} id={base} role="listbox" aria-label={label} className={styles.list}
          {...(search === undefined ? { tabIndex: 0, autoFocus: true, onKeyDown, 'aria-activedescendant': activeId } : {})}
        >
          {found.map((choice, place) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself listens to keys.
            <li
              key={choice.id} id={`${base}-${place}`} role="option" aria-selected={place === index} className={styles.choice}
              data-danger={choice.danger || undefined} onPointerMove={() => setActive(place)} onClick={() => run(choice)}
            >
              {choice.icon}
              <span className={styles.title}>{choice.title}</span>
              {choice.hint && <span className={styles.hint}>{choice.hint}</span>}
              {choice.keys && <Kbd keys={choice.keys} />}
            </li>
          ))}
        </ul>
        {found.length === 0 && <p className={styles.none} role="status">{empty}</p>}
      </div>
    </dialog>
  )
}

function filter(choices: readonly Choice[], words: string): readonly Choice[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return choices
  const fits = (choice: Choice) => {
    const text = `${choice.title} ${choice.words ?? ''} ${choice.hint ?? ''}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  }
  const first = (choice: Choice) => (choice.title.toLowerCase().startsWith(wanted[0]!) ? 0 : 1)
  return choices.filter(fits).sort((a, b) => first(a) - first(b))
}
