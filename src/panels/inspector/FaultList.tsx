import { Plus, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import { FAULT_KINDS } from '../../contract/fault.ts'
import type { Role } from '../../contract/service.ts'
import type { Drawing, Fault } from '../../drawing/drawing.ts'
import { Button, IconButton } from '../../kit/Button.tsx'
import { ChoiceInput } from '../../kit/ChoiceInput.tsx'
import { NumberInput } from '../../kit/NumberInput.tsx'
import { addFault, midRun, removeFault, setFault, spreadFault, twinsOf } from '../../stores/dated.ts'
import { useDrawing } from '../../stores/drawing.ts'
import { sketchOf } from '../../stores/shelf.ts'
import { Form } from './Form.tsx'
import styles from './FaultList.module.css'

/** A run lasts no longer. */
const LONGEST_SEC = 31_622_400
const USUAL_SEC = 10

/** The kinds that mean something at a place: a node, by its role, or a wire. */
function kindsAt({ nodes, wires }: Drawing, on: string): readonly string[] {
  const node = nodes.find(({ id }) => id === on)
  if (!node) return Object.keys(FAULT_KINDS).filter((kind) => FAULT_KINDS[kind]!.wires)
  const { role } = sketchOf(node)
  // Nothing leads to a client: what could go wrong there goes wrong on its wires.
  const target = role !== 'client' || wires.some(({ to }) => to === on)
  return Object.entries(FAULT_KINDS).filter(([, { at }]) => (at === 'targets' ? target : at.includes(role satisfies Role))).map(([kind]) => kind)
}

/** What goes wrong at a node or on a wire, and when; and a way to let more go wrong. */
export function FaultList({ on }: { on: string }) {
  const drawing = useDrawing((one) => one)
  const faults = drawing.scenario.faults.filter((fault) => fault.on === on)
  const kinds = kindsAt(drawing, on)
  const [kind, setKind] = useState(kinds[0] ?? '')
  if (kinds.length === 0) return <p className={styles.says}>Nothing leads here, so nothing can fail here. Choose one of its wires, or the node behind it.</p>
  const chosen = FAULT_KINDS[kind] ? kind : kinds[0]!
  return (
    <div className={styles.list}>
      {faults.map((fault) => <FaultCard key={fault.id} fault={fault} />)}
      <div className={styles.add}>
        <select aria-label="Kind of fault" value={chosen} onChange={(event) => setKind(event.target.value)}>
          {kinds.map((one) => <option key={one} value={one}>{FAULT_KINDS[one]!.title}</option>)}
        </select>
        <Button icon={<Plus size={14} />} onClick={() => addFault(on, chosen, {}, (midRun() ?? 0) / 1e6, USUAL_SEC)}>Add fault</Button>
        <p>{FAULT_KINDS[chosen]!.says}</p>
      </div>
    </div>
  )
}

function FaultCard({ fault }: { fault: Fault }) {
  const id = useId()
  const known = FAULT_KINDS[fault.kind]
  const drawing = useDrawing((one) => one)
  const kinds = kindsAt(drawing, fault.on)
  const twins = twinsOf(drawing, fault)
  return (
    <section className={styles.card} aria-label={known?.title ?? fault.kind}>
      <h3>
        {known?.title ?? `Unknown fault “${fault.kind}”`}
        <IconButton label={`Remove ${known?.title.toLowerCase() ?? 'fault'}`} onClick={() => removeFault(fault.id)}><Trash2 size={14} /></IconButton>
      </h3>
      {kinds.length > 1 && (
        <ChoiceInput id={`${id}-kind`} label="Kind" value={known ? fault.kind : ''} options={kinds.map((kind) => ({ value: kind, label: FAULT_KINDS[kind]!.title }))} onChange={(kind) => setFault(fault.id, { kind, config: {} })} />
      )}
      <NumberInput id={`${id}-at`} label="From" unit="s" value={fault.atSec} min={0} max={LONGEST_SEC} step={0.001} instead={<span />} check={(value) => span(value, 0)} onChange={(value) => setFault(fault.id, { atSec: value! })} />
      <NumberInput id={`${id}-for`} label="Heals after" unit="s" value={fault.forSec} min={0.001} max={LONGEST_SEC} step={0.001} instead={<span />} check={(value) => span(value, 0.001)} onChange={(value) => setFault(fault.id, { forSec: value! })} />
      {twins.length > 0 && known?.at === 'targets' && (
        <div><Button look="quiet" onClick={() => spreadFault(fault)}>The same at {twins.length === 1 ? 'the other' : `all ${twins.length} others`} of this service</Button></div>
      )}
      {known && Object.keys(known.config).length > 0 && <Form schema={known.config} config={fault.config} onChange={(field, value) => setFault(fault.id, { config: { ...fault.config, [field]: value } })} />}
    </section>
  )
}

const span = (value: number | null, least: number): string | undefined =>
  value === null || value < least || value > LONGEST_SEC ? `Seconds of virtual time, ${least === 0 ? 'from 0 on' : 'more than 0'}.` : undefined
