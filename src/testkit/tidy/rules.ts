/** Rule IDs: every one that a service cites stands in a spec.md, and a spec that says so has a test for each. */
import { isTest, lineAt, type Sources } from './sources.ts'

const RULE = /\b[A-Z][A-Z0-9]*(?:-[A-Z][A-Z0-9]*)*-\d{2}[a-z]?\b/g
/** Names of standards that look like rules. */
const STANDARDS = /^(SHA|UTF|ISO|AES|HS|RS|ES|BASE|CRC|RFC|HTTP|IEEE)-/
const PROMISE = 'All rules here are tested.'

const service = (file: string): string | undefined => /^services\/([^/]+)\//.exec(file)?.[1]
const rulesIn = (text: string): Set<string> => new Set((text.match(RULE) ?? []).filter((rule) => !STANDARDS.test(rule)))

/** spec.md, or spec-streams.md beside it where one file would be too long. */
const isSpec = (file: string): boolean => /(^|\/)spec(-[a-z]+)?\.md$/.test(file)

export function* serviceProblems(sources: Sources): Iterable<string> {
  const folders = new Set([...sources.keys()].flatMap((file) => service(file) ?? []))
  const catalogue = sources.get('services/catalogue.ts') ?? ''
  for (const folder of folders) {
    if (!catalogue.includes(`'./${folder}/index.ts'`)) yield `src/services/${folder}: is not in src/services/catalogue.ts; add a line there`
    if (!sources.has(`services/${folder}/spec.md`)) yield `src/services/${folder}: has no spec.md; write the rules it keeps, one sentence each`
  }
}

/** Citations are checked where there is a spec to check them against. */
export function* citationProblems(sources: Sources): Iterable<string> {
  const known = new Set([...sources].filter(([file]) => isSpec(file)).flatMap(([, text]) => [...rulesIn(text)]))
  for (const [file, text] of sources) {
    const folder = service(file)
    if (folder === undefined || !/\.tsx?$/.test(file) || !sources.has(`services/${folder}/spec.md`)) continue
    for (const match of text.matchAll(RULE)) {
      if (!STANDARDS.test(match[0]) && !known.has(match[0])) yield `src/${file}:${lineAt(text, match.index)}: ${match[0]} is in no spec.md; add the rule or mend the number`
    }
  }
}

export interface Untested {
  readonly problems: string[]
  /** Rules without a test, in specs that do not promise one for each yet. */
  readonly others: number
}

export function untestedRules(sources: Sources): Untested {
  const tested = new Set([...sources].filter(([file]) => isTest(file)).flatMap(([, text]) => [...rulesIn(text)]))
  const problems: string[] = []
  let others = 0
  for (const [file, text] of sources) {
    if (!isSpec(file)) continue
    const missing = [...rulesIn(text)].filter((rule) => !tested.has(rule))
    if (text.includes(PROMISE)) problems.push(...missing.map((rule) => `src/${file}:${lineAt(text, text.indexOf(rule))}: ${rule} has no test whose title cites it`))
    else others += missing.length
  }
  return { problems, others }
}
