/** The numbers that environment and host call each other by. `guest/core.js` has the same list: only numbers and text pass. */

/** What an environment asks of the host. */
export const ASK = {
  line: 1, call: 2, wake: 3, end: 4, part: 5, resolve: 6, file: 7, flag: 8, exit: 9, now: 10, read: 11, name: 12, charge: 13, used: 14, form: 15, scrypt: 16, stretch: 17, digest: 18, wrote: 19,
} as const

/** What the host has an environment do. */
export const DO = {
  invoke: 0, answer: 1, fire: 2, drain: 3, soon: 4, idle: 5, entered: 6, notEntered: 7, require: 8, rejected: 9, uncaught: 10, names: 11, part: 12,
} as const

/** Queues that wait, as an environment flags them. */
export const DRAIN = 1
export const SOON = 2
