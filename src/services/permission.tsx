import { statementFor } from '../contract/permission.ts'
import type { WireToolProps } from '../contract/tool.ts'
import { Shown } from '../kit/Tester.tsx'

/** Who comes to the target, by the service that the wire leaves. */
const PRINCIPALS: { readonly [service: string]: string } = { sns: 'sns.amazonaws.com', eventbridge: 'events.amazonaws.com', s3: 's3.amazonaws.com', scheduler: 'role' }

/** GEN-05, GEN-06: the statement that was made when the wire was drawn. */
export default function Permission({ service, config, wire, role, from, to, fromArn, toArn }: WireToolProps) {
  const principal = PRINCIPALS[service]
  if (principal === undefined) return null
  const statement = statementFor({ principal, role, from: service === 'eventbridge' ? ruleArn(fromArn, config.rule || `rule-${wire}`) : fromArn, to: toArn, qualifier: config.qualifier })
  if (!statement) return null
  const missing = config.permission === false
  const where = statement.Principal ? `In the policy of ${to}` : `In the role that ${from} assumes`
  return <Shown title="Permission" missing={missing} text={JSON.stringify(statement, null, 2)} note={missing ? `This statement is missing. ${where} it would let ${from} in.` : `${where}: drawing the wire added it.`} />
}

/** The policy names the rule, not its bus. */
const ruleArn = (bus: string, rule: string): string => bus.replace(/event-bus\/(.*)$/, (_, name: string) => `rule/${name === 'default' ? '' : `${name}/`}${rule}`)
