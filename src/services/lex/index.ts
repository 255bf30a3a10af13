import { invocation } from '../../contract/source-config.ts'
import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { config } from './config.ts'

export const lex = defineService({
  id: 'lex', title: 'Lex bot', group: 'More sources', category: 'neutral', role: () => 'other',
  limit: 'Waits 30 s for its function',
  help: 'A chat bot asks a function what to do next, while its user waits. The answer says the next step of the dialogue; anything else, and any failure, is a 424 to whoever talks to the bot.',
  config,
  ports: [{ id: 'hook', label: 'Code hook', side: 'right', max: 1, to: { function: 'sync' }, config: invocation, live: Object.keys(invocation), latency: { p50: 60, p99: 300 } }],
  summary: (values) => values.intent,
  arn: (name, region, account) => `arn:aws:lex:${region}:${account}:bot-alias/${name}/TSTALIASID`,
  naming: { pattern: /^[0-9a-zA-Z_-]{1,100}$/, text: 'A bot name has 1 to 100 letters, digits, - or _.', stem: 'bot' },
  behaviour,
})
