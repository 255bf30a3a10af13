import { invocation } from '../../contract/source-config.ts'
import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { config } from './config.ts'

export const alexa = defineService({
  id: 'alexa', title: 'Alexa skill', group: 'More sources', category: 'neutral', role: () => 'other',
  limit: 'Waits 8 s for its function',
  help: 'A voice assistant asks a function for its answer, for eight seconds at most. A cold start counts. The policy of the function names the skill, so that no other can invoke it.',
  config,
  ports: [{ id: 'endpoint', label: 'Endpoint', side: 'right', max: 1, to: { function: 'sync' }, config: invocation, live: Object.keys(invocation), latency: { p50: 60, p99: 300 } }],
  summary: (values) => values.request,
  arn: (name) => `amzn1.ask.skill.${name}`,
  naming: { pattern: /^[\w .-]{2,50}$/, text: 'A skill has a name of 2 to 50 letters, digits, spaces, dots or dashes.', stem: 'skill' },
  behaviour,
})
