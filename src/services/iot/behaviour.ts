import { unixMs } from '../../base/time.ts'
import { sourceBehaviour } from '../../contract/source.ts'
import type { RuleConfig } from './config.ts'
import { parseRule, type Rule, select } from './sql.ts'

/** Read once for each text; rules are plain data and never changed. */
const read = new Map<string, Rule | { readonly problem: string }>()
function ruleOf(sql: string): Rule | { readonly problem: string } {
  let rule = read.get(sql)
  if (!rule) {
    rule = parseRule(sql)
    read.set(sql, rule)
  }
  return rule
}

/** IOT-01: the event is what the rule selects, without any envelope. */
export const behaviour = sourceBehaviour<RuleConfig>({
  event(node, { number }) {
    const { sql, topic, thing, message } = node.config
    const rule = ruleOf(sql)
    if ('problem' in rule) return undefined
    return select(rule, { topic, client: thing, timestamp: unixMs(node.now), message: jsonOf(message.replaceAll('{{seq}}', String(number))) })
  },
})

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
