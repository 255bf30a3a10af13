/** How much an environment may take, and what a step of it costs in virtual time. */

/** At a full vCPU. A step is a call or a turn of a loop; QuickJS does about as many a second as this says. */
export const NANOS_PER_STEP = 25
const MB_PER_VCPU = 1_769
/** What Node itself and the runtime take of the memory that is set. */
export const RUNTIME_BYTES = 67_108_864
const LEAST_BYTES = 16_777_216
const MOST_BYTES = 134_217_728
/** What passes the limit is seen at the next round of steps; until then there is so much more. */
export const SLACK_BYTES = 8_388_608
export const STACK_BYTES = 131_072
/** Beyond this a heap is given room ahead. */
export const LARGE_BYTES = 4_194_304
/** Beyond this depth a round of steps counts for so many more. */
export const DEEP_BYTES = STACK_BYTES * 0.75
export const DEEP_STEPS = 100_000

/** *Simplified:* code that computes so long without ever waiting is taken for endless, whatever its timeout. */
export const STEPS_PER_TURN = 60_000_000
/** A promise's job; a word with the host; a rejection that nobody has caught yet; a line of log; a request of the SDK, which is signed and written. */
export const JOB_STEPS = 20
export const ASK_STEPS = 20
/** A turn that has so many of these is a flood: each further one costs more, so that what is counted keeps up with what it takes. */
export const FLOOD = 1_000
export const FLOOD_STEPS = 120
export const REJECTION_STEPS = 400
export const LINE_STEPS = 400
export const CALL_STEPS = 4_000
/** Text that crosses is read, parsed or written by the engine's own code, which takes no steps. */
export const BYTES_PER_STEP = 8
/** *Simplified:* a package of the shelf is read and compiled at ten megabytes a second, as Node does with warm files. */
export const SHELF_STEPS_PER_BYTE = 4
/** CloudWatch cuts a line at 256 KB. A turn that writes more than this in all is not read further. */
export const MAX_LINE = 262_144
export const MAX_LOGGED = 8_388_608
/** Twenty million characters: streamed responses may have so many bytes. */
export const MAX_TEXT = 20_971_520

export interface Capacity {
  /** Of its own heap. */
  readonly bytes: number
  readonly nanosPerStep: number
}

/** LAM-CPU-01. *Simplified:* an environment's heap is never larger than 128 MB, whatever its memory. */
export const capacityOf = (memoryMb: number): Capacity => ({
  bytes: Math.min(MOST_BYTES, Math.max(LEAST_BYTES, memoryMb * 1_048_576 - RUNTIME_BYTES)),
  nanosPerStep: NANOS_PER_STEP / Math.min(1, memoryMb / MB_PER_VCPU),
})
