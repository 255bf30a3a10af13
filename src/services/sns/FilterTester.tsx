import type { Attributes } from '../../contract/messages.ts'
import { compile, exampleFor, readJson, tryPattern } from '../../contract/pattern.ts'
import type { WireToolProps } from '../../contract/tool.ts'
import { Tester, type Verdict } from '../../kit/Tester.tsx'
import type { SubscriptionConfig } from './config.ts'
import { attributesView, bodyView } from './filter.ts'

const ATTRIBUTES = '{"store": "north", "price": 120}'
const BODY = '{"order": {"total": 120}}'

/** SNS-07: which clause of the filter policy a message fails. */
export default function FilterTester({ config, to }: WireToolProps) {
  const { filterPolicy, filterScope } = config as SubscriptionConfig
  if (filterPolicy === '') return null
  const ofBody = filterScope === 'MessageBody'
  const dialect = ofBody ? 'snsBody' : 'snsAttributes'
  const { matcher } = compile(filterPolicy, dialect)
  const judge = (text: string): Verdict => {
    const event = ofBody ? (bodyView(text) ?? { problem: 'A body that is no JSON object is not delivered.' }) : viewOf(text)
    if ('problem' in event && typeof event.problem === 'string') return { problem: event.problem }
    const trial = tryPattern(filterPolicy, dialect, event)
    return { ...trial, says: trial.passes ? `${to} gets it.` : `${to} does not get it.` }
  }
  return (
    <Tester
      title="Try the filter" label={ofBody ? 'Text of the message' : 'Message attributes: texts, numbers and lists'} judge={judge}
      sample={matcher ? JSON.stringify(exampleFor(matcher), null, 2) : ofBody ? BODY : ATTRIBUTES}
    />
  )
}

/** The attributes as a publisher would give them. */
function viewOf(text: string): object {
  const read = readJson(text)
  if (read.problem !== undefined) return { problem: read.problem }
  if (typeof read.value !== 'object' || read.value === null || Array.isArray(read.value)) return { problem: 'Attributes are an object: {"store": "north"}.' }
  const attributes: { [name: string]: Attributes[string] } = {}
  for (const [name, value] of Object.entries(read.value)) {
    if (typeof value === 'string') attributes[name] = { dataType: 'String', stringValue: value }
    else if (typeof value === 'number') attributes[name] = { dataType: 'Number', stringValue: String(value) }
    else if (Array.isArray(value)) attributes[name] = { dataType: 'String.Array', stringValue: JSON.stringify(value) }
    else return { problem: `${name}: an attribute is a text, a number or a list.` }
  }
  return attributesView(attributes) ?? {}
}
