/** Whether a condition holds for an item. */
import { base64Decode, utf8Length } from '../../../base/text.ts'
import { compareValues, equalValues, inner, type Item, typeOf, type Value } from '../value.ts'
import type { Comparison, Condition, Operand } from './condition.ts'
import type { Path } from './words.ts'

export function at(item: Item, path: Path): Value | undefined {
  let value: Value | undefined = { M: item }
  for (const part of path) {
    if (value === undefined) return undefined
    value = inside(value, part)
  }
  return value
}

function inside(value: Value, part: Path[number]): Value | undefined {
  if (typeof part === 'number') return 'L' in value ? value.L[part] : undefined
  return 'M' in value && Object.hasOwn(value.M, part) ? value.M[part] : undefined
}

export function holds(condition: Condition, item: Item): boolean {
  switch (condition.kind) {
    case 'and': return holds(condition.left, item) && holds(condition.right, item)
    case 'or': return holds(condition.left, item) || holds(condition.right, item)
    case 'not': return !holds(condition.of, item)
    case 'compare': return compares(condition.by, valueOf(condition.left, item), valueOf(condition.right, item))
    case 'between': {
      const value = valueOf(condition.of, item)
      return compares('>=', value, valueOf(condition.low, item)) && compares('<=', value, valueOf(condition.high, item))
    }
    case 'in': {
      const value = valueOf(condition.of, item)
      return condition.list.some((one) => compares('=', value, valueOf(one, item)))
    }
    case 'exists': return (at(item, condition.path) !== undefined) === condition.wanted
    case 'type': {
      const value = at(item, condition.path)
      const type = valueOf(condition.type, item)
      return value !== undefined && type !== undefined && 'S' in type && typeOf(value) === type.S
    }
    case 'begins': return begins(valueOf(condition.of, item), valueOf(condition.what, item))
    case 'contains': return contains(valueOf(condition.of, item), valueOf(condition.what, item))
  }
}

function valueOf(operand: Operand, item: Item): Value | undefined {
  if (operand.kind === 'value') return operand.value
  const value = at(item, operand.path)
  if (operand.kind === 'path') return value
  const size = value === undefined ? undefined : sizeOf(value)
  return size === undefined ? undefined : { N: String(size) }
}

function sizeOf(value: Value): number | undefined {
  if ('S' in value) return utf8Length(value.S)
  if ('B' in value) return base64Decode(value.B)!.length
  if ('M' in value) return Object.keys(value.M).length
  const list = inner(value)
  return Array.isArray(list) ? list.length : undefined
}

function compares(by: Comparison, left: Value | undefined, right: Value | undefined): boolean {
  // A missing attribute is unequal to everything, and in no order with anything.
  if (left === undefined || right === undefined) return by === '<>' && (left !== undefined || right !== undefined)
  if (by === '=') return equalValues(left, right)
  if (by === '<>') return !equalValues(left, right)
  const order = compareValues(left, right)
  if (order === undefined) return false
  return by === '<' ? order < 0 : by === '<=' ? order <= 0 : by === '>' ? order > 0 : order >= 0
}

function begins(value: Value | undefined, what: Value | undefined): boolean {
  if (value === undefined || what === undefined) return false
  if ('S' in value && 'S' in what) return value.S.startsWith(what.S)
  if (!('B' in value && 'B' in what)) return false
  const bytes = base64Decode(value.B)!
  return base64Decode(what.B)!.every((byte, index) => bytes[index] === byte)
}

function contains(value: Value | undefined, what: Value | undefined): boolean {
  if (value === undefined || what === undefined) return false
  if ('S' in value && 'S' in what) return value.S.includes(what.S)
  if ('L' in value) return value.L.some((one) => equalValues(one, what))
  if ('SS' in value && 'S' in what) return value.SS.includes(what.S)
  if ('NS' in value && 'N' in what) return value.NS.includes(what.N)
  if ('BS' in value && 'B' in what) return value.BS.includes(what.B)
  return false
}
