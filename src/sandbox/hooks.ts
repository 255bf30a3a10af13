/** What an instance asks while it runs. Thrown errors of these become exceptions inside. */
export interface Hooks {
  /** Microseconds since 1970; while a context is made, what its own chance begins with. */
  clock(): number
  /** The steps given are used up; true stops the code for good. */
  interrupt(): boolean
  rejected(promise: number, reason: number, handled: boolean): void
  normalize(base: string, name: string): string
  load(name: string): string
  /** The environment asks: boxes of its arguments. A box that is given back is the caller's. */
  asked(args: readonly number[]): number
}

/** Thrown by a hook: an exception inside that carries a code, as Node's do. */
export class Refusal extends Error {
  readonly code: string
  constructor(message: string, code: string) {
    super(message)
    this.code = code
  }
}

/** Thrown by a hook: the exception is set already, and waits for whoever called. */
export class Waiting extends Error {}
