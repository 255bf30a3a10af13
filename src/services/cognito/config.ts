import { choice, text, type Values } from '../../contract/config.ts'
import { invocation, occasions } from '../../contract/source-config.ts'

const PAGE = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html'

export const TRIGGERS = {
  preSignUp: 'PreSignUp_SignUp', postConfirmation: 'PostConfirmation_ConfirmSignUp', preAuthentication: 'PreAuthentication_Authentication',
  postAuthentication: 'PostAuthentication_Authentication', customMessage: 'CustomMessage_SignUp', preTokenGeneration: 'TokenGeneration_Authentication',
  userMigration: 'UserMigration_Authentication', defineAuthChallenge: 'DefineAuthChallenge_Authentication', createAuthChallenge: 'CreateAuthChallenge_Authentication',
  verifyAuthChallenge: 'VerifyAuthChallengeResponse_Authentication',
} as const
export type Trigger = keyof typeof TRIGGERS

export const config = {
  ...occasions,
  user: text('User', { default: 'ada', maxLength: 128 }),
  email: text('Email', { default: 'ada@example.com', maxLength: 320 }),
}
export type PoolConfig = Values<typeof config>

/** WIR-21. */
export const wire = {
  ...invocation,
  trigger: choice('Trigger', {
    default: 'preSignUp', rule: 'COG-05', aws: PAGE,
    options: [
      { value: 'preSignUp', label: 'Pre sign-up' }, { value: 'postConfirmation', label: 'Post confirmation' }, { value: 'preAuthentication', label: 'Pre authentication' },
      { value: 'postAuthentication', label: 'Post authentication' }, { value: 'customMessage', label: 'Custom message' }, { value: 'preTokenGeneration', label: 'Pre token generation' },
      { value: 'userMigration', label: 'Migrate user' }, { value: 'defineAuthChallenge', label: 'Define auth challenge' }, { value: 'createAuthChallenge', label: 'Create auth challenge' },
      { value: 'verifyAuthChallenge', label: 'Verify auth challenge' },
    ],
  }),
  version: choice('Event version', { default: 'V1_0', rule: 'COG-07', when: { field: 'trigger', is: ['preTokenGeneration'] }, options: [{ value: 'V1_0', label: 'V1_0' }, { value: 'V2_0', label: 'V2_0', help: 'The access token, too' }] }),
}
export type TriggerWire = Values<typeof wire>
