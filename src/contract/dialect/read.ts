/**
 * Reads JavaScript by its grammar and tells what it met, without keeping a tree: which constructs stand where, which
 * modules are asked for, which names are said and which are declared. It knows more of the language than either runtime
 * of CloudFront Functions does, so that what they do not know can be called by its name.
 */
import { type Reader, type Reading, Stuck } from './reader.ts'
import { wordAt } from './scan.ts'
import { statement } from './statements.ts'

export { type Feature, FEATURES, type Import, type Reading, type Said } from './reader.ts'

export function readCode(source: string): Reading {
  const first = wordAt(source, 0)
  const r: Reader = {
    source, met: [], imports: [], said: [], declared: new Set(), outer: new Set(), word: first, before: first, deep: 0, functions: 0, inAsync: false, noIn: false, inArguments: 0,
  }
  let stuck: Reading['stuck']
  try {
    while (r.word.kind !== 'end') statement(r)
  } catch (error) {
    if (!(error instanceof Stuck)) throw error
    stuck = { at: error.at, text: error.message }
  }
  const { met, imports, said, declared, outer } = r
  return { met, imports, said, declared, outer, stuck }
}
