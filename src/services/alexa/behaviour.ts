import { sourceBehaviour } from '../../contract/source.ts'
import type { SkillConfig } from './config.ts'
import { skillEvent } from './event.ts'

/** ALX-01: eight seconds; nobody tries again, the user hears that something went wrong. */
export const behaviour = sourceBehaviour<SkillConfig>({
  event: skillEvent,
  waits: () => true,
  patienceMs: 8_000,
  judge(node, answer) {
    if (node.config.request === 'SessionEndedRequest') return undefined
    const said = answer as { readonly version?: unknown; readonly response?: { readonly outputSpeech?: { readonly type?: unknown; readonly text?: unknown; readonly ssml?: unknown } } } | null
    if (typeof said?.version !== 'string' || typeof said.response !== 'object' || said.response === null) return 'INVALID_RESPONSE: version and response are required'
    const { outputSpeech } = said.response
    if (outputSpeech === undefined) return undefined
    const fits = (outputSpeech.type === 'PlainText' && typeof outputSpeech.text === 'string') || (outputSpeech.type === 'SSML' && typeof outputSpeech.ssml === 'string')
    return fits ? undefined : 'INVALID_RESPONSE: outputSpeech is PlainText with text, or SSML with ssml'
  },
})
