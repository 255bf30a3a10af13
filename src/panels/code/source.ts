/** The files of a function, as the pane edits them: its main file and those beside it. */
import type { DrawingNode } from '../../drawing/drawing.ts'

export interface CodeFile {
  /** Its place among the further files, or -1 for the handler's own. */
  readonly at: number
  readonly name: string
  readonly text: string
}
interface Row {
  readonly path: string
  readonly text: string
}

const textOf = (value: unknown, otherwise = ''): string => (typeof value === 'string' ? value : otherwise)
const rowsOf = ({ config }: DrawingNode): readonly Row[] =>
  Array.isArray(config.files) ? (config.files as readonly Partial<Row>[]).map((row) => ({ path: textOf(row?.path, 'lib.mjs'), text: textOf(row?.text) })) : []

export function filesOf(node: DrawingNode): readonly CodeFile[] {
  return [
    { at: -1, name: textOf(node.config.entry, 'index.mjs'), text: textOf(node.config.code) },
    ...rowsOf(node).map(({ path, text }, at) => ({ at, name: path, text })),
  ]
}

/** The setting that holds a file, and its value with another text in it. */
export function withText(node: DrawingNode, at: number, text: string): readonly [field: string, value: unknown] {
  if (at < 0) return ['code', text]
  return ['files', rowsOf(node).map((row, place) => (place === at ? { ...row, text } : row))]
}

export function withFile(node: DrawingNode): readonly [field: string, value: unknown] {
  const rows = rowsOf(node)
  let number = rows.length + 1
  const name = (count: number) => (count === 1 ? 'lib.mjs' : `lib${count}.mjs`)
  while (rows.some((row) => row.path === name(number))) number++
  return ['files', [...rows, { path: name(rows.length === 0 ? 1 : number), text: 'export const helper = () => {};\n' }]]
}

export const withoutFile = (node: DrawingNode, at: number): readonly [field: string, value: unknown] =>
  ['files', rowsOf(node).filter((_, place) => place !== at)]

export const renamed = (node: DrawingNode, at: number, path: string): readonly [field: string, value: unknown] =>
  ['files', rowsOf(node).map((row, place) => (place === at ? { ...row, path } : row))]

export interface Test {
  readonly name: string
  readonly event: string
}
export const testsOf = ({ config }: DrawingNode): readonly Test[] =>
  Array.isArray(config.tests) ? (config.tests as readonly Partial<Test>[]).map((row) => ({ name: textOf(row?.name, 'test'), event: textOf(row?.event) })) : []

/** Keeps an event under the first free name; one that is kept already stays as it is. */
export function withTest(node: DrawingNode, event: string): readonly [field: string, value: unknown] {
  const tests = testsOf(node)
  if (tests.some((one) => one.event === event)) return ['tests', tests]
  let number = tests.length + 1
  while (tests.some((one) => one.name === `event ${number}`)) number++
  return ['tests', [...tests, { name: `event ${number}`, event }]]
}
