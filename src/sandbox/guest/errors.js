// @ts-nocheck
/** Errors as V8 writes them: the stack's lines, and what the engine says in other words. */
const { config, define } = core

const SAID = [
  [/^cannot read property '(.*)' of (undefined|null)$/, (m) => `Cannot read properties of ${m[2]} (reading '${m[1]}')`],
  [/^cannot set property '(.*)' of (undefined|null)$/, (m) => `Cannot set properties of ${m[2]} (setting '${m[1]}')`],
  [/^'(.*)' is read-only$/, () => 'Assignment to constant variable.'],
  [/^BigInt are forbidden in JSON.stringify$/, () => 'Do not know how to serialize a BigInt'],
  [/^circular reference$/, () => 'Converting circular structure to JSON'],
  [/^empty array$/, () => 'Reduce of empty array with no initial value'],
  [/^'(.*)' is not initialized$/, (m) => `Cannot access '${m[1]}' before initialization`],
  [/^(.*) is not initialized$/, (m) => `Cannot access '${m[1]}' before initialization`],
]
const inV8 = (error, site) => {
  const { message } = error
  if (typeof message !== 'string') return
  let said
  if (/^cannot read property 'Symbol.iterator' of /.test(message)) {
    const what = site?.getFileName() ? core.nameAt(site.getFileName(), site.getLineNumber(), columnOf(site)) : ''
    said = what ? `${what.replace(/^new /, '')} is not iterable` : `${message.slice(42)} is not iterable (cannot read property Symbol(Symbol.iterator))`
  } else if (message === 'not a function' || message === 'not a constructor' || message === 'value is not iterable') {
    const file = site?.getFileName()
    const what = file ? core.nameAt(file, site.getLineNumber(), columnOf(site)) : ''
    const bare = what.replace(/^new /, '')
    if (what) said = message === 'value is not iterable' ? `${bare} is not iterable` : `${bare} is ${bare === what ? message : 'not a constructor'}`
  } else {
    for (let i = 0; i < SAID.length && said === undefined; i++) {
      const match = SAID[i][0].exec(message)
      if (match) said = SAID[i][1](match)
    }
  }
  if (said !== undefined) define(error, 'message', said)
}
/** Before the first line of a script stands what makes a function of it (unit.ts). */
const WRAP = '(function (exports, require, module, __filename, __dirname) {'.length
const columnOf = (site) => {
  const column = site.getColumnNumber()
  return site.getLineNumber() === 1 && site.getFileName()[0] === '/' && column > WRAP ? column - WRAP : column
}
const nativeErrors = [TypeError.prototype, ReferenceError.prototype, SyntaxError.prototype]
const headOf = (error) => {
  const name = error.name === undefined ? 'Error' : String(error.name)
  const message = error.message === undefined ? '' : String(error.message)
  return name === '' ? message : message === '' ? name : `${name}: ${message}`
}
exports.stackOf = (error, sites) => {
  const kind = Object.getPrototypeOf(error)
  if (kind === core.InternalError.prototype && error.message === 'string too long') {
    Object.setPrototypeOf(error, RangeError.prototype)
    define(error, 'message', 'Invalid string length')
  } else if (nativeErrors.includes(kind)) inV8(error, sites[0])
  else if (kind === AggregateError.prototype && !Object.hasOwn(error, 'message') && error.message === '') define(error, 'message', 'All promises were rejected')
  let text = headOf(error)
  for (const site of sites) {
    const file = site.getFileName()
    const name = site.getFunctionName()
    if (!file) {
      // Our own code has no names of files. Below this frame there is only the runtime.
      if (site.isNative()) text += name ? `\n    at ${name in Array.prototype ? `Array.${name}` : name} (<anonymous>)` : ''
      else if (name === 'handleOnceNonStreaming') text += '\n    at Runtime.handleOnceNonStreaming (file:///var/runtime/index.mjs:1173:29)'
      continue
    }
    if (file[0] === '<' || file.startsWith('coldstart:')) continue
    const place = `${file}:${site.getLineNumber()}:${columnOf(site)}`
    text += name && name[0] !== '<' ? `\n    at ${name === config.export ? `Runtime.${name}` : name} (${place})` : `\n    at ${place}`
  }
  return text
}
exports.headOf = headOf
