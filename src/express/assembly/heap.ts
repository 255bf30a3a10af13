/** Ends of handlers in order of (time, rank): a 4-ary heap, as the kernel's. */
import { HEAP } from './memory.ts'

export let heapSize: i32 = 0
@inline export function firstTime(): f64 { return heapSize > 0 ? load<f64>(HEAP) : Infinity }
@inline export function firstRank(): f64 { return load<f64>(HEAP, 8) }
@inline export function firstPlace(): usize { return load<u32>(HEAP, 16) }

@inline function write(at: usize, time: f64, rank: f64, place: u32): void {
  store<f64>(at, time)
  store<f64>(at, rank, 8)
  store<u32>(at, place, 16)
}

export function clearHeap(): void {
  heapSize = 0
}

export function push(time: f64, rank: f64, place: u32): void {
  let i = heapSize++
  while (i > 0) {
    const above = (i - 1) >> 2
    const at = HEAP + <usize>above * 24
    const t = load<f64>(at)
    const r = load<f64>(at, 8)
    if (t < time || (t == time && r < rank)) break
    write(HEAP + <usize>i * 24, t, r, load<u32>(at, 16))
    i = above
  }
  write(HEAP + <usize>i * 24, time, rank, place)
}

export function pop(): void {
  const size = --heapSize
  if (size == 0) return
  const last = HEAP + <usize>size * 24
  const time = load<f64>(last)
  const rank = load<f64>(last, 8)
  const place = load<u32>(last, 16)
  let i = 0
  for (;;) {
    let child = (i << 2) + 1
    if (child >= size) break
    const end = child + 4 < size ? child + 4 : size
    let best = HEAP + <usize>child * 24
    let bestTime = load<f64>(best)
    let bestChild = child
    for (child++; child < end; child++) {
      const at = HEAP + <usize>child * 24
      const t = load<f64>(at)
      if (t < bestTime || (t == bestTime && load<f64>(at, 8) < load<f64>(best, 8))) {
        best = at
        bestTime = t
        bestChild = child
      }
    }
    if (time < bestTime || (time == bestTime && rank < load<f64>(best, 8))) break
    write(HEAP + <usize>i * 24, bestTime, load<f64>(best, 8), load<u32>(best, 16))
    i = bestChild
  }
  write(HEAP + <usize>i * 24, time, rank, place)
}
