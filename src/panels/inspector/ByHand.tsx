import { useState } from 'react'
import { RotateCcw, Send } from 'lucide-react'
import type { DrawingNode } from '../../drawing/drawing.ts'
import { Button } from '../../kit/Button.tsx'
import fields from '../../kit/fields.module.css'
import { act } from '../../stores/dated.ts'
import { useDrawing } from '../../stores/drawing.ts'
import { useRun } from '../../stores/run.ts'
import { clock } from '../../stores/words.ts'
import styles from './inspector.module.css'

/** What can be sent from where: a client asks, a queue is handed a message, a topic a text, a bus an event, a bucket an object; in light sources what they are for happens. */
const SENDS: { readonly [service: string]: readonly (readonly [label: string, times: number])[] } = {
  client: [['Send 1', 1], ['Send 100', 100]],
  sqs: [['Send a message', 1], ['Send 100', 100]],
  sns: [['Publish 1', 1], ['Publish 100', 100]],
  eventbridge: [['Put an event', 1], ['Put 100', 100]],
  s3: [['Upload 1', 1], ['Upload 100', 100]],
  kinesis: [['Put a record', 1], ['Put 100', 100]],
  dynamodb: [['Put an item', 1], ['Put 100', 100]],
  ses: [['Send a mail', 1]],
  iot: [['Publish 1', 1]],
  codecommit: [['Push', 1]],
  codepipeline: [['Run the stage', 1]],
  customResource: [['Send the request', 1]],
  configRule: [['Evaluate', 1]],
  lex: [['Say it', 1]],
  alexa: [['Say it', 1]],
  cognito: [['Sign in', 1]],
  s3Batch: [['Run the job', 1]],
}

/** Sends at the present instant, once a run is under way: a dated action like any other. */
export function ByHand({ node }: { node: DrawingNode }) {
  const at = useRun((run) => (run.recording ? run.shownAt : undefined))
  const over = useRun((run) => run.recording !== undefined && run.shownAt >= run.recording.cast.end)
  const [paths, setPaths] = useState('/*')
  const caches = node.service === 'cloudfront'
  const copied = useDrawing((drawing) => node.service === 'lambda' && drawing.wires.some((wire) => wire.to === node.id && wire.kind === 'edge'))
  const asked = useDrawing((drawing) => node.service === 'sns' && drawing.wires.some((wire) => wire.from === node.id && wire.config.confirmed === false))
  const sends = SENDS[node.service] ?? []
  if ((sends.length === 0 && !caches && !copied) || at === undefined) return null
  return (
    <div className={styles.byHand} role="group" aria-label="By hand">
      {sends.map(([label, times]) => (
        <Button key={label} icon={<Send size={13} />} disabled={over} onClick={() => act(node.id, 'send', times === 1 ? {} : { times })}>{label}</Button>
      ))}
      {caches && (
        <>
          <div className={fields.box}><input aria-label="Paths to invalidate" value={paths} spellCheck={false} onChange={(event) => setPaths(event.target.value)} /></div>
          <Button icon={<RotateCcw size={13} />} disabled={over || paths.trim() === ''} onClick={() => act(node.id, 'invalidate', { paths })}>Invalidate</Button>
        </>
      )}
      {copied && (
        <>
          <Button disabled={over} onClick={() => act(node.id, 'dissociate')}>Take off its distribution</Button>
          <Button disabled={over} onClick={() => act(node.id, 'associate')}>Associate again</Button>
        </>
      )}
      {node.service === 'eventbridge' && Array.isArray(node.config.archives) && node.config.archives.length > 0 && (
        <Button icon={<RotateCcw size={13} />} disabled={over} onClick={() => act(node.id, 'replay')}>Replay the archive</Button>
      )}
      {node.service === 'sns' && typeof node.config.archiveDays === 'number' && (
        <Button icon={<RotateCcw size={13} />} disabled={over} onClick={() => act(node.id, 'replay')}>Replay the archive</Button>
      )}
      {asked && <Button disabled={over} onClick={() => act(node.id, 'confirm')}>Confirm subscriptions</Button>}
      <span>{over ? 'The run is over here.' : `at ${clock(at)}`}</span>
    </div>
  )
}
