/** API-08, API-09: what the stage says, and what the canary says in its place. */
import type { RestConfig } from './config.ts'

export function stageOf({ stageVariables, canaryVariables }: Pick<RestConfig, 'stageVariables' | 'canaryVariables'>, canary: boolean): RestConfig['stageVariables'] {
  return canary ? [...stageVariables.filter(({ name }) => canaryVariables.every((one) => one.name !== name)), ...canaryVariables] : stageVariables
}
