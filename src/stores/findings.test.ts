import { expect, test } from 'vitest'
import type { Finding } from '../contract/finding.ts'
import { EMPTY_DRAWING } from '../drawing/drawing.ts'
import { drawingStore, open, undo } from './drawing.ts'
import { mend, stillHolds } from './findings.ts'

const LOOP = {
  ...EMPTY_DRAWING,
  nodes: [{ id: 'n1', service: 's3', name: 'photos', x: 0, y: 0, config: {} }, { id: 'n2', service: 'lambda', name: 'thumb', x: 240, y: 0, config: { reserved: 2 } }],
  wires: [{ id: 'w1', from: 'n2', port: 'calls', to: 'n1', kind: 'data' as const, config: {} }],
}
const finding = (more: Partial<Finding>): Finding => ({ rule: 'S3-12', level: 'warning', text: 'It goes round.', on: 'w1', ...more })
const now = () => drawingStore.getState().history.present

test('what was said of a drawing holds until it is mended, by a click that undo takes back', () => {
  open(LOOP)
  const loop = finding({ fix: { on: 'w1', set: { actions: 'read' } } })
  expect(stillHolds(now(), loop)).toBe(true)
  mend(loop, now())
  expect(now().wires[0]!.config).toEqual({ actions: 'read' })
  expect(stillHolds(now(), loop)).toBe(false)
  undo()
  expect(stillHolds(now(), loop)).toBe(true)
})

test('a cure may be the default, and what is about something gone is not said', () => {
  open(LOOP)
  const reserved = finding({ on: 'n2', fix: { on: 'n2', set: { reserved: null } } })
  mend(reserved, now())
  expect([now().nodes[1]!.config, stillHolds(now(), reserved)]).toEqual([{}, false])
  expect([stillHolds(now(), finding({})), stillHolds(now(), finding({ on: 'w9' })), stillHolds(now(), { rule: 'X', level: 'hint', text: 'Of all.' })]).toEqual([true, false, true])
})
