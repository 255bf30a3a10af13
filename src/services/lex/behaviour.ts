import { sourceBehaviour } from '../../contract/source.ts'
import type { BotConfig } from './config.ts'
import { turnEvent } from './event.ts'

const ACTIONS: readonly unknown[] = ['ElicitSlot', 'ElicitIntent', 'ConfirmIntent', 'Delegate', 'Close']

/** LEX-01: the user waits; a function that fails is a 424 to the bot, one that is throttled a 429. */
export const behaviour = sourceBehaviour<BotConfig>({
  event: turnEvent,
  waits: () => true,
  patienceMs: 30_000,
  judge(_, answer) {
    const said = answer as { readonly sessionState?: { readonly dialogAction?: { readonly type?: unknown; readonly slotToElicit?: unknown } } } | null
    const action = said?.sessionState?.dialogAction
    if (!ACTIONS.includes(action?.type)) return 'Invalid Lambda Response: sessionState.dialogAction.type is missing or unknown'
    return action?.type === 'ElicitSlot' && typeof action.slotToElicit !== 'string' ? 'Invalid Lambda Response: slotToElicit is missing' : undefined
  },
})
