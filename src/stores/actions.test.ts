import { beforeEach, expect, test } from 'vitest'
import { EMPTY_DRAWING } from '../drawing/drawing.ts'
import { addConnected, addService, connect, deleteSelection, duplicate, nudge, pasteText, selectAll, selectDownstream, selectionText, takeDetour } from './actions.ts'
import { drawingStore, present, redo, select, undo } from './drawing.ts'
import { startHistory } from './history.ts'
import { mayFollow } from './legal.ts'

beforeEach(() => drawingStore.setState({ history: startHistory(EMPTY_DRAWING), selection: new Set() }))

const names = () => present().nodes.map((node) => node.name)
const wires = () => present().wires.map((wire) => `${wire.from} ${wire.port} ${wire.to}`)
const steps = () => drawingStore.getState().history.past.length

function follow(from: string, service: string): string {
  const source = present().nodes.find((node) => node.id === from)!
  const { way } = mayFollow(present(), source).find((one) => one.service.id === service)!
  return addConnected(from, service, way)!
}

test('adding gives unique names and places, and selects what was added', () => {
  addService('lambda')
  const second = addService('lambda')
  expect(names()).toEqual(['function', 'function-2'])
  const [a, b] = present().nodes
  expect(Math.abs(a!.x - b!.x) + Math.abs(a!.y - b!.y)).toBeGreaterThan(100)
  expect([...drawingStore.getState().selection]).toEqual([second])
})

test('a node with its wire is one step', () => {
  follow(addService('client'), 'httpApi')
  expect(wires()).toEqual(['n1 out n2'])
  undo()
  expect(names()).toEqual(['client'])
  redo()
  expect(wires()).toEqual(['n1 out n2'])
})

test('GEN-04 a detour is placed and wired through in one step', () => {
  addService('httpApi')
  addService('sqs')
  const before = steps()
  connect('n1', 'n2')
  expect(wires()).toEqual([])
  takeDetour('n1', 'n2', ['lambda'])
  expect(wires()).toEqual(['n1 out n3', 'n3 calls n2'])
  expect(steps()).toBe(before + 1)
})

test('deleting a node takes its wires along, and undo brings both back', () => {
  follow(addService('client'), 'lambda')
  select(['n1'])
  deleteSelection()
  expect([names(), wires()]).toEqual([['function'], []])
  undo()
  expect([names(), wires()]).toEqual([['client', 'function'], ['n1 out n2']])
})

test('nudges in quick succession are one step', () => {
  addService('lambda')
  const { x } = present().nodes[0]!
  nudge(8, 0)
  nudge(8, 0)
  expect(present().nodes[0]!.x).toBe(x + 16)
  undo()
  expect(present().nodes[0]!.x).toBe(x)
})

test('a copy keeps the wires inside it, under names of its own', () => {
  follow(addService('client'), 'lambda')
  selectAll()
  duplicate()
  expect(names()).toEqual(['client', 'function', 'client-2', 'function-2'])
  expect(wires()).toEqual(['n1 out n2', 'n3 out n4'])
})

test('what was copied as text can be pasted; any other text changes nothing', async () => {
  follow(addService('client'), 'lambda')
  selectAll()
  const text = selectionText()!
  await pasteText(text)
  expect(present().nodes).toHaveLength(4)
  const before = present()
  for (const bad of ['', 'hello', '[]', 'null', '{"coldstart":"piece"}', '{"coldstart":"piece","nodes":[{"id":1}],"wires":[]}']) await pasteText(bad)
  expect(present()).toBe(before)
})

test('downstream is all that messages may reach', () => {
  const api = follow(addService('client'), 'httpApi')
  follow(api, 'lambda')
  addService('sqs')
  select([api])
  selectDownstream()
  expect([...drawingStore.getState().selection].sort()).toEqual(['n2', 'n3', 'w2'])
})
