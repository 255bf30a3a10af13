// @ts-nocheck
/** How Node shows values: util.inspect, util.format, and the console's tables. */
const BREAK = 72
const bare = /^[A-Za-z_$][\w$]*$/

function quoted(text) {
  const quote = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes('`') ? '`' : "'"
  let out = quote
  for (const letter of text) {
    if (letter === quote) out += `\\${letter}`
    else if (letter === '\n') out += '\\n'
    else if (letter === '\t') out += '\\t'
    else if (letter === '\r') out += '\\r'
    else if (letter === '\b') out += '\\b'
    else if (letter === '\f') out += '\\f'
    else if (letter === '\\') out += '\\\\'
    else if (letter < ' ' || letter === '\x7f') out += `\\x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
    else out += letter
  }
  return out + quote
}

const custom = Symbol.for('nodejs.util.inspect.custom')

function primitive(value, text) {
  switch (typeof value) {
    case 'string': return text ? value : quoted(value)
    case 'number': return Object.is(value, -0) ? '-0' : `${value}`
    case 'bigint': return `${value}n`
    case 'symbol': return value.toString()
    default: return `${value}`
  }
}

function classOf(value) {
  for (let at = value; at !== null && at !== undefined; at = Object.getPrototypeOf(at)) {
    const own = Object.getOwnPropertyDescriptor(at, 'constructor')
    if (own && typeof own.value === 'function' && own.value.name !== '') return own.value.name
  }
  return null
}

Object.assign(exports, { inspect, format, table, custom })

inspect.custom = custom
inspect.defaultOptions = { depth: 2, showHidden: false, breakLength: BREAK + 8, compact: 3 }

function inspect(value, options, ...old) {
  const said = typeof options === 'object' && options !== null ? options : { showHidden: options, depth: old[0] }
  const ways = { depth: 2, breakLength: 80, compact: 3, maxArrayLength: 100, maxStringLength: 10000, sorted: false, getters: false, customInspect: true, showHidden: false, ...said }
  for (const name of Object.keys(ways)) if (ways[name] === undefined) ways[name] = { depth: 2, showHidden: false }[name]
  if (ways.depth === null) ways.depth = Infinity
  return show(value, 0, { ways, seen: [], circular: new Map(), indent: 0, at: 0 })
}

function show(value, depth, state) {
  if (typeof value === 'string') {
    const { maxStringLength } = state.ways
    if (value.length > maxStringLength) return `${quoted(value.slice(0, maxStringLength))}... ${value.length - maxStringLength} more characters`
    // A long text in a structure is broken at its lines.
    if (depth > 0 && value.length > 16 && value.length > state.ways.breakLength - state.indent - 4 && value.includes('\n')) {
      return value.split(/(?<=\n)/).map(quoted).join(` +\n${' '.repeat(state.indent + 2)}`)
    }
    return quoted(value)
  }
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return primitive(value, false)
  if (state.ways.customInspect) {
    const own = value[custom]
    if (typeof own === 'function' && own !== inspect) {
      const said = own.call(value, state.ways.depth - depth, { ...state.ways, stylize: (text) => text }, inspect)
      if (said !== value) return typeof said === 'string' ? said.replaceAll('\n', `\n${' '.repeat(state.indent)}`) : show(said, depth, state)
    }
  }
  if (state.seen.includes(value)) {
    let number = state.circular.get(value)
    if (number === undefined) state.circular.set(value, (number = state.circular.size + 1))
    return `[Circular *${number}]`
  }
  return shown(value, depth, state)
}

function shown(value, depth, state) {
  const name = classOf(value)
  const tag = value[Symbol.toStringTag]
  const tagged = typeof tag === 'string' && tag !== '' && tag !== name ? ` [${tag}]` : ''
  const deep = depth > state.ways.depth
  const keys = Object.keys(value)
  for (const symbol of Object.getOwnPropertySymbols(value)) if (Object.prototype.propertyIsEnumerable.call(value, symbol)) keys.push(symbol)
  let open = '{'
  let close = '}'
  let prefix = name === 'Object' ? (tagged ? `Object${tagged} ` : '') : name === null ? `[Object: null prototype]${tagged} ` : `${name}${tagged} `
  let list = null
  let names = keys
  let own = ''
  if (Array.isArray(value)) {
    open = '['
    close = ']'
    prefix = name === 'Array' ? '' : `${name ?? '[Array: null prototype]'}(${value.length}) `
    names = keys.filter((key) => typeof key === 'symbol' || !/^(?:0|[1-9]\d*)$/.test(key) || +key >= 4294967295)
    list = arrayParts
  } else if (value instanceof Map) {
    prefix = `${name}(${value.size})${tagged === ' [Map]' ? '' : tagged} `
    list = mapParts
  } else if (value instanceof Set) {
    prefix = `${name}(${value.size})${tagged === ' [Set]' ? '' : tagged} `
    list = setParts
  } else if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    if (name === 'Buffer') return `<Buffer${[...value.subarray(0, 50)].map((byte) => ` ${byte.toString(16).padStart(2, '0')}`).join('')}${value.length > 50 ? ` ... ${value.length - 50} more byte${value.length > 51 ? 's' : ''}` : ''}>`
    open = '['
    close = ']'
    prefix = `${name}(${value.length}) `
    names = keys.filter((key) => typeof key === 'symbol' || !/^\d+$/.test(key))
    list = arrayParts
  } else if (value instanceof ArrayBuffer) {
    prefix = 'ArrayBuffer '
    list = (buffer) => [`[Uint8Contents]: <${[...new Uint8Array(buffer, 0, Math.min(50, buffer.byteLength))].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}>`, `byteLength: ${buffer.byteLength}`]
  } else if (typeof value === 'function') {
    // Without its source, a class is told by its prototype, which cannot be replaced.
    const said = Object.getPrototypeOf(value)?.[Symbol.toStringTag]
    const kind = said === undefined && Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false ? `class ${value.name || '(anonymous)'}` : typeof said === 'string' ? said : 'Function'
    own = kind.startsWith('class') ? `[${kind}${Object.getPrototypeOf(value)?.name ? ` extends ${Object.getPrototypeOf(value).name}` : ''}]` : `[${kind}${value.name ? `: ${value.name}` : ' (anonymous)'}]`
  } else if (value instanceof Error) {
    const text = errorText(value)
    own = state.indent > 0 ? text.replaceAll('\n', `\n${' '.repeat(state.indent)}`) : text
    // What the stack says already is not said again.
    names = keys.filter((key) => !((key === 'name' || key === 'message' || key === 'stack') && typeof value[key] === 'string' && text.includes(value[key])))
    if ('cause' in value && !names.includes('cause')) names = [...names, 'cause']
    if (value instanceof AggregateError && !names.includes('errors')) names = [...names, 'errors']
  } else if (value instanceof Date) own = Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  else if (value instanceof RegExp) own = RegExp.prototype.toString.call(value)
  else if (value instanceof Promise) {
    prefix = 'Promise '
    list = () => ['<pending>']
  } else if (value instanceof WeakSet || value instanceof WeakMap) {
    prefix = `${name} `
    list = () => ['<items unknown>']
  } else if (value instanceof Number || value instanceof String || value instanceof Boolean) {
    own = `[${name}: ${primitive(value.valueOf(), false)}]`
    if (value instanceof String) names = keys.filter((key) => typeof key === 'symbol' || !/^\d+$/.test(key))
  }
  if (own !== '' && names.length === 0) return own
  if (deep) return own || `[${Array.isArray(value) ? 'Array' : name === null ? 'Object: null prototype' : `${name}${tagged}`}]`
  state.at = depth
  state.seen.push(value)
  state.indent += 2
  const out = list ? list(value, depth, state) : []
  for (const key of names) out.push(property(value, key, depth, state, value instanceof Error && !keys.includes(key)))
  state.indent -= 2
  state.seen.pop()
  if (state.circular.has(value)) prefix = `<ref *${state.circular.get(value)}> ${prefix}`
  if (own !== '') prefix = `${prefix.startsWith('<ref') ? prefix.split('> ')[0] + '> ' : ''}${own} `
  if (out.length === 0) return `${prefix}${open}${close}`
  return reduced(out, `${prefix}${open}`, close, state, depth, list === arrayParts ? value : undefined)
}

/** The stack, under the name that the error has by now, and that of its class where it is another. */
function errorText(error) {
  let stack = typeof error.stack === 'string' && error.stack !== '' ? error.stack : `[${Error.prototype.toString.call(error)}]`
  const name = typeof error.name === 'string' ? error.name : 'Error'
  const head = stack.split('\n', 1)[0]
  if (name !== '' && !head.includes(name)) stack = stack.replace(/^\w*Error/, name)
  const own = classOf(error)
  if (own !== null && own !== name && name.endsWith('Error') && stack.startsWith(name) && (stack.length === name.length || ':\n'.includes(stack[name.length])) && !head.includes(own)) stack = `${own} [${name}]${stack.slice(name.length)}`
  return /\n {4}at /.test(stack) || stack.startsWith('[') ? stack : `[${stack}]`
}

function property(value, key, depth, state, hidden) {
  const descriptor = Object.getOwnPropertyDescriptor(value, key) ?? { value: value[key] }
  const label = typeof key === 'symbol' ? `[${key.toString()}]` : hidden ? `[${key}]` : bare.test(key) ? key : quoted(key)
  if (descriptor.get || descriptor.set) return `${label}: [${descriptor.get ? (descriptor.set ? 'Getter/Setter' : 'Getter') : 'Setter'}]`
  return `${label}: ${show(descriptor.value, depth + 1, state)}`
}

function arrayParts(array, depth, state) {
  const most = Math.min(state.ways.maxArrayLength ?? Infinity, array.length)
  const out = []
  let shownOnes = 0
  for (let i = 0; i < array.length && shownOnes < most; i++) {
    if (!(i in array)) {
      let end = i
      while (end < array.length && !(end in array) && end - i < 1e6) end++
      out.push(`<${end - i} empty item${end - i > 1 ? 's' : ''}>`)
      i = end - 1
    } else out.push(typeof array[i] === 'number' || typeof array[i] === 'bigint' ? primitive(array[i], false) : show(array[i], depth + 1, state))
    shownOnes++
  }
  if (array.length > most && shownOnes === most) out.push(`... ${array.length - most} more item${array.length - most > 1 ? 's' : ''}`)
  return out
}
const mapParts = (map, depth, state) => [...map].map(([key, value]) => `${show(key, depth + 1, state)} => ${show(value, depth + 1, state)}`)
const setParts = (set, depth, state) => [...set].map((value) => show(value, depth + 1, state))

/** On one line if it fits, else a line for each; many short entries of an array in columns. */
function reduced(out, open, close, state, depth, array) {
  const { compact, breakLength } = state.ways
  let rows = out
  if (array && out.length > 6 && compact >= 1) rows = grouped(out, array, state)
  // Up to three levels go together.
  if (compact !== false && state.at - depth < compact && rows === out) {
    const start = out.length + state.indent + open.length + 10
    const total = out.reduce((sum, one) => sum + one.length, 0) + out.length + start
    if (total <= breakLength && !out.some((one) => one.includes('\n'))) return `${open} ${out.join(', ')} ${close}`
  }
  const space = `\n${' '.repeat(state.indent)}`
  return `${open}${space}  ${rows.join(`,${space}  `)}${space}${close}`
}
function grouped(out, array, state) {
  let longest = 0
  let total = 0
  const more = out.at(-1).startsWith('... ') ? 1 : 0
  const count = out.length - more
  const lengths = []
  for (let i = 0; i < count; i++) {
    lengths.push(out[i].length)
    total += out[i].length + 2
    longest = Math.max(longest, out[i].length)
  }
  const width = longest + 2
  if (!(width * 3 + state.indent < state.ways.breakLength && (total / width > 5 || longest <= 6))) return out
  // About as high as wide: a letter is two and a half times as high as it is wide.
  const letters = Math.max(width - 3 - Math.sqrt(width - total / out.length), 1)
  const columns = Math.min(Math.round(Math.sqrt(2.5 * letters * count) / letters), Math.floor((state.ways.breakLength - state.indent) / width), state.ways.compact * 4, 15)
  if (columns <= 1) return out
  const widths = []
  for (let column = 0; column < columns; column++) {
    let wide = 0
    for (let i = column; i < count; i += columns) wide = Math.max(wide, lengths[i])
    widths.push(wide + 2)
  }
  const right = array.every((one) => typeof one === 'number' || typeof one === 'bigint')
  const rows = []
  for (let i = 0; i < count; i += columns) {
    const last = Math.min(i + columns, count)
    let row = ''
    for (let at = i; at < last - 1; at++) row += right ? `${out[at]}, `.padStart(widths[at - i]) : `${out[at]}, `.padEnd(widths[at - i])
    row += right ? out[last - 1].padStart(widths[last - 1 - i] - 2) : out[last - 1]
    rows.push(row)
  }
  if (more) rows.push(out.at(-1))
  return rows
}

function format(first, ...rest) {
  return formatWith({}, first, ...rest)
}
exports.formatWithOptions = formatWith
function formatWith(options, ...all) {
  const [first, ...rest] = all
  let out = ''
  let used = 0
  if (typeof first === 'string') {
    if (rest.length === 0) return first
    out = first.replace(/%[sdifjoOc%]/g, (mark) => {
      if (mark === '%%') return '%'
      if (used >= rest.length) return mark
      const value = rest[used++]
      switch (mark) {
        case '%s': return typeof value === 'bigint' ? `${value}n` : Object.is(value, -0) ? '-0' : typeof value === 'object' && value !== null ? (own(value) ? String(value) : inspect(value, { ...options, depth: 0 })) : String(value)
        case '%d': return typeof value === 'bigint' ? `${value}n` : typeof value === 'symbol' ? 'NaN' : `${typeof value === 'object' ? Number(value) : Number(value)}`
        case '%i': return typeof value === 'bigint' ? `${value}n` : typeof value === 'object' || typeof value === 'symbol' ? 'NaN' : `${Number.parseInt(value, 10)}`
        case '%f': return typeof value === 'symbol' ? 'NaN' : `${Number.parseFloat(value)}`
        case '%j': {
          try {
            return JSON.stringify(value)
          } catch {
            return '[Circular]'
          }
        }
        case '%o': return inspect(value, { ...options, showHidden: true, depth: 4 })
        case '%O': return inspect(value, options)
        default: return ''
      }
    })
  } else if (all.length > 0) out = inspect(first, options)
  for (let i = used; i < rest.length; i++) out += ` ${typeof rest[i] === 'string' ? rest[i] : inspect(rest[i], options)}`
  return out
}
/** Has a toString of its own to be shown by. */
function own(value) {
  const proto = Object.getPrototypeOf(value)
  return value instanceof Error || value instanceof Date || (Object.hasOwn(value, 'toString') && typeof value.toString === 'function') || (proto !== null && proto !== Object.prototype && proto !== Array.prototype && Object.hasOwn(proto, 'toString'))
}

function table(rows, columns) {
  if (typeof rows !== 'object' || rows === null) return format(rows)
  const entries = rows instanceof Map ? [...rows].map(([, value], i) => [String(i), value]) : rows instanceof Set ? [...rows].map((value, i) => [String(i), value]) : Object.entries(rows)
  const named = []
  let values = false
  for (const [, row] of entries) {
    if (typeof row === 'object' && row !== null) {
      for (const key of Object.keys(row)) if (!named.includes(key) && (!columns || columns.includes(key))) named.push(key)
    } else values = true
  }
  const heads = ['(index)', ...named, ...(values ? ['Values'] : [])]
  const cells = entries.map(([index, row]) => {
    const isRow = typeof row === 'object' && row !== null
    return [index, ...named.map((key) => (isRow && Object.hasOwn(row, key) ? inspect(row[key], { depth: 0 }) : '')), ...(values ? [isRow ? '' : inspect(row, { depth: 0 })] : [])]
  })
  const widths = heads.map((head, i) => Math.max(head.length, ...cells.map((row) => row[i].length)) + 2)
  const line = (left, middle, right) => left + widths.map((width) => '─'.repeat(width)).join(middle) + right
  const written = (row) => `│${row.map((cell, i) => ` ${cell}`.padEnd(widths[i])).join('│')}│`
  return [line('┌', '┬', '┐'), written(heads), line('├', '┼', '┤'), ...cells.map(written), line('└', '┴', '┘')].join('\n')
}
