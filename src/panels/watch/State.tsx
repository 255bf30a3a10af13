import { useState } from 'react'
import { HOLDS, type Held, type HeldAt, heldAt, type Hold } from '../../stores/held.ts'
import { pause, pick, player, type Recording, seek, useRun } from '../../stores/run.ts'
import { clock } from '../../stores/words.ts'
import { span } from './figures.ts'
import { Peek } from './Peek.tsx'
import { SendForm, Verbs } from './Verbs.tsx'
import styles from './State.module.css'

/** Rows of one list; a queue may hold a hundred thousand. */
const SHOWN = 200
const NAMES: { readonly [H in Hold]: string } = { waiting: 'waiting', inFlight: 'in flight', delayed: 'delayed', retry: 'waiting for a retry' }
const NOTHING: HeldAt = { messages: [], counts: { waiting: 0, inFlight: 0, delayed: 0, retry: 0 }, nextAt: 0, oldest: 0, gone: { deleted: 0, moved: 0, lost: 0 } }

/** What every queue, and whoever else keeps messages, holds at the camera's instant. */
export function State({ recording }: { recording: Recording }) {
  useRun((run) => run.version)
  const [chosen, setChosen] = useState('')
  const all = heldAt(recording, player.cursor)
  const nodes = recording.cast.nodes.map((node, place) => ({ ...node, place, held: all.get(place) ?? NOTHING })).filter(({ service, held }) => service === 'sqs' || held.messages.length > 0)
  if (nodes.length === 0) return <p className={styles.none}>Nothing is kept anywhere at {clock(player.cursor)}. Add a queue, or look at another instant.</p>
  const node = nodes.find(({ id }) => id === chosen) ?? nodes[0]!
  const isDeadLetter = recording.cast.wires.some((wire) => wire.to === node.place && wire.kind === 'failure')
  return (
    <div className={styles.state}>
      <ul className={styles.nodes} aria-label="Who holds messages">
        {nodes.map(({ id, name, held }) => (
          <li key={id}>
            <button type="button" aria-pressed={id === node.id} onClick={() => setChosen(id)}><span>{name}</span><small>{inWords(held)}</small></button>
          </li>
        ))}
      </ul>
      <Messages key={node.id} recording={recording} node={node.id} service={node.service} held={node.held} isDeadLetter={isDeadLetter} />
    </div>
  )
}

const inWords = ({ counts }: HeldAt): string => HOLDS.filter((hold) => counts[hold] > 0).map((hold) => `${counts[hold].toLocaleString('en-US')} ${NAMES[hold]}`).join(', ') || 'empty'

interface MessagesProps {
  recording: Recording
  node: string
  service: string
  held: HeldAt
  isDeadLetter: boolean
}

function Messages({ recording, node, service, held, isDeadLetter }: MessagesProps) {
  const [only, setOnly] = useState<Hold | 'all'>('all')
  const [open, setOpen] = useState(0)
  const [writing, setWriting] = useState<string | undefined>()
  const shown = held.messages.filter(({ hold }) => only === 'all' || hold === only)
  const { gone } = held
  return (
    <div className={styles.body}>
      <div className={styles.bar}>
        <select aria-label="Which messages" value={only} onChange={(event) => setOnly(event.target.value as Hold | 'all')}>
          <option value="all">All held: {held.messages.length.toLocaleString('en-US')}</option>
          {HOLDS.filter((hold) => service === 'sqs' ? hold !== 'retry' : held.counts[hold] > 0).map((hold) => <option key={hold} value={hold}>{NAMES[hold]}: {held.counts[hold].toLocaleString('en-US')}</option>)}
        </select>
        <output className={styles.sum}>
          {held.oldest > 0 && <>oldest <b>{span(player.cursor - held.oldest)}</b>. </>}
          {held.nextAt > 0 && <>next shows in <b>{span(Math.max(0, held.nextAt - player.cursor))}</b>. </>}
          So far <b>{gone.deleted.toLocaleString('en-US')}</b> deleted{gone.moved > 0 && <>, <b data-tone="bad">{gone.moved.toLocaleString('en-US')}</b> moved to a dead-letter queue</>}{gone.lost > 0 && <>, <b data-tone="bad">{gone.lost.toLocaleString('en-US')}</b> lost</>}.
        </output>
        {service === 'sqs' && <Verbs node={node} isDeadLetter={isDeadLetter} empty={held.messages.length === 0} onWrite={() => setWriting(writing === undefined ? '' : undefined)} />}
      </div>
      {writing !== undefined && <SendForm key={writing} node={node} body={writing} onDone={() => setWriting(undefined)} />}
      {recording.keep.dropped.rows > 0 && <p className={styles.note}>This run was so long that not all of its rows are held: older messages may be missing here. The metrics count all.</p>}
      <ol className={styles.list} aria-label="Messages held">
        {shown.slice(0, SHOWN).map((message) => (
          <li key={message.serial}>
            <Line message={message} open={open === message.serial} onOpen={() => setOpen(open === message.serial ? 0 : message.serial)} />
            {open === message.serial && <Peek serial={message.serial} time={message.since} {...(service === 'sqs' && { onEdit: setWriting })} />}
          </li>
        ))}
        {shown.length === 0 && <li className={styles.none}>{held.messages.length === 0 ? `Nothing is held here at ${clock(player.cursor)}.` : 'None of these.'}</li>}
        {shown.length > SHOWN && <li className={styles.none}>and {(shown.length - SHOWN).toLocaleString('en-US')} more</li>}
      </ol>
    </div>
  )
}

function Line({ message, open, onOpen }: { message: Held; open: boolean; onOpen: () => void }) {
  const { serial, hold, since, until, times } = message
  return (
    <div className={styles.line} data-hold={hold}>
      <button type="button" className={styles.serial} title="The whole life of this message" onClick={() => pick(serial)}>#{serial}</button>
      <span className={styles.hold}>{NAMES[hold]}</span>
      <span>{until > player.cursor ? <>{hold === 'retry' ? 'tried' : 'shows'} in <b>{span(until - player.cursor)}</b></> : <>for <b>{span(player.cursor - since)}</b></>}</span>
      <span className={styles.times}>{times > 0 ? `${times} ${hold === 'retry' ? (times === 1 ? 'try' : 'tries') : times === 1 ? 'receive' : 'receives'}` : ''}</span>
      <button type="button" className={styles.time} title="Go to this instant" onClick={() => { pause(); seek(since) }}>since {clock(since)}</button>
      <button type="button" aria-expanded={open} onClick={onOpen}>{open ? 'Close' : 'Peek'}</button>
    </div>
  )
}
