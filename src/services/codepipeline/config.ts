import { optional, seconds, text, type Values } from '../../contract/config.ts'
import { invocation, occasions } from '../../contract/source-config.ts'

export const config = {
  ...occasions,
  timeoutSec: seconds('Gives up after', { default: 1_200, min: 60, max: 86_400, rule: 'CP-01', help: 'The action fails when nobody has reported by then.' }),
  reportAfterSec: optional(seconds('Functions without code report after', { default: 1, min: 0, max: 86_400, rule: 'CP-01', help: 'Code calls PutJobSuccessResult. A function without code cannot; empty: nobody reports.' })),
  bucket: text('Bucket of the artifacts', { default: 'codepipeline-artifacts', maxLength: 63 }),
}
export type PipelineConfig = Values<typeof config>

export const wire = { ...invocation, userParameters: text('User parameters', { maxLength: 1_000, rule: 'CP-01' }) }
export type ActionWire = Values<typeof wire>
