import { judgeCode, type Remark } from '../../contract/dialect/judge.ts'
import type { Finding } from '../../contract/finding.ts'
import type { NodeView } from '../../contract/service.ts'
import type { FunctionConfig } from './config.ts'

type View = NodeView<FunctionConfig>

/** So many at once: the others stand in the editor. */
const SHOWN = 5

export function* check(view: View): Iterable<Finding> {
  const { id, name, config, outgoing, incoming } = view
  const used = incoming.some((wire) => wire.kind === 'edge')
  if (config.stage === 'DEVELOPMENT' && used) {
    yield { rule: 'STM-04', level: 'error', on: id, field: 'stage', text: `${name} is in development, and a distribution uses it. Publish it: only the live stage can be associated; CloudFront refuses it otherwise.`, fix: { on: id, set: { stage: 'LIVE' } } }
  }
  if (config.runtime === 'cloudfront-js-1.0' && outgoing.length > 0) {
    yield { rule: 'VAL-24', level: 'error', on: id, field: 'runtime', text: `${name} has a key-value store, and runtime 1.0. Choose runtime 2.0: the older one cannot read a store, and CloudFront refuses the association.`, fix: { on: id, set: { runtime: 'cloudfront-js-2.0' } } }
  }
  const { remarks } = judgeCode(config.code, config.runtime, outgoing.length > 0)
  for (const remark of remarks.slice(0, SHOWN)) yield finding(view, remark)
  if (remarks.length > SHOWN) yield { rule: 'VAL-09', level: 'warning', on: id, field: 'code', text: `${name} has ${remarks.length - SHOWN} more lines like these. Open the code to see them all.` }
}

const finding = ({ id, name }: View, { level, line, text }: Remark): Finding =>
  ({ rule: level === 'error' ? 'VAL-09' : 'CFF-02', level, on: id, field: 'code', text: `${name}, line ${line}: ${text}` })
