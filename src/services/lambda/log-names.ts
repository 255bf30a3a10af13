/** LAM-LOG-01: where the lines of a function are found. */
import { hexId } from '../../base/ids.ts'
import { hashText } from '../../base/hash.ts'
import { streamDay } from '../../base/time.ts'
import type { Micros } from '../../base/units.ts'
import type { FunctionConfig } from './config.ts'

export const logGroup = (name: string, config: FunctionConfig): string => config.logGroup || `/aws/lambda/${name}`

/** One stream for each environment, dated by its beginning. */
export const logStream = (seed: number, node: string, env: number, version: string, begun: Micros): string =>
  `${streamDay(begun)}/[${version}]${hexId(seed, env, `stream ${node}`, 32)}`

/** AWS does not publish which update of a runtime runs: the number and the ARN are made up, but always the same. */
export function runtimeVersion(config: FunctionConfig, region: string): { readonly name: string; readonly arn: string } {
  const [, family, number] = /^([a-z]+)(.*?)(?:\.x)?$/.exec(config.runtime)!
  const name = family === 'go' || family === 'rust' ? 'provided:al2023' : `${family}:${number}`
  const update = 1 + (hashText(name) % 40)
  return { name: `${name}.v${update}`, arn: `arn:aws:lambda:${region}::runtime:${hexId(0, update, name, 64)}` }
}
