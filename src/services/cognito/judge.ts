/** COG-06, COG-07: the function gives the event back, with its response filled in. */
import type { Content } from '../../contract/messages.ts'
import type { TriggerWire } from './config.ts'

/** What Cognito says of an answer; undefined when it goes on. */
export function judge(answer: Content, { trigger }: TriggerWire): string | undefined {
  const response = typeof answer === 'object' && answer !== null ? (answer as { readonly response?: unknown }).response : undefined
  if (typeof response !== 'object' || response === null) return 'InvalidLambdaResponseException: Unrecognizable lambda output'
  const said = response as { readonly [name: string]: unknown }
  const flags = trigger === 'preSignUp' ? ['autoConfirmUser', 'autoVerifyEmail', 'autoVerifyPhone'] : trigger === 'defineAuthChallenge' ? ['issueTokens', 'failAuthentication'] : trigger === 'verifyAuthChallenge' ? ['answerCorrect'] : []
  const odd = flags.find((name) => said[name] !== undefined && said[name] !== null && typeof said[name] !== 'boolean')
  if (odd !== undefined) return `InvalidLambdaResponseException: ${odd} is true or false`
  if (trigger === 'verifyAuthChallenge' && typeof said.answerCorrect !== 'boolean') return 'InvalidLambdaResponseException: answerCorrect is missing'
  if (trigger === 'customMessage') {
    for (const name of ['emailMessage', 'smsMessage']) {
      const text = said[name]
      if (typeof text === 'string' && !text.includes('{####}') && !text.includes('{##')) return `InvalidLambdaResponseException: ${name} does not hold the code parameter`
    }
  }
  if (trigger === 'userMigration' && (typeof said.userAttributes !== 'object' || said.userAttributes === null)) return 'UserNotFoundException: the user is not migrated without attributes'
  return undefined
}
