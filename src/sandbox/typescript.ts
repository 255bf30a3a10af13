/** TypeScript as Lambda wants it built: types are taken out, line for line. What cannot be taken out is refused by name. */
import { transform } from 'sucrase'
import type { Problem } from './unit.ts'

type Stripped = { readonly text: string } | { readonly problem: Problem }

/** What was stripped last: a run that is begun again, and a setting that is changed, bring the same files once more. */
const known = new Map<string, Stripped>()
const MOST_KNOWN = 64

export function stripTypes(text: string, path: string): Stripped {
  const key = `${path}\n${text}`
  const before = known.get(key)
  if (before) return before
  const made = strip(text, path)
  if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value!)
  known.set(key, made)
  return made
}

/** Enough for the browser to have made its own code of this. */
const WARM = 60
const SAMPLE = `import type { A } from './a.ts'
interface B<T extends A = A> { readonly [name: string]: T | undefined; go?(one: T): void }
enum C { one = 1, two }
abstract class D<T> extends Map<string, T> implements B<never> { private readonly x: number = 1; constructor(protected y?: string) { super() } declare z: C }
export const f = async <T extends { id: string }>(one: T, more: readonly T[] = []): Promise<string | undefined> => {
  const { id, ...rest } = one as unknown as { id: string; n: number }
  for (const { id: other } of [one, ...more]!) if (other satisfies string) return \`\${other}\`
  try { return (rest?.n ?? 0) > 1 ? id : undefined } catch { return /[/]x/.test(id) ? 'a' : "b" }
}
const g = <T extends { id: string }>(one: T, more?: readonly T[]): string | undefined => (more ?? [one]).map(({ id }) => id as string)[0]
export const h = async (event: Record<string, unknown>, { a, b }: { a: number; b?: string } = { a: 1 }): Promise<void> => { await g<{ id: string }>({ id: String(event.x) }) }
const i = <K extends keyof A>(one: A, key: K): A[K] => one[key]!
`.repeat(10)
let warmed = 0
/** The first files take ten times as long as the later ones. To be called when there is time; true when it is done. */
export function warmUp(): boolean {
  if (warmed < WARM) strip(SAMPLE, '/var/task/warm.ts')
  return ++warmed >= WARM
}

export function strip(text: string, path: string): Stripped {
  const refused = refusal(text, path)
  if (refused) return { problem: refused }
  try {
    const { code } = transform(constantsFirst(text), { transforms: ['typescript'], disableESTransforms: true, preserveDynamicImport: true, keepUnusedImports: false, filePath: path })
    return { text: code }
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    const at = /\((\d+):(\d+)\)/.exec(said)
    const message = said.replace(/^Error transforming [^:]*: /, '').replace(/\s*\(\d+:\d+\)$/, '')
    return { problem: { message, place: at ? `${path}:${at[1]}:${at[2]}` : path } }
  }
}

/**
 * TypeScript puts the values of a `const enum` where they are used, above it, too. Here it is an object: it is moved to
 * the beginning of the first line, and its place stays as empty lines. Its members are constants, so nothing is missed.
 */
function constantsFirst(text: string): string {
  if (!/\bconst\s+enum\b/.test(text)) return text
  const code = withoutWords(text)
  let rest = text
  let first = ''
  for (const { 0: found, index } of [...code.matchAll(/^([ \t]*(?:export[ \t]+)?)const\s+enum\s+[\w$]+\s*\{[^}]*\}/gm)].reverse()) {
    const said = text.slice(index, index + found.length)
    // Comments go: on one line they would swallow the rest.
    const plain = said.replace(WORDS, (words) => (words.startsWith('/') ? ' ' : words))
    first = `${plain.replace(/\n\s*/g, ' ').replace(/\bconst\s+enum\b/, 'enum').trim()};${first}`
    rest = rest.slice(0, index) + said.replace(/[^\n]/g, ' ') + rest.slice(index + found.length)
  }
  return first + rest
}

/** Each would silently become something else, or nothing. */
const REFUSED: readonly { readonly name: string; readonly pattern: RegExp; readonly instead: string }[] = [
  { name: 'namespace', pattern: /^[ \t]*(?:export[ \t]+)?(?:namespace|module)[ \t]+[\w.$]+[ \t]*\{/m, instead: 'export the functions themselves' },
  { name: 'A decorator', pattern: /^[ \t]*@[\w$]+/m, instead: 'call the function around what it decorates' },
  { name: 'accessor', pattern: /^[ \t]*(?:(?:static|public|private|protected|override)[ \t]+)*accessor[ \t]+[\w$#]+[ \t]*[=;:\n]/m, instead: 'write a getter and a setter' },
  { name: 'using', pattern: /^[ \t]*(?:await[ \t]+)?using[ \t]+[\w$]+[ \t]*=/m, instead: 'close it in a finally block' },
  { name: 'import = require', pattern: /^[ \t]*(?:export[ \t]+)?import[ \t]+[\w$]+[ \t]*=[ \t]*require\b/m, instead: 'write import x from' },
]

function refusal(text: string, path: string): Problem | undefined {
  const code = withoutWords(text)
  for (const { name, pattern, instead } of REFUSED) {
    const found = pattern.exec(code)
    if (!found) continue
    const before = code.slice(0, found.index + found[0].search(/\S/))
    return { message: `${name} is not supported here: ${instead}`, place: `${path}:${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}` }
  }
  return undefined
}

/** Comments and texts blanked, line ends kept: what they say is no code. */
const WORDS = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/g
const withoutWords = (text: string): string =>
  text.replace(WORDS, (words) => words.replace(/[^\n]/g, ' '))
