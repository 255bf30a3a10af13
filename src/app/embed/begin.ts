/** How an embed begins: still, running, or at an instant that has to be simulated first. */
import { sec } from '../../base/units.ts'
import type { Drawing } from '../../drawing/drawing.ts'
import type { Schema } from '../../drawing/fields.ts'
import { present } from '../../stores/drawing.ts'
import { pause, play, player, runStore, seek, setSpeed, start } from '../../stores/run.ts'
import { serviceOf } from '../../stores/shelf.ts'
import type { EmbedOptions } from './address.ts'

export function begin({ play: plays, atSec, speed }: Pick<EmbedOptions, 'play' | 'atSec' | 'speed'>): void {
  setSpeed(speed)
  const drawing = present()
  // Opening a link never runs anybody's code: such a drawing waits for Run.
  if (drawing.nodes.length === 0 || bringsCode(drawing)) return
  if (atSec === undefined) {
    if (plays) start()
    return
  }
  start()
  showAt(sec(atSec), plays)
}

/** Waits until the run has been simulated up to there. */
function showAt(time: number, goesOn: boolean): void {
  const stop = runStore.subscribe(({ phase, recording, crash }) => {
    if (crash || phase === 'idle') return stop()
    if (!recording) return
    // Until then it stands still: a camera that plays would be held back to what is simulated.
    if (phase === 'playing') {
      pause()
      seek(time)
      return
    }
    if (!player.ended && player.reached < Math.min(time, recording.cast.end)) return
    stop()
    seek(time)
    if (goesOn && player.cursor < recording.cast.end) play()
  })
}

/** Whether a handler of the sender's own stands in it. */
function bringsCode({ nodes }: Drawing): boolean {
  return nodes.some(({ service, config }) => {
    const schema: Schema = serviceOf(service)?.config ?? {}
    return Object.entries(schema).some(([name, field]) => field.kind === 'text' && field.as === 'code' && Boolean(config[name]))
  })
}
