/**
 * What the sandbox's download need not carry: of Sucrase all but what takes types out (JSX, Flow, CommonJS, source maps,
 * the checking of options), and in the parts that run inside the comments and the blanks.
 */
import { readFileSync } from 'node:fs'
import { minifySync } from 'rolldown/experimental'

const UNUSED = /sucrase[\\/]dist[\\/]esm[\\/](?:transformers[\\/](?:JSX|ReactHotLoader|ReactDisplayName|JestHoist|Flow|CJSImport|NumericSeparator|OptionalCatchBinding|OptionalChainingNullish)Transformer|CJSImportProcessor|computeSourceMap|Options|parser[\\/]plugins[\\/](?:flow|jsx[\\/]index|jsx[\\/]xhtml)|util[\\/]formatTokens)\.js$/
const PART = /src[\\/]sandbox[\\/]guest[\\/].*\.js\?raw$/

/** @returns {import('vite').Plugin} */
export function slimSandbox() {
  return {
    name: 'coldstart-slim-sandbox',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (UNUSED.test(id)) return emptied(readFileSync(id, 'utf8'))
      return PART.test(id) ? `export default ${JSON.stringify(squeezed(id.replace('?raw', '')))}` : undefined
    },
  }
}

/** The same names, with nothing behind them. @param {string} code */
const emptied = (code) => [
  ...[...code.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map(([, name]) => `export function ${name}() {}`),
  ...(/^export default/m.test(code) ? ['export default function () {}'] : []),
].join('\n')

/** Names stay: some stand in stacks. @param {string} file */
function squeezed(file) {
  const text = readFileSync(file, 'utf8')
  const { code, errors } = minifySync(file, `(function () {${text}\n})`, { compress: false, mangle: false, codegen: { removeWhitespace: true } })
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  return code.replace(/^\(function\s*\(\)\s*\{/, '').replace(/\}\);?\s*$/, '')
}
