import { beforeEach, expect, test } from 'vitest'
import { type Container, type Drawing, EMPTY_DRAWING, MOST } from '../drawing/drawing.ts'
import { addService, deleteSelection, deleteWithContents, duplicate, nudge, pasteText, selectAll, selectionText } from './actions.ts'
import { change, drawingStore, present, select, undo } from './drawing.ts'
import { addFrame, moveNodes, resize } from './edits.ts'
import { add } from './frame-actions.ts'
import { fitAround, putInto, takeOut } from './frame-moves.ts'
import { contentsOf, thingsOf } from './frames.ts'
import { startHistory } from './history.ts'

const frame = (id: string, x: number, y: number, width: number, height: number, container?: string): Container => ({
  id, kind: 'group', name: id, x, y, width, height, ...(container ? { container } : {}),
})
const node = (id: string, x: number, y: number, container?: string) => ({ id, service: 'lambda', name: id, x, y, config: {}, ...(container ? { container } : {}) })
const note = (id: string, x: number, y: number, container?: string) => ({ id, x, y, width: 100, height: 40, text: id, ...(container ? { container } : {}) })

/** A VPC with a subnet in it, a node in each and one outside. */
const NESTED: Drawing = {
  ...EMPTY_DRAWING,
  containers: [frame('vpc', 0, 0, 900, 600), frame('subnet', 20, 40, 400, 400, 'vpc')],
  nodes: [node('a', 60, 80, 'subnet'), node('b', 600, 80, 'vpc'), node('c', 1_200, 80)],
  notes: [note('t', 60, 300, 'subnet')],
}
const begin = (drawing: Drawing) => drawingStore.setState({ history: startHistory(drawing), selection: new Set(), locked: false })
beforeEach(() => begin(NESTED))

const where = () => Object.fromEntries(thingsOf(present()).map((thing) => [thing.id, thing.container]))
const at = (id: string) => thingsOf(present()).filter((thing) => thing.id === id).map(({ x, y }) => [x, y])[0]
const steps = () => drawingStore.getState().history.past.length
const move = (id: string, x: number, y: number) => change('Move', (drawing) => moveNodes(drawing, new Map([[id, { x, y }]])))

test('what is put down in a frame is in the innermost one around its middle, and out of it when it is put down outside', () => {
  move('c', 100, 200)
  expect(where()).toMatchObject({ c: 'subnet' })
  move('c', 600, 300)
  expect(where()).toMatchObject({ c: 'vpc' })
  move('c', 2_000, 0)
  expect(where().c).toBeUndefined()
})

test('a frame takes along what lies in it, however deep, and nothing else', () => {
  move('vpc', 100, 10)
  expect([at('subnet'), at('a'), at('b'), at('t'), at('c')]).toEqual([[120, 50], [160, 90], [700, 90], [160, 310], [1_200, 80]])
  expect(where()).toEqual({ vpc: undefined, subnet: 'vpc', a: 'subnet', b: 'vpc', c: undefined, t: 'subnet' })
  undo()
  expect(present()).toBe(NESTED)
})

test('a frame and its contents selected together are moved once, not twice', () => {
  selectAll()
  nudge(8, 0)
  expect([at('vpc'), at('a')]).toEqual([[8, 0], [68, 80]])
})

test('a frame pulled wider takes in what it now holds, one pulled narrower lets go', () => {
  change('Resize', (drawing) => resize(drawing, 'vpc', { x: 0, y: 0, width: 1_500, height: 600 }))
  expect(where()).toMatchObject({ c: 'vpc', a: 'subnet' })
  change('Resize', (drawing) => resize(drawing, 'vpc', { x: 0, y: 0, width: 500, height: 600 }))
  expect(where()).toMatchObject({ b: undefined, c: undefined, a: 'subnet', subnet: 'vpc' })
})

test('a frame never ends up inside itself, wherever it is put', () => {
  for (const [x, y] of [[20, 40], [0, 0], [200, 100], [-300, -200]] as const) {
    move('vpc', x, y)
    move('subnet', x, y)
    expect(contentsOf(present(), new Set(['vpc'])).has('vpc')).toBe(false)
  }
})

test('a deleted frame leaves what was in it, in the frame around it; with Shift it takes all along; each is one step', () => {
  select(['subnet'])
  deleteSelection()
  expect(where()).toEqual({ vpc: undefined, a: 'vpc', b: 'vpc', c: undefined, t: 'vpc' })
  undo()
  select(['vpc'])
  deleteWithContents()
  expect(where()).toEqual({ c: undefined })
  expect(steps()).toBe(1)
  undo()
  expect(present()).toBe(NESTED)
})

test('a frame added with things selected goes around them, as one step', () => {
  select(['b', 'c'])
  const id = add('vpc')
  expect(where()).toMatchObject({ b: id, c: id })
  expect(contentsOf(present(), new Set([id]))).toEqual(new Set(['b', 'c']))
  expect([...drawingStore.getState().selection]).toEqual([id])
  undo()
  expect(present()).toBe(NESTED)
})

test('by key and menu: into a frame, which grows if it must, and out of it again', () => {
  begin({ ...NESTED, containers: [...NESTED.containers, frame('small', 1_200, 400, 100, 80)] })
  select(['a', 'b'])
  putInto('small')
  expect(where()).toMatchObject({ a: 'small', b: 'small' })
  select(['a'])
  takeOut()
  expect(where()).toMatchObject({ a: undefined, b: 'small' })
  select(['vpc'])
  putInto('subnet')
  expect(where()).toMatchObject({ vpc: undefined, subnet: 'vpc' })
})

test('a frame fits itself around what is in it', () => {
  fitAround('subnet')
  const box = present().containers.find((one) => one.id === 'subnet')!
  expect([box.x, box.y, box.x + box.width, box.y + box.height]).toEqual([40, 40, 256, 360])
  expect(where()).toMatchObject({ a: 'subnet', t: 'subnet' })
})

test('a copy of a frame has copies of its contents, and the first keeps its own', async () => {
  select(['subnet'])
  duplicate()
  expect(present().containers.map((one) => one.name)).toEqual(['vpc', 'subnet', 'subnet-2'])
  expect(where()).toMatchObject({ a: 'subnet', t: 'subnet', n1: 'c1', t1: 'c1' })
  select(['c1'])
  const text = selectionText()!
  begin(EMPTY_DRAWING)
  await pasteText(text)
  expect(where()).toEqual({ c1: undefined, n1: 'c1', t1: 'c1' })
})

test('new ids are taken by nothing else in the drawing', () => {
  begin({ ...EMPTY_DRAWING, notes: [note('c7', 0, 0)], containers: [frame('n3', 0, 0, 50, 50)] })
  addService('sqs')
  expect(addFrame(present(), 'vpc', { x: 0, y: 0, width: 10, height: 10 }).id).toBe('c8')
  expect(present().nodes[0]!.id).toBe('n4')
})

test('more than a drawing may hold is not added: it could not be opened again', () => {
  begin({ ...EMPTY_DRAWING, nodes: Array.from({ length: MOST.nodes }, (_, i) => node(`n${i + 1}`, i * 200, 0)) })
  addService('lambda')
  expect(present().nodes).toHaveLength(MOST.nodes)
  selectAll()
  duplicate()
  expect(present().nodes).toHaveLength(MOST.nodes)
  expect(steps()).toBe(0)
})

test('what is pasted goes through the door of drawings', async () => {
  begin(EMPTY_DRAWING)
  await pasteText(JSON.stringify({ coldstart: 'piece', nodes: [{ id: 'n1', service: 'lambda', name: 'f', x: 0, y: 0, config: { memoryMb: 'lots', __proto__: { x: 1 } } }], wires: [], notes: 7 }))
  expect(present().nodes).toEqual([{ id: 'n1', service: 'lambda', name: 'f', x: 32, y: 32, config: {} }])
})
