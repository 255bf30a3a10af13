import { Search } from 'lucide-react'
import { useState } from 'react'
import { Kbd, keysText } from '../kit/Kbd.tsx'
import styles from './Shortcuts.module.css'

const GROUPS: readonly { readonly title: string; readonly rows: readonly (readonly [keys: readonly string[], says: string])[] }[] = [
  {
    title: 'Draw', rows: [
      [['/'], 'Find a service; Enter adds it'],
      [['Mod+→'], 'Add what may follow, already wired'],
      [['C'], 'Connect to a node that exists'],
      [['Enter'], 'Settings of the node'],
      [['Mod+D'], 'Duplicate'],
      [['Mod+C', 'Mod+X', 'Mod+V'], 'Copy, cut, paste (between tabs too)'],
      [['N'], 'Write a note'],
      [['Mod+G'], 'Put a group around the selection'],
      [['F2'], 'Rename a frame, write a note'],
      [['Del', 'Shift+Del'], 'Delete; a frame with what is in it'],
      [['Mod+Z', 'Mod+Shift+Z'], 'Undo, redo'],
    ],
  },
  {
    title: 'Move about', rows: [
      [['←', '↑', '↓', '→'], 'Walk from node to node'],
      [['Shift+→'], 'Walk and add to the selection'],
      [['Alt+→'], 'Move the node; with Shift farther'],
      [['W'], 'The wires of the node, one by one'],
      [['Space'], 'Select or leave out; held: pan'],
      [['Mod+A', 'Esc'], 'Select all, nothing'],
      [['+', '-', '0'], 'Zoom in, out, to 100 %'],
      [['1', '2'], 'Show all, show the selection'],
      [['V', 'H'], 'Drag selects, drag pans'],
      [['S'], 'Snap while dragging, or not; Ctrl held: not'],
      [['Shift+L'], 'Arrange the selection, or all'],
    ],
  },
  {
    title: 'The run', rows: [
      [['R'], 'Run, pause, play on'],
      [[',', '.'], 'One record back, forward'],
      [['Home'], 'Back to the start'],
      [['←', '→'], 'On the time line: scrub; with Shift farther'],
      [['[', ']'], 'On the time line: a loop begins, ends here'],
      [['Backspace'], 'On the time line: no loop'],
    ],
  },
  { title: 'Everywhere', rows: [[['Mod+K'], 'Search or run a command'], [['?'], 'This sheet'], [['Shift+F10'], 'Context menu']] },
]

/** Every key there is, found by what it does or by its name. */
export function Shortcuts() {
  const [words, setWords] = useState('')
  const groups = GROUPS.map((group) => ({ ...group, rows: group.rows.filter(([keys, says]) => fits(`${says} ${group.title} ${keys.map((one) => `${one} ${keysText(one)}`).join(' ')}`, words)) })).filter(({ rows }) => rows.length > 0)
  return (
    <>
      <label className={styles.search}>
        <Search size={14} aria-hidden="true" />
        <input type="search" aria-label="Find a key" placeholder="Find a key: undo, Ctrl K…" value={words} onChange={(event) => setWords(event.target.value)} />
      </label>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.rows.map(([keys, says]) => (
                <div key={says}><dt>{says}</dt><dd>{keys.map((one) => <Kbd key={one} keys={one} />)}</dd></div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p role="status" className={groups.length > 0 ? 'visually-hidden' : styles.none}>{groups.length > 0 ? `${groups.reduce((sum, { rows }) => sum + rows.length, 0)} found` : `No key does “${words}”. Ctrl K finds commands too.`}</p>
    </>
  )
}

const fits = (text: string, words: string): boolean => words.toLowerCase().split(/\s+/).every((word) => text.toLowerCase().includes(word))
