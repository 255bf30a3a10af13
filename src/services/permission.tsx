import type { WireToolProps } from '../contract/tool.ts'
import { Shown } from '../kit/Tester.tsx'
import { statementsOf } from './statements.ts'

/** GEN-05, GEN-06: the statement that was made when the wire was drawn. */
export default function Permission(props: WireToolProps) {
  const statements = statementsOf(props)
  if (!statements) return null
  const { list, where } = statements
  const missing = props.config.permission === false
  const it = list.length === 1 ? 'This statement is' : 'These statements are'
  return (
    <Shown
      title="Permission" missing={missing} text={JSON.stringify(list.length === 1 ? list[0] : list, null, 2)}
      note={missing ? `${it} missing. ${where} ${list.length === 1 ? 'it' : 'they'} would let the call through.` : `${where}: drawing the wire added ${list.length === 1 ? 'it' : 'them'}.`}
    />
  )
}
