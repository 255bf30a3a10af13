import { hashText } from '../../base/hash.ts'
import { hexId } from '../../base/ids.ts'
import type { Occasion, SourceNode } from '../../contract/source.ts'
import type { WireEnd } from '../../contract/service.ts'
import { type PoolConfig, type Trigger, TRIGGERS, type TriggerWire } from './config.ts'

/** COG-06: what all triggers share, then request and response of their own. */
export function triggerEvent(node: SourceNode<PoolConfig>, { id }: Occasion, wire: WireEnd) {
  const { user, email } = node.config
  const { trigger, version } = wire.config as TriggerWire
  const pool = `${node.region}_${hexId(node.scenario.seed, hashText(node.id), 'user pool', 9)}`
  const known = { sub: id, email_verified: 'true', 'cognito:user_status': 'CONFIRMED', email }
  return {
    version: trigger === 'preTokenGeneration' && version === 'V2_0' ? '2' : '1',
    region: node.region,
    userPoolId: pool,
    userName: user,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: hexId(node.scenario.seed, hashText(node.id), 'app client', 26) },
    triggerSource: TRIGGERS[trigger],
    ...partsOf(trigger, version, email, known),
  }
}

/** The client began with a password that never travels. */
const SESSION = [{ challengeName: 'SRP_A', challengeResult: true }]

type Attributes = { readonly [name: string]: string }

function partsOf(trigger: Trigger, version: string, email: string, known: Attributes): { readonly request: object; readonly response: object } {
  const userAttributes = trigger === 'preSignUp' ? { email } : known
  switch (trigger) {
    case 'preSignUp':
      return { request: { userAttributes, validationData: null, clientMetadata: {} }, response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false } }
    case 'postConfirmation':
      return { request: { userAttributes, clientMetadata: {} }, response: {} }
    case 'preAuthentication':
      return { request: { userAttributes, validationData: null, userNotFound: false }, response: {} }
    case 'postAuthentication':
      return { request: { userAttributes, newDeviceUsed: false, clientMetadata: {} }, response: {} }
    case 'customMessage':
      return { request: { userAttributes, codeParameter: '{####}', linkParameter: '{##Click Here##}', usernameParameter: null, clientMetadata: {} }, response: { smsMessage: null, emailMessage: null, emailSubject: null } }
    case 'preTokenGeneration': {
      const groupConfiguration = { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null }
      return version === 'V2_0'
        ? { request: { userAttributes, groupConfiguration, scopes: ['aws.cognito.signin.user.admin'], clientMetadata: {} }, response: { claimsAndScopeOverrideDetails: null } }
        : { request: { userAttributes, groupConfiguration, clientMetadata: {} }, response: { claimsOverrideDetails: null } }
    }
    case 'userMigration':
      return { request: { password: 'password', validationData: {}, clientMetadata: {} }, response: { userAttributes: null, forceAliasCreation: null, enableSMSMFA: null, finalUserStatus: null, messageAction: null, desiredDeliveryMediums: null } }
    case 'defineAuthChallenge':
      return { request: { userAttributes, session: SESSION, userNotFound: false }, response: { challengeName: null, issueTokens: null, failAuthentication: null } }
    case 'createAuthChallenge':
      return { request: { userAttributes, challengeName: 'CUSTOM_CHALLENGE', session: SESSION, userNotFound: false }, response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null } }
    case 'verifyAuthChallenge':
      return { request: { userAttributes, privateChallengeParameters: {}, challengeAnswer: '123456', userNotFound: false }, response: { answerCorrect: false } }
  }
}
