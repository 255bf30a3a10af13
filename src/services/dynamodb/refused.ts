/** Thrown deep inside an operation that AWS refuses, and caught where the operation began: never further. */
export class Refused extends Error {
  readonly title: string
  /** What the answer holds beside name and message. */
  readonly beside: { readonly [name: string]: unknown }

  constructor(title: string, message: string, beside: { readonly [name: string]: unknown } = {}) {
    super(message)
    this.title = title
    this.beside = beside
  }
}
export const invalid = (message: string, title = 'ValidationException'): Refused => new Refused(title, message)
