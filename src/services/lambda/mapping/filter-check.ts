import type { Finding } from '../../../contract/finding.ts'
import { compile } from '../../../contract/pattern.ts'
import type { NodeView } from '../../../contract/service.ts'
import type { Filters } from './filter.ts'

/** LAM-FIL-01 and LAM-FIL-02: what AWS refuses when the mapping is made. */
export function* checkFilters(view: NodeView): Iterable<Finding> {
  for (const wire of view.incoming) {
    const filters = (wire.config as { readonly filters?: Filters }).filters
    if (wire.kind !== 'poll' || !filters) continue
    const on = { on: wire.id, field: 'filters' }
    if (filters.length > 5) {
      yield { rule: 'LAM-FIL-01', level: 'warning', ...on, text: `The mapping from ${wire.peer.name} has ${filters.length} filters, and AWS allows 5. Join some with "$or", or ask AWS for more; the mapping is refused otherwise.` }
    }
    for (const [index, { pattern }] of filters.entries()) {
      const { refusal } = compile(pattern, 'mapping')
      if (!refusal) continue
      const place = refusal.place === '' ? '' : ` at ${refusal.place}`
      yield { rule: 'LAM-FIL-02', level: 'error', ...on, text: `Filter ${index + 1} of the mapping from ${wire.peer.name} is not valid${place}. ${refusal.text} AWS refuses the mapping otherwise.` }
    }
  }
}
