// @ts-nocheck
/** Why a text is no JSON, in V8's words: the text is read once more, up to where it goes wrong. */
const SPACE = /[ \t\n\r]/
const placeOf = (text, at) => {
  const rows = text.slice(0, at).split('\n')
  // Node.js 20 does not tell line and column.
  return `in JSON at position ${at}${core.config.major < 22 ? '' : ` (line ${rows.length} column ${rows.at(-1).length + 1})`}`
}
class Wrong {
  constructor(message) {
    this.message = message
  }
}

function why(text) {
  let at = 0
  const fail = (message) => {
    throw new Wrong(message)
  }
  const space = () => {
    while (at < text.length && SPACE.test(text[at])) at++
  }
  const unexpected = () => {
    if (at >= text.length) fail('Unexpected end of JSON input')
    const letter = text[at]
    const around = text.length <= 40 ? `"${text}"` : at < 10 ? `"${text.slice(0, at + 10)}"...` : at > text.length - 10 ? `..."${text.slice(at - 10)}"` : `..."${text.slice(at - 10, at + 10)}"...`
    fail(`Unexpected token '${letter}', ${around} is not valid JSON`)
  }
  const string = () => {
    const from = at++
    for (; at < text.length && text[at] !== '"'; at++) {
      if (text[at] < ' ') fail(`Bad control character in string literal ${placeOf(text, at)}`)
      if (text[at] !== '\\') continue
      at++
      if (at < text.length && !'"\\/bfnrtu'.includes(text[at])) fail(`Bad escaped character ${placeOf(text, at)}`)
      const digits = text[at] === 'u' ? /^[0-9a-fA-F]{0,4}/.exec(text.slice(at + 1))[0].length : 4
      if (digits < 4) fail(`Bad Unicode escape ${placeOf(text, at + 1 + digits)}`)
    }
    if (at >= text.length) fail(`Unterminated string ${placeOf(text, text.length)}`)
    at++
    return from
  }
  const value = () => {
    space()
    const letter = text[at]
    if (letter === '"') return string()
    if (letter === '{') return object()
    if (letter === '[') return list()
    const word = ['true', 'false', 'null'].find((one) => one[0] === letter)
    if (word) {
      for (const wanted of word) {
        if (text[at] !== wanted) unexpected()
        at++
      }
      return
    }
    if (letter !== '-' && !(letter >= '0' && letter <= '9')) unexpected()
    const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(text.slice(at))
    if (!number) {
      at++
      fail(`No number after minus sign ${placeOf(text, at)}`)
    }
    at += number[0].length
    if (/^-?0$/.test(number[0]) && text[at] >= '0' && text[at] <= '9') fail(`Unexpected number ${placeOf(text, at)}`)
    if (text[at] === '.') fail(`Unterminated fractional number ${placeOf(text, at + 1)}`)
    if (text[at] === 'e' || text[at] === 'E') fail(`Exponent part is missing a number ${placeOf(text, at + 1)}`)
  }
  const object = () => {
    at++
    space()
    if (text[at] === '}') return at++
    for (let first = true; ; first = false) {
      space()
      if (at >= text.length) fail(first ? `Expected property name or '}' ${placeOf(text, at)}` : `Expected double-quoted property name ${placeOf(text, at)}`)
      if (text[at] !== '"') fail(`Expected ${first ? "property name or '}'" : 'double-quoted property name'} ${placeOf(text, at)}`)
      string()
      space()
      if (text[at] !== ':') fail(`Expected ':' after property name ${placeOf(text, at)}`)
      at++
      value()
      space()
      if (text[at] === '}') return at++
      if (text[at] !== ',') fail(`Expected ',' or '}' after property value ${placeOf(text, at)}`)
      at++
    }
  }
  const list = () => {
    at++
    space()
    if (text[at] === ']') return at++
    for (;;) {
      value()
      space()
      if (text[at] === ']') return at++
      if (text[at] !== ',') fail(`Expected ',' or ']' after array element ${placeOf(text, at)}`)
      at++
    }
  }
  try {
    value()
    space()
    if (at < text.length) fail(`Unexpected non-whitespace character after ${placeOf(text, at).slice(3)}`)
  } catch (error) {
    if (error instanceof Wrong) return error.message
  }
  return undefined
}

exports.explain = (error, given) => {
  if (!(error instanceof SyntaxError)) return error
  const text = String(given)
  // What was no text at all is named by what it became.
  const message = text === 'undefined' || text === '[object Object]' ? `"${text}" is not valid JSON` : text.length < 1e6 ? why(text) : undefined
  const told = message === undefined ? error : new SyntaxError(message)
  if (typeof told.stack === 'string') core.define(told, 'stack', told.stack.replace(/\n {4}at |$/, '\n    at JSON.parse (<anonymous>)$&'))
  return told
}
