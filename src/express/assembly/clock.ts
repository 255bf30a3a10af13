/** What all on board share: where the run stands, and the numbers that are given out one after another. */
import { push } from './heap.ts'

export let now: f64 = 0
export let fired: f64 = 0
/** How ranks begin, by what happens; within one kind those asked for first come first. */
export let ofCompletion: f64 = 0
export let ofRefill: f64 = 0
export let ofArrival: f64 = 0
export let ofPoll: f64 = 0
export let sequence: f64 = 0
export let nextSerial: f64 = 0
/** An event was left half done: whoever goes on after the ride begins with it. */
export let unfinished: usize = 0

@inline export function rank(kind: f64): f64 {
  const given = kind + sequence
  sequence += 1
  return given
}

@inline export function serial(): f64 {
  const given = nextSerial
  nextSerial = given + 1
  return given
}

@inline export function hasFired(at: f64): void {
  fired += 1
  now = at
}

export function leaveUndone(thing: usize): void {
  unfinished = thing
}

/** A timer of some thing: what kind it is stands in the lowest bits of its place. */
export const ENDS: usize = 0
export const LOOKS: usize = 1
export const GROWS: usize = 2
export const SHOWS: usize = 3
export const POLLS: usize = 4
@inline export function kindOf(what: usize): usize { return what & 7 }
@inline export function thingOf(what: usize): usize { return what & ~7 }

@inline export function setTimer(thing: usize, kind: usize, time: f64, order: f64): void {
  push(time, rank(order), <u32>(thing | kind))
}
