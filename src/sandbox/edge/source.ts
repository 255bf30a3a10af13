/**
 * A CloudFront function as a script: its imports become variables, the rest stays as it is, in its lines. What the
 * dialect does not know is said here already, as CloudFront does when a function is saved.
 */
import type { Compiler } from '../compiler.ts'
import { isFailure } from '../compiler.ts'
import { errorsOf, judgeCode } from '../../contract/dialect/judge.ts'
import type { EdgeProgram } from '../../contract/edge.ts'

export type Built = { readonly bytecode: Uint8Array } | { readonly message: string; readonly line: number }

const FILE = 'function.js'
/** What our own parts stand on, and runtime 1.0 does not have: names that nothing is handed for. */
const NOT_IN_1 = ', DataView, Symbol'

export function buildFunction(program: EdgeProgram, compiler: Compiler): Built {
  const { remarks, imports } = judgeCode(program.code, program.runtime, program.keyValues)
  const [refused] = errorsOf(remarks)
  if (refused) return { message: refused.text, line: refused.line }
  let code = program.code
  // From the last to the first, so that places stay right; as long as it was, in lines.
  for (const { module, name, at, end } of [...imports].reverse()) {
    const lines = code.slice(at, end).replace(/[^\n]/g, '')
    code = `${code.slice(0, at)}${name === '' ? `__imported(${JSON.stringify(module)})` : `var ${name} = __imported(${JSON.stringify(module)})`};${lines}${code.slice(end)}`
  }
  // By itself first: brackets that only close together with ours are no function.
  const alone = compiler.script(`'use strict';${code}`, FILE)
  const made = isFailure(alone) ? alone : compiler.script(`(function (require, __imported${program.runtime === 'cloudfront-js-1.0' ? NOT_IN_1 : ''}) {'use strict';${code}\nreturn handler })`, FILE)
  if (!isFailure(made)) return { bytecode: made }
  return { message: `SyntaxError: ${made.message}`, line: Number(/:(\d+)/.exec(made.place)?.[1] ?? 1) }
}
