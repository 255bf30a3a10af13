import { hashText } from '../../base/hash.ts'
import { hexId } from '../../base/ids.ts'
import type { Occasion, SourceNode } from '../../contract/source.ts'
import type { BotConfig } from './config.ts'

/** LEX-01: a turn of the dialogue, as Lex V2 tells it. */
export function turnEvent(node: SourceNode<BotConfig>, { id }: Occasion) {
  const { hook, intent: name, slot, value, said, locale } = node.config
  const botId = hexId(node.scenario.seed, hashText(node.id), 'bot', 10).toUpperCase()
  const fulfils = hook === 'FulfillmentCodeHook'
  const intent = {
    name, slots: { [slot]: { shape: 'Scalar' as const, value: { originalValue: value, interpretedValue: value, resolvedValues: [value] } } },
    state: fulfils ? ('ReadyForFulfillment' as const) : ('InProgress' as const), confirmationState: 'None' as const,
  }
  return {
    messageVersion: '1.0',
    invocationSource: hook,
    inputMode: 'Text' as const,
    responseContentType: 'text/plain; charset=utf-8',
    sessionId: id.slice(0, 8),
    inputTranscript: said,
    bot: { id: botId, name: node.name, aliasId: 'TSTALIASID', aliasName: 'TestBotAlias', localeId: locale, version: 'DRAFT' },
    interpretations: [{ intent, nluConfidence: 0.95 }],
    proposedNextState: { dialogAction: { type: fulfils ? ('Close' as const) : ('Delegate' as const) }, intent },
    requestAttributes: {},
    sessionState: { activeContexts: [], sessionAttributes: {}, runtimeHints: {}, intent, originatingRequestId: id },
    transcriptions: [{ transcription: said, transcriptionConfidence: 1, resolvedContext: { intent: name }, resolvedSlots: {} }],
  }
}
