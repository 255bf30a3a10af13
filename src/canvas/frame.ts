/**
 * The only frame loop of the page. It runs while the camera moves or something asked for a picture, and not otherwise:
 * a page that is paused or empty costs nothing.
 *
 * What keeps a frame cheap with two hundred cards, as `npm run bench:ui` measures it: React has no part in it; panels
 * follow four times a second, cards some in each of the next frames; dots are copied pixels above three hundred (stamps.ts);
 * dots, cards and panels lie in layers of their own; and what changes while it plays keeps its bounds and adds no transform,
 * opacity or clip, for each of those is a piece of the page, and a piece that comes, goes or grows has the browser put all
 * of them together anew: six milliseconds with the cards of the benchmark.
 */
import { advance, player, publish, runStore } from '../stores/run.ts'

type Painter = () => void
const painters = new Set<Painter>()
/** Panels and cards follow four times a second. */
const PUBLISH_MS = 250

let frame = 0
let last = 0
let publishedAt = 0
let publishedCursor = 0

export function addPainter(painter: Painter): () => void {
  painters.add(painter)
  wake()
  return () => painters.delete(painter)
}

/** Asks for one picture. */
export function wake(): void {
  if (frame === 0) frame = requestAnimationFrame(turn)
}

function turn(now: number): void {
  frame = 0
  const wall = last === 0 ? 16 : Math.min(100, now - last)
  const playing = runStore.getState().phase === 'playing'
  if (playing) advance(wall)
  if (playing && now - publishedAt > PUBLISH_MS) {
    const since = publishedAt === 0 ? PUBLISH_MS : now - publishedAt
    publish(Math.max(0, (player.cursor - publishedCursor) / 1_000 / since))
    publishedAt = now
    publishedCursor = player.cursor
  }
  for (const painter of painters) painter()
  const goesOn = runStore.getState().phase === 'playing'
  last = goesOn ? now : 0
  if (!goesOn) publishedAt = 0
  else wake()
}

runStore.subscribe((run, before) => {
  if (run.phase !== before.phase || run.version !== before.version) wake()
})
