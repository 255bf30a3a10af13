/** What stands at a place in a source, as V8 would name it: `orders.map` of `orders.map(…)`. '' when that is not plain. */
export function calleeAt(text: string, line: number, column: number): string {
  const row = text.split('\n')[line - 1]
  if (row === undefined) return ''
  // The wrapper of a script stands before its first line.
  const at = Math.max(0, column - 1)
  const around = row.slice(0, at)
  const before = /(?:new\s+)?[\w$.\]['"?]*$/.exec(around)?.[0] ?? ''
  const behind = /^[\w$.\]['"?]*/.exec(row.slice(at))?.[0] ?? ''
  const whole = `${before}${behind}`.replace(/^new\s+/, '').replace(/\?\./g, '.').replace(/^[.\]'"]+|[.'"]+$/g, '')
  return /^[\w$]+(?:\.[\w$]+|\[[^\]]*\])*$/.test(whole) && whole.length <= 80 ? whole : ''
}
