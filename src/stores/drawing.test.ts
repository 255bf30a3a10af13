import { expect, test } from 'vitest'
import { EMPTY_DRAWING } from '../drawing/drawing.ts'
import { change, drawingStore, open, present } from './drawing.ts'

const rename = (name: string) => change('Rename drawing', (drawing) => ({ ...drawing, name }))

test('a drawing that is only to be looked at is not changed until it is made one’s own', () => {
  open({ ...EMPTY_DRAWING, name: 'Theirs' })
  drawingStore.setState({ locked: true })
  rename('Mine')
  expect(present().name).toBe('Theirs')
  drawingStore.setState({ locked: false })
  rename('Mine')
  expect(present().name).toBe('Mine')
})

test('another drawing that is opened is not locked', () => {
  drawingStore.setState({ locked: true })
  open({ ...EMPTY_DRAWING, name: 'Next' })
  rename('Free')
  expect(present().name).toBe('Free')
})
