import { hashText } from '../../base/hash.ts'
import { requestId } from '../../base/ids.ts'
import { isoSeconds } from '../../base/time.ts'
import type { Occasion, SourceNode } from '../../contract/source.ts'
import type { SkillConfig } from './config.ts'

/** ALX-01: session, context and request of a skill. */
export function skillEvent(node: SourceNode<SkillConfig>, { id, number }: Occasion) {
  const { request, intent, slot, value, locale } = node.config
  const applicationId = `amzn1.ask.skill.${requestId(node.scenario.seed, hashText(node.id))}`
  const application = { applicationId }
  const user = { userId: `amzn1.ask.account.${requestId(node.scenario.seed + 1, hashText(node.id)).replaceAll('-', '').toUpperCase()}` }
  return {
    version: '1.0',
    session: { new: number === 0 || request === 'LaunchRequest', sessionId: `amzn1.echo-api.session.${requestId(node.scenario.seed + 2, hashText(node.id))}`, application, attributes: {}, user },
    context: {
      System: { application, user, device: { deviceId: 'amzn1.ask.device.EXAMPLE', supportedInterfaces: {} }, apiEndpoint: 'https://api.amazonalexa.com', apiAccessToken: 'EXAMPLE' },
    },
    request: {
      type: request,
      requestId: `amzn1.echo-api.request.${id}`,
      timestamp: isoSeconds(node.now),
      locale,
      ...(request === 'IntentRequest' && { intent: { name: intent, confirmationStatus: 'NONE', slots: { [slot]: { name: slot, value, confirmationStatus: 'NONE' } } } }),
      ...(request === 'SessionEndedRequest' && { reason: 'USER_INITIATED' }),
    },
  }
}
