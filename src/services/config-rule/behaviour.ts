import { sourceBehaviour } from '../../contract/source.ts'
import { textIn } from '../../contract/sdk.ts'
import type { RuleConfig } from './config.ts'
import { ruleEvent } from './event.ts'

const KINDS: readonly unknown[] = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE', 'INSUFFICIENT_DATA']
const MOST = 100

/** CFG-01: the function reports by PutEvaluations, with the token of its event. */
export const behaviour = sourceBehaviour<RuleConfig>({
  event: ruleEvent,
  called(_, { input }) {
    const evaluations: unknown = typeof input === 'object' && input !== null && Object.hasOwn(input, 'Evaluations') ? input.Evaluations : []
    if (textIn(input, 'ResultToken') === undefined) return { status: 400, answer: { name: 'InvalidResultTokenException', message: 'The result token is missing or is not that of an event.' } }
    const list = Array.isArray(evaluations) ? evaluations : []
    const wrong = list.length > MOST || list.some((one: unknown) => !KINDS.includes((one as { readonly ComplianceType?: unknown } | null)?.ComplianceType))
    if (wrong) return { status: 400, answer: { name: 'InvalidParameterValueException', message: `Evaluations are at most ${MOST}, each COMPLIANT, NON_COMPLIANT or NOT_APPLICABLE.` } }
    return { status: 200, answer: { FailedEvaluations: [] } }
  },
})
