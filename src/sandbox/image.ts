/** An instance as it is to be again. */
export interface Clean {
  readonly low: Uint8Array
  readonly high: Uint8Array
  readonly highAt: number
  readonly stack: number
}
/** An instance as bytes. */
export interface Image {
  readonly memory: Uint8Array
  readonly stack: number
  readonly scratch: number
  readonly args: number
  readonly length: number
}
