/** The sources keep the rules of layers.ts; and the checks themselves find what they are for, tried on invented files. */
import { expect, test } from 'vitest'
import { debt } from './layers.ts'
import { banProblems, deadFiles, importProblems } from './testkit/tidy/imports.ts'
import { citationProblems, serviceProblems, untestedRules } from './testkit/tidy/rules.ts'
import { codeOnly, readSources, type Sources } from './testkit/tidy/sources.ts'

const sources = readSources()
const seen = new Set<string>()

function owed(problem: string): boolean {
  const anywhere = problem.replace(/:\d+:/, ':')
  seen.add(anywhere)
  return debt.some((entry) => entry.problem === anywhere)
}
const left = (problems: Iterable<string>): string => [...problems].filter((problem) => !owed(problem)).join('\n')
const invent = (files: Record<string, string>): Sources => new Map(Object.entries(files))

test('imports point one way', () => expect(left(importProblems(sources))).toBe(''))
test('pure folders use nothing that differs between machines', () => expect(left(banProblems(sources))).toBe(''))
test('every file is used', () => expect(left(deadFiles(sources))).toBe(''))
test('every service folder is in the catalogue and has a spec', () => expect(left(serviceProblems(sources))).toBe(''))
test('every rule that a service cites is in a spec', () => expect(left(citationProblems(sources))).toBe(''))
test('every rule of a spec that promises so has a test', () => {
  const { problems, others } = untestedRules(sources)
  if (others > 0) console.info(`${others} rules of other specs have no test yet`)
  expect(left(problems)).toBe('')
})
test('the debt is still owed', () => {
  const paid = debt.filter(({ problem }) => !seen.has(problem)).map(({ problem }) => problem)
  expect(paid.join('\n'), 'paid: take it out of src/layers.ts').toBe('')
})

test('an import against the arrow is named with its line and what is allowed', () => {
  const files = invent({
    'services/sqs/behaviour.ts': "/** Why. */\nimport { a } from '../../base/a.ts'\nimport {\n  b,\n} from '../../kernel/b.ts'\nimport '../sns/c.ts'\nimport './d.tsx'\nimport { e } from 'react'\n",
    'services/sqs/d.tsx': "import { Button } from '../../kit/Button.tsx'\nimport { f } from '../../stores/f.ts'\n",
    'services/catalogue.ts': "import { sqs } from './sqs/behaviour.ts'\n",
    'services/sns/c.ts': '', 'base/a.ts': '', 'kernel/b.ts': '', 'kit/Button.tsx': '', 'stores/f.ts': '',
    'panels/code/g.tsx': "const lazy = import('../timeline/h.tsx')\n", 'panels/timeline/h.tsx': '',
    'stray/i.ts': '',
    'drawing/j.ts': "const starter = `\nimport { k } from 'node:crypto'\n`\n",
  })
  expect([...importProblems(files)]).toEqual([
    'src/services/sqs/behaviour.ts:5: services may not import kernel; allowed: base, contract',
    'src/services/sqs/behaviour.ts:6: a service may not import another service (services/sns/c.ts); they meet in contract',
    'src/services/sqs/behaviour.ts:7: .ts runs in the worker and may not import services/sqs/d.tsx',
    'src/services/sqs/behaviour.ts:8: services may not import the package react; allowed: none',
    'src/services/sqs/d.tsx:2: services may not import stores; allowed: base, contract, kit',
    'src/panels/code/g.tsx:1: a panel may not import another panel (panels/timeline/h.tsx); meet in stores',
    'src/stray/i.ts:1: the folder stray is not in src/layers.ts; add it there, or move the file',
  ])
})

test('a banned name is found in code, and left alone in words', () => {
  const code = ['// Math.random is banned', "const said = 'Date.now'", 'const both = `${Math.log(2)} Math.exp`', 'const ok = 2 ** 3 / 4, not = 12 ** 3, nor = x.y2 ** 3', 'const at = new Date()', 'const fine = new Date(0)']
  expect([...banProblems(invent({ 'engine/x.ts': code.join('\n'), 'panels/x.ts': 'Math.random()' }))]).toEqual([
    'src/engine/x.ts:5: new Date() reads the clock, use the virtual time of the node and base/time.ts',
    'src/engine/x.ts:3: its last bits differ between browsers, use base/math.ts',
    'src/engine/x.ts:4: ** is allowed as 2 ** n only, use pow from base/math.ts',
    'src/engine/x.ts:4: ** is allowed as 2 ** n only, use pow from base/math.ts',
  ])
})

test('patterns and nested templates do not hide the code behind them', () => {
  expect(codeOnly("a = /['\"`]/.test(b) && c / d / e; f(`g ${h({ i: `j ${k}` })} l`); m").replace(/ +/g, ' ')).toBe('a = .test(b) && c / d / e; f( h({ i: k }) ); m')
})

test('a file that only a test imports is dead; a worker named by its address is not', () => {
  const files = invent({
    'worker/client.ts': "new Worker(new URL('./main.ts', import.meta.url), {})", 'worker/main.ts': '',
    'stores/run.ts': "import type { A } from '../worker/client.ts'", 'base/b.ts': '', 'base/b.test.ts': "import './b.ts'",
    'app/main.tsx': "import '../stores/run.ts'\nimport './c.css'", 'app/c.css': '', 'app/d.css': '',
  })
  expect([...deadFiles(files)].map((problem) => problem.split(':')[0])).toEqual(['src/base/b.ts', 'src/app/d.css'])
})

test('services without a line, rules without a spec and rules without a test are found', () => {
  const files = invent({
    'services/catalogue.ts': "import { sqs } from './sqs/index.ts'",
    'services/sqs/index.ts': '// SQS-VIS-03 holds, SQS-99 does not; SHA-256 is no rule',
    'services/sqs/spec.md': 'SQS-VIS-03 A lease ends.\nSQS-DLQ-01 It leaves.\nAll rules here are tested.',
    'services/sqs/x.test.ts': "test('SQS-VIS-03 a lease ends')",
    'services/sns/index.ts': '',
  })
  expect([...serviceProblems(files)].map((problem) => problem.split(';')[0])).toEqual([
    'src/services/sns: is not in src/services/catalogue.ts', 'src/services/sns: has no spec.md',
  ])
  expect([...citationProblems(files)]).toEqual(['src/services/sqs/index.ts:1: SQS-99 is in no spec.md; add the rule or mend the number'])
  expect(untestedRules(files).problems).toEqual(['src/services/sqs/spec.md:2: SQS-DLQ-01 has no test whose title cites it'])
})
