import { Spline, Trash2 } from 'lucide-react'
import { Suspense, useEffect, useState } from 'react'
import type { Port, Role } from '../../contract/service.ts'
import type { DrawingNode, Wire } from '../../drawing/drawing.ts'
import { IconButton } from '../../kit/Button.tsx'
import { type Schema, withDefaults } from '../../drawing/fields.ts'
import { toolsFor } from '../../services/tools.tsx'
import { deleteSelection } from '../../stores/actions.ts'
import { configAt, settlesAfter, setWireSetting } from '../../stores/dated.ts'
import { select, useDrawing } from '../../stores/drawing.ts'
import { player, useRun } from '../../stores/run.ts'
import { portOf, serviceOf, sketchOf } from '../../stores/shelf.ts'
import { setView, useView } from '../../stores/view.ts'
import { clock } from '../../stores/words.ts'
import { FaultList } from './FaultList.tsx'
import { Form } from './Form.tsx'
import { Head } from './Head.tsx'
import { Told } from './Told.tsx'
import styles from './inspector.module.css'

/** What each kind means for those at its two ends (GEN-03). */
const KINDS: { readonly [kind: string]: string } = {
  sync: 'A call: the sender waits until it is answered, and pays for the waiting.',
  data: 'A call to a data store: the sender waits for it.',
  origin: 'A request to the origin: the sender waits.',
  edge: 'Code at the edge, while the request passes.',
  async: 'An event: taken in at once, handled later. Failures are retried where it was taken in, not by the sender.',
  publish: 'A message handed over: the sender goes on as soon as it is taken in.',
  subscription: 'Each subscriber gets a copy of its own.',
  target: 'A target of a rule: it gets each event that matches.',
  poll: 'The consumer asks for messages in batches; nothing is pushed.',
  success: 'What was handled well is reported here.',
  failure: 'What failed for good, or too often, goes here.',
  alarm: 'Told when the alarm changes its state.',
}

export function WireInspector({ wire }: { wire: Wire }) {
  const from = useDrawing((drawing) => drawing.nodes.find((one) => one.id === wire.from))
  const to = useDrawing((drawing) => drawing.nodes.find((one) => one.id === wire.to))
  const port = portOf(from?.service ?? '', wire.port)
  const schema = port?.config
  const struck = useDrawing((drawing) => drawing.scenario.faults.some((fault) => fault.on === wire.id))
  const asked = useView((view) => view.inspects === 'faults')
  const [faulty, setFaulty] = useState(struck)
  useEffect(() => {
    if (!asked) return
    setFaulty(true)
    setView({ inspects: undefined })
  }, [asked])
  return (
    <>
      <Head title={`${from?.name} → ${to?.name}`} says={`${port?.label ?? wire.port} · ${wire.kind}`} icon={<span className={styles.wireIcon}><Spline size={18} aria-hidden="true" /></span>}>
        <IconButton label="Delete wire" keys="Del" onClick={deleteSelection}><Trash2 size={15} /></IconButton>
      </Head>
      <p className={styles.about}>
        {(wire.kind === 'target' && from && sketchOf(from).role === 'http' ? KINDS.sync : KINDS[wire.kind]) ?? ''}
        {port?.latency && ` On the way: ${port.latency.p50} ms at the median, ${port.latency.p99} ms at the 99th percentile.`}
      </p>
      <Told on={wire.id} />
      {schema && port ? (
        <Settings wire={wire} port={port} schema={schema} role={to && sketchOf(to).role} />
      ) : (
        <p className={styles.about}>This wire has no settings of its own.</p>
      )}
      {from && to && schema && <Tools wire={wire} schema={schema} from={from} to={to} />}
      <details className={styles.quotas} open={faulty}>
        <summary>Faults</summary>
        <FaultList on={wire.id} />
      </details>
      <div className={styles.ends}>
        {[from, to].map((node) => node && <button key={node.id} type="button" className={styles.link} onClick={() => select([node.id])}>Show {node.name}</button>)}
      </div>
    </>
  )
}

/** In mid-run the form shows what holds at the camera's instant; what is changed holds from there on, if AWS can change it. */
function Settings({ wire, port, schema, role = 'other' }: { wire: Wire; port: Port; schema: Schema; role: Role | undefined }) {
  const drawing = useDrawing((one) => one)
  const at = useRun((run) => (run.recording && run.shownAt > 0 && run.shownAt < run.recording.cast.end ? run.shownAt : undefined))
  const config = at === undefined ? wire.config : configAt(drawing, wire, Math.max(at, Math.round(player.cursor)))
  return (
    <>
      {at !== undefined && <p className={styles.midRun}>{sayMidRun(port, schema, clock(at), settlesAfter(drawing, wire.id))}</p>}
      <Form schema={schema} config={config} without={(field) => field.at?.includes(role) === false} onChange={(field, value) => setWireSetting(wire, port, field, value)} />
    </>
  )
}

function sayMidRun({ live = [] }: Port, schema: Schema, now: string, settles: number): string {
  const still = Object.entries(schema).flatMap(([field, { label }]) => (live.includes(field) ? [] : [label]))
  if (still.length === Object.keys(schema).length) return 'What you change here takes a run from the beginning.'
  const holds = settles > 0 ? `What you change here is made at ${now} and holds ${settles} s later.` : `What you change here holds from ${now} on.`
  return still.length === 0 ? holds : `${holds} ${listed(still)} ${still.length === 1 ? 'takes' : 'take'} a run from the beginning.`
}

const listed = (names: readonly string[]): string => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`)

/** What a form falls short of: trying a pattern, the next firings, the statement that stands behind the wire. */
function Tools({ wire, schema, from, to }: { wire: Wire; schema: Schema; from: DrawingNode; to: DrawingNode }) {
  const arnOf = (node: DrawingNode): string => serviceOf(node.service)?.arn(node.name, 'us-east-1', '123456789012') ?? ''
  return (
    <Suspense>
      {toolsFor(from.service, wire.port, wire.kind).map((Tool, place) => (
        <Tool
          // biome-ignore lint/suspicious/noArrayIndexKey: they are always the same, in the same order.
          key={place} wire={wire.id} config={withDefaults(schema, wire.config)} service={from.service} from={from.name} to={to.name} role={sketchOf(to).role} fromArn={arnOf(from)} toArn={arnOf(to)}
        />
      ))}
    </Suspense>
  )
}
