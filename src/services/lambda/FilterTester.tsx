import { compile, exampleFor, readJson, tryPattern } from '../../contract/pattern.ts'
import type { WireToolProps } from '../../contract/tool.ts'
import { Tester, type Verdict } from '../../kit/Tester.tsx'
import type { Filters } from './mapping/filter.ts'

/** LAM-FIL-01: whether a record passes one of the filters of a mapping, and which clause stops it at the first. */
export default function FilterTester({ config, to }: WireToolProps) {
  const { filters } = config as { readonly filters: Filters }
  if (filters.length === 0) return null
  const { matcher } = compile(filters[0]!.pattern, 'mapping')
  const judge = (text: string): Verdict => {
    const read = readJson(text)
    if (read.problem !== undefined) return { problem: read.problem }
    const trials = filters.map(({ pattern }) => tryPattern(pattern, 'mapping', read.value))
    const wrong = trials.find((trial) => trial.problem !== undefined)
    if (wrong) return wrong
    const best = trials.find((trial) => trial.passes) ?? trials[0]!
    return { ...best, says: best.passes ? `${to} gets it.` : filters.length === 1 ? 'It is dropped.' : `None of ${filters.length} filters fits: it is dropped. The first says:` }
  }
  return <Tester title="Try the filters" label="Record as the function would see it, its body or data read as JSON" sample={matcher ? JSON.stringify(exampleFor(matcher), null, 2) : '{"body": {}}'} judge={judge} />
}
