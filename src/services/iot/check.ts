import type { Finding } from '../../contract/finding.ts'
import { brokenJson } from '../../contract/body-text.ts'
import type { NodeView } from '../../contract/service.ts'
import type { RuleConfig } from './config.ts'
import { parseRule, topicFits } from './sql.ts'

/** A rule that AWS refuses is refused before the run; one that can match nothing is pointed out. */
export function* check({ id, name, config }: NodeView<RuleConfig>): Iterable<Finding> {
  const rule = parseRule(config.sql)
  if ('problem' in rule) yield { rule: 'IOT-01', level: 'error', on: id, field: 'sql', text: `The rule of ${name} is no SQL that IoT understands: ${rule.problem} Mend it; AWS refuses the rule otherwise.` }
  else if (!topicFits(rule.topic, config.topic)) yield { rule: 'IOT-01', level: 'warning', on: id, field: 'topic', text: `The rule is for ${rule.topic}, but messages come on ${config.topic}: nothing will ever match. + stands for one level, # for all that follow.` }
  const broken = brokenJson(config.message)
  if (broken !== undefined) yield { rule: 'IOT-01', level: 'warning', on: id, field: 'message', text: `The message of ${name} is no JSON (${broken}): a rule can look into nothing else. Mend it.` }
}
