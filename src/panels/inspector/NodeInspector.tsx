import { ArrowDownToLine, ArrowRight, Code, Plus } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import type { Drawing, DrawingNode, Wire } from '../../drawing/drawing.ts'
import type { Field, Schema } from '../../drawing/fields.ts'
import { Button } from '../../kit/Button.tsx'
import { Glyph } from '../../kit/Glyph.tsx'
import { Tabs } from '../../kit/Tabs.tsx'
import { TextInput } from '../../kit/TextInput.tsx'
import { viewOf } from '../../services/views.ts'
import { change, select, useDrawing } from '../../stores/drawing.ts'
import { configAt, setSetting } from '../../stores/dated.ts'
import { rename } from '../../stores/edits.ts'
import { openMenu } from '../../stores/menu.ts'
import { player, useRun } from '../../stores/run.ts'
import { portOf, serviceOf } from '../../stores/shelf.ts'
import { setView, useView } from '../../stores/view.ts'
import { clock } from '../../stores/words.ts'
import { Arrivals } from './Arrivals.tsx'
import { ByHand } from './ByHand.tsx'
import { FaultList } from './FaultList.tsx'
import { Form } from './Form.tsx'
import { Head } from './Head.tsx'
import { Told } from './Told.tsx'
import styles from './inspector.module.css'

const TABS = [{ id: 'configure', title: 'Configure' }, { id: 'wires', title: 'Wires' }, { id: 'faults', title: 'Faults' }, { id: 'about', title: 'About' }] as const
type Tab = (typeof TABS)[number]['id']

export function NodeInspector({ node }: { node: DrawingNode }) {
  const [tab, setTab] = useState<Tab>('configure')
  const asked = useView((view) => view.inspects)
  useEffect(() => {
    if (asked !== 'faults') return
    setTab(asked)
    setView({ inspects: undefined })
  }, [asked])
  const service = serviceOf(node.service)
  const id = useId()
  if (!service) return <UnknownService node={node} />
  return (
    <>
      <Head title={node.name} says={`${service.title} · ${service.group}`} icon={<Glyph path={viewOf(node.service).glyph} category={service.category} size="large" />} />
      <Told on={node.id} />
      <Tabs label="Inspector" tabs={TABS} chosen={tab} onChoose={setTab}>
        {tab === 'configure' && (
          <>
            <div className={styles.name}>
              <TextInput
                id={id} label="Name" value={node.name} maxLength={140} check={(name) => checkName(node, name)}
                onChange={(name) => change('Rename', (drawing) => rename(drawing, node.id, name), `name ${node.id}`)}
              />
            </div>
            {service.config.code?.kind === 'text' && service.config.code.as === 'code' && (
              <div className={styles.name}><Button icon={<Code size={14} />} onClick={() => setView({ code: node.id, sheet: undefined })}>{node.config.code ? 'Edit the code' : 'Write its code'}</Button></div>
            )}
            <ByHand node={node} />
            <Settings node={node} schema={service.config} />
          </>
        )}
        {tab === 'wires' && <Wires node={node} />}
        {tab === 'faults' && <FaultList on={node.id} />}
        {tab === 'about' && (
          <div className={styles.about}>
            <p>{service.help}</p>
            <p><b>To remember:</b> {service.limit}.</p>
            <p className={styles.arn}>{service.arn(node.name, 'us-east-1', '123456789012')}</p>
          </div>
        )}
      </Tabs>
    </>
  )
}

/** In mid-run the form shows what holds at the camera's instant, and what is changed holds from there on. */
function Settings({ node, schema }: { node: DrawingNode; schema: Schema }) {
  const drawing = useDrawing((one) => one)
  const at = useRun((run) => (run.recording && run.shownAt > 0 && run.shownAt < run.recording.cast.end ? run.shownAt : undefined))
  const config = at === undefined ? node.config : configAt(drawing, node, Math.max(at, Math.round(player.cursor)))
  if (Object.keys(schema).length === 0) return <p className={styles.about}>All its settings stand on its wires. Draw one, then select it.</p>
  return (
    <>
      {at !== undefined && <p className={styles.midRun}>What you change here holds from {clock(at)} on{node.service === 'cloudfront' && ', and at the edge once it is deployed'}.</p>}
      {config.pattern === 'table' && schema.arrivals && <Arrivals text={typeof config.arrivals === 'string' ? config.arrivals : ''} onChange={(text) => setSetting(node, schema, 'arrivals', text)} />}
      <Form schema={schema} config={config} without={holdsCode} onChange={(field, value) => setSetting(node, schema, field, value)} />
    </>
  )
}

/** Code is written in its own pane. */
const holdsCode = (field: Field): boolean => (field.kind === 'text' && field.as === 'code') || (field.kind === 'list' && Object.values(field.row as Schema).some(holdsCode))

function checkName(node: DrawingNode, name: string): string | undefined {
  const naming = serviceOf(node.service)?.naming
  return naming && !naming.pattern.test(name) ? `${naming.text} “${node.name}” stays.` : undefined
}

function UnknownService({ node }: { node: DrawingNode }) {
  return (
    <>
      <Head title={node.name} says="Unknown service" icon={<Glyph path={viewOf(node.service).glyph} category="neutral" size="large" />} />
      <p className={styles.about}>This drawing holds a service called “{node.service}” that this version does not know. It is kept as it is, takes no part in a run, and travels on in links and files.</p>
    </>
  )
}

function Wires({ node }: { node: DrawingNode }) {
  const wires = useDrawing((drawing) => drawing.wires)
  const nodes = useDrawing((drawing) => drawing.nodes)
  const out = wires.filter((wire) => wire.from === node.id)
  const into = wires.filter((wire) => wire.to === node.id)
  return (
    <div className={styles.wires}>
      <WireList title="Leads to" wires={out} nodes={nodes} other={(wire) => wire.to} />
      <WireList title="Comes from" wires={into} nodes={nodes} other={(wire) => wire.from} />
      <Button icon={<Plus size={14} />} onClick={() => openMenu({ kind: 'connect', from: node.id })}>Connect to…</Button>
    </div>
  )
}

function WireList({ title, wires, nodes, other }: { title: string; wires: readonly Wire[]; nodes: Drawing['nodes']; other: (wire: Wire) => string }) {
  if (wires.length === 0) return null
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {wires.map((wire) => {
          const from = nodes.find((one) => one.id === wire.from)
          return (
            <li key={wire.id}>
              <button type="button" className={styles.wire} onClick={() => select([wire.id])}>
                {wire.kind === 'failure' ? <ArrowDownToLine size={14} aria-hidden="true" /> : <ArrowRight size={14} aria-hidden="true" />}
                <span>{nodes.find((one) => one.id === other(wire))?.name}</span>
                <small>{portOf(from?.service ?? '', wire.port)?.label ?? wire.port} · {wire.kind}</small>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
