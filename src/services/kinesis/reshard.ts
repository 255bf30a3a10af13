/**
 * KDS-04: shards are never changed. A split or a merge closes them and opens others over the same hash keys; what the
 * closed ones hold stays there, to be read before anything of their children.
 */
import { K } from '../../contract/trace.ts'
import { NONE } from '../../contract/messages.ts'
import { reason } from '../../contract/reasons.ts'
import { HASH_KEYS, newShard, OPEN, type Shard, type StreamNode } from './state.ts'

const REFUSED = reason('ValidationException')

export function openFirst(node: StreamNode, count: number): void {
  const { state } = node
  for (let i = 0; i < count; i++) state.shards.push(newShard(i, borderAt(i, count), borderAt(i + 1, count), [], node.now))
  state.open = state.shards.map((shard) => shard.number)
}

const borderAt = (part: number, parts: number): number => Math.floor((HASH_KEYS / parts) * part)

/** UpdateShardCount: evenly over all hash keys. AWS at most doubles or halves them at once. */
export function resize(node: StreamNode, count: number): boolean {
  const { state } = node
  const before = state.open
  if (count === before.length) return true
  if (count > before.length * 2 || count < Math.ceil(before.length / 2)) return refuse(node, count)
  const old = before.map((number) => state.shards[number]!)
  const next: number[] = []
  for (let i = 0; i < count; i++) {
    const from = borderAt(i, count)
    const to = borderAt(i + 1, count)
    // A shard that keeps its keys stays as it is.
    const same = old.find((shard) => shard.from === from && shard.to === to)
    next.push(same ? same.number : open(node, from, to, old.filter((shard) => shard.from < to && from < shard.to)))
  }
  settle(node, next)
  return true
}

/** SplitShard in the middle of its keys. */
export function split(node: StreamNode, number: number): boolean {
  const { state } = node
  const shard = state.shards[number]
  if (!shard || shard.closed || shard.to - shard.from < 2) return refuse(node, number)
  const middle = Math.floor((shard.from + shard.to) / 2)
  const children = [open(node, shard.from, middle, [shard]), open(node, middle, shard.to, [shard])]
  settle(node, state.open.flatMap((one) => (one === number ? children : [one])))
  return true
}

/** MergeShards: two that stand side by side. */
export function merge(node: StreamNode, number: number, other: number): boolean {
  const { state } = node
  const [left, right] = [state.shards[number], state.shards[other]].sort((a, b) => (a?.from ?? 0) - (b?.from ?? 0))
  if (!left || !right || left.closed || right.closed || left.to !== right.from) return refuse(node, number)
  const child = open(node, left.from, right.to, [left, right])
  settle(node, state.open.flatMap((one) => (one === left.number ? [child] : one === right.number ? [] : [one])))
  return true
}

function open(node: StreamNode, from: number, to: number, parents: readonly Shard[]): number {
  const { shards } = node.state
  shards.push(newShard(shards.length, from, to, parents.map((parent) => parent.number), node.now))
  return shards.length - 1
}

function settle(node: StreamNode, next: number[]): void {
  const { state } = node
  for (const number of state.open) if (!next.includes(number)) state.shards[number]!.closed = true
  state.open = next
  node.level(OPEN, next.length)
}

function refuse(node: StreamNode, detail: number): boolean {
  node.note(K.refused, NONE, detail, REFUSED)
  return false
}
