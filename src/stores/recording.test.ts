import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sec } from '../base/units.ts'
import type { Action, Drawing } from '../drawing/drawing.ts'
import { sketch } from '../testkit/simulate.ts'
import { recordDrawing } from '../testkit/record.ts'
import { pack } from '../trace/block.ts'
import { TraceKeep } from '../trace/keep.ts'
import { Reel } from '../trace/reel.ts'
import { HeldMessages } from './held.ts'
import { advance, castOf, change, plan, rerun, simulation } from '../worker/simulation.ts'
import { cut, missingAt, newRecording, patch, type Recording, sayChange, take } from './recording.ts'

const shop = (actions: readonly Action[]): Drawing =>
  sketch({ forSec: 40, seed: 5, mode: 'realistic', actions }, (book) => {
    book.add('client', 'people', { pattern: 'poisson', rps: 60, forMs: 0 })
    book.add('lambda', 'shop', { duration: 'exponential', ioMs: 90, reserved: 6, errorRate: 3 })
    book.wire('people', 'shop')
  })

function record(drawing: Drawing) {
  let recording: Recording | undefined
  const made = simulation(plan(drawing), (block) => { take(recording!, pack(block)) })
  recording = newRecording(drawing, castOf(made))
  return {
    to(until: number) {
      advance(made, until, () => false)
      made.trace.flush()
    },
    change(next: Drawing) {
      const answer = change(made, next)
      if ('rows' in answer && answer.rows !== undefined) recording = cut(recording!, answer.rows)
    },
    sight() {
      const { keep, reel } = recording!
      const rows: number[][] = []
      keep.scan(0, Number.POSITIVE_INFINITY, ({ time, serial, kind, place, a, b }, row, number) => { rows.push([number, time[row]!, serial[row]!, kind[row]!, place[row]!, a[row]!, b[row]!]) })
      const stages = [39, 3, 20.5, 11, 40].map((at) => JSON.stringify(reel.seek(sec(at)).actors, (_, value) => (value instanceof Map ? [...value] : value)))
      const { rows: per, failures } = keep.histogram(0, sec(40), 40)
      return { rows, stages, per: [...per], failures: [...failures], total: keep.total, until: keep.until, held: keep.held }
    },
  }
}

test('a recording that was cut and went on is the recording of the scenario it ends with', () => {
  const moment = fc.record({ ranTo: fc.integer({ min: 1, max: 40 }), atSec: fc.integer({ min: 0, max: 39_000 }).map((ms) => ms / 1_000), reserved: fc.constantFrom(0, 2, 30) })
  fc.assert(
    fc.property(fc.array(moment, { minLength: 1, maxLength: 3 }), (moments) => {
      const tape = record(shop([]))
      let actions: readonly Action[] = []
      for (const { ranTo, atSec, reserved } of moments) {
        tape.to(sec(ranTo))
        actions = [...actions, { id: `a${actions.length + 1}`, atSec, on: 'n2', do: 'set', config: { reserved } }]
        tape.change(shop(actions))
      }
      tape.to(sec(40))
      const whole = record(shop(actions))
      whole.to(sec(40))
      expect(tape.sight()).toEqual(whole.sight())
    }),
    { numRuns: 8, seed: 20_261_121 },
  )
}, 60_000)

test('rows that were dropped are run again where the camera stands, and everything there is as it was', () => {
  const drawing = shop([])
  let small: Recording | undefined
  let whole: Recording | undefined
  const made = simulation(plan(drawing), (block) => {
    const { buffer } = block
    take(whole!, { ...pack(block), buffer: buffer.slice(0) })
    take(small!, pack(block))
  })
  const cast = castOf(made)
  whole = newRecording(drawing, cast)
  const keep = new TraceKeep({ newest: 2_000, sampled: 300, failures: 100 })
  small = { ...newRecording(drawing, cast), keep, reel: new Reel(keep, cast.nodes.length) }
  advance(made, sec(40), () => false)
  made.trace.flush()
  expect(keep.dropped.rows).toBeGreaterThan(5_000)
  const rowsOf = ({ keep: held }: Recording, from: number, to: number) => {
    const rows: number[][] = []
    held.scan(from, to, ({ time, serial, kind, place, a, b }, row, number) => { rows.push([number, time[row]!, serial[row]!, kind[row]!, place[row]!, a[row]!, b[row]!]) })
    return rows
  }
  const actors = ({ reel }: Recording, at: number) => JSON.stringify(reel.seek(at).actors, (_, value) => (value instanceof Map ? [...value] : value))
  const last = rowsOf(small, sec(39), sec(40))
  for (const at of [sec(8), sec(21.5), sec(3)]) {
    const span = missingAt(small, at)!
    expect(span.from).toBeLessThanOrEqual(at)
    const job = rerun(made, span.from, span.to)
    while (!job.advance(() => true));
    expect(job.share()).toBe(1)
    small = patch(small, job.blocks.map(pack), span.from, span.to)
    const to = Math.min(span.to, sec(30)) + 1
    expect(rowsOf(small, span.from, to)).toEqual(rowsOf(whole, span.from, to))
    expect(actors(small, at)).toBe(actors(whole, at))
    expect(missingAt(small, at)).toBeUndefined()
    expect(rowsOf(small, sec(39), sec(40))).toEqual(last)
  }
  const held = keep.held
  // Whoever is cut back forgets them, and holds what it held.
  small = cut(small, keep.total - 1)
  expect(keep.held).toBe(held - 1)
  expect(missingAt(small, sec(8))).toBeDefined()
})

test('what a change did is said in a sentence', () => {
  expect(sayChange('shop: Memory 512 MB', 5_000_000, 1_204, 1)).toBe('shop: Memory 512 MB. 1,204 rows after 0:05.000 held no longer and were run anew; 1 message was under way.')
  expect(sayChange('shop: Memory 512 MB', 5_000_000, 0, 0)).toBe('shop: Memory 512 MB.')
})

test('a camera that stands where nothing is simulated yet sees what comes, also of before its instant', () => {
  const drawing = sketch({ forSec: 20 }, (book) => {
    book.add('client', 'people', { rps: 5 })
    book.add('lambda', 'work', { ioMs: 100, init: 'constant', initMs: 50 })
    book.wire('people', 'work')
    book.add('sqs', 'jobs')
    book.wire('work', 'jobs')
  })
  const { recording, made } = recordDrawing(drawing)
  const held = new HeldMessages(recording)
  const idle = (one: Recording): number => one.reel.seek(8.15e6).actors[1]!.idle
  const waiting = (): number => held.seek(8.15e6).held.size
  const [before, queued] = [idle(recording), waiting()]
  expect([before, queued]).toEqual([1, 41])
  const answer = change(made, { ...drawing, scenario: { ...drawing.scenario, actions: [{ id: 'a1', atSec: 8, on: 'n2', do: 'set', config: { ioMs: 90 } }] } })
  if (!('rows' in answer)) throw new Error('it is accepted')
  // What holds no longer is cut, and the camera looks before anything came again.
  cut(recording, answer.rows!)
  const early = new HeldMessages(recording)
  expect([idle(recording), early.seek(8.15e6).held.size]).toEqual([0, 0])
  advance(made, made.run.end, () => false)
  made.trace.flush()
  expect([idle(recording), early.seek(8.15e6).held.size]).toEqual([before, queued])
})
