import { exp, log } from './math.ts'

/**
 * A falling density cut into 256 layers of equal area: most draws need one table entry and one multiplication.
 * `x[i]` is the right end of layer i, `f[i]` the density there; layer 0 holds the tail.
 */
export interface Layers {
  readonly x: Float64Array
  readonly f: Float64Array
  /** Where the tail begins. */
  readonly tail: number
}

export const LAYERS = 256

/** e^-x: the area of a layer follows from where the tail begins. */
export const EXPONENTIAL = cut(7.69711747013104972, 8.69711747013104972 * exp(-7.69711747013104972), (x) => exp(-x), (f) => -log(f))

/** e^(-x²/2), right half. */
export const NORMAL = cut(3.6541528853610088, 0.00492867323399, (x) => exp(-0.5 * x * x), (f) => Math.sqrt(-2 * log(f)))

function cut(tail: number, area: number, density: (x: number) => number, inverse: (f: number) => number): Layers {
  const x = new Float64Array(LAYERS + 1)
  const f = new Float64Array(LAYERS + 1)
  x[0] = area / density(tail)
  x[1] = tail
  for (let i = 2; i < LAYERS; i++) x[i] = inverse(area / x[i - 1]! + density(x[i - 1]!))
  x[LAYERS] = 0
  for (let i = 0; i <= LAYERS; i++) f[i] = density(x[i]!)
  return { x, f, tail }
}
