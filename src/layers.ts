/**
 * Who may import whom, and which packages. `tidy.test.ts` holds the sources to this table.
 *
 * Imports point one way: base ← kernel, drawing, trace ← contract, express ← services, engine, template, advice, sandbox ← worker
 * ← stores ← canvas, panels, lessons ← app. Folders named side by side do not see each other; kit sees only base.
 */
const ground = ['base'] as const
const facts = [...ground, 'kernel', 'drawing', 'trace'] as const
const promised = [...facts, 'contract'] as const
const inside = [...promised, 'express', 'services', 'engine', 'template', 'advice', 'sandbox'] as const
const stored = [...inside, 'worker', 'stores'] as const

export interface Layer {
  /** Other folders that it may import from. A folder always sees itself. */
  readonly sees: readonly string[]
  /** Packages that it may import; a name covers its subpaths. Undefined: any. */
  readonly packages?: readonly string[]
  /** Same input, same bytes, in every browser: what differs between them is banned here. */
  readonly pure?: true
}

const pure = (sees: readonly string[], packages: readonly string[] = []): Layer => ({ sees, packages, pure: true })

export const layers: { readonly [folder: string]: Layer } = {
  base: pure([]),
  kernel: pure(ground),
  drawing: pure(ground, ['fflate']),
  trace: pure(ground),
  contract: pure(facts),
  express: pure(ground),
  services: pure(['base', 'contract']),
  engine: pure([...promised, 'express']),
  template: pure(promised, ['yaml']),
  advice: pure(promised),
  sandbox: { sees: ['base', 'contract'], packages: ['quickjs-wasi', 'sucrase'] },
  worker: { sees: inside, packages: ['@dagrejs/dagre', 'node:fs', 'node:module', 'quickjs-wasi', 'virtual:shelf'] },
  stores: { sees: [...inside, 'worker'], packages: ['zustand', 'idb-keyval'] },
  gallery: pure(['base', 'drawing']),
  kit: { sees: ground },
  canvas: { sees: [...stored, 'kit'] },
  panels: { sees: [...stored, 'kit'] },
  lessons: { sees: [...stored, 'kit'] },
  app: { sees: [...stored, 'kit', 'canvas', 'panels', 'lessons', 'gallery'] },
}

/** Within a folder of services the extension is the layer: .ts runs in the worker, .tsx in the browser. */
export const serviceView: Layer = { sees: ['base', 'contract', 'kit'], packages: ['react', 'lucide-react'] }

/** Files that meet every service, and so are themselves kept apart from the services. */
export const serviceLists = ['services/catalogue.ts', 'services/views.ts', 'services/tools.tsx', 'services/permission.tsx', 'services/delivery.tsx', 'services/statements.ts']

/** Started by something other than an import. */
export const entries = ['app/main.tsx', 'worker/sim.ts', 'express/assembly/ride.ts', 'layers.ts']

/** Banned in pure folders, with what to use. */
export const bans: readonly { readonly name: RegExp; readonly says: string }[] = [
  { name: /\bMath\.random\b/, says: 'Math.random is banned, use node.dice' },
  { name: /\bcrypto\.(getRandomValues|randomUUID)\b/, says: 'random bytes are banned, use node.dice' },
  { name: /\bDate\.now\b/, says: 'Date.now is banned, use the virtual time of the node' },
  { name: /\bnew Date\(\s*\)/, says: 'new Date() reads the clock, use the virtual time of the node and base/time.ts' },
  { name: /\bperformance\.now\b/, says: 'performance.now is banned, use the virtual time of the node' },
  { name: /\bset(Timeout|Interval)\b/, says: 'timers of the host are banned, use node.after' },
  { name: /\blocaleCompare\b/, says: 'localeCompare depends on the machine, use compare from base/text.ts' },
  { name: /\btoLocale(Date|Time)String\b/, says: 'dates in words depend on the machine, use base/time.ts' },
  { name: /\bMath\.(log|exp|pow|log2|log10|log1p|expm1|sinh?|cosh?|tanh?|cbrt|hypot|atan2?)\b/, says: 'its last bits differ between browsers, use base/math.ts' },
  // 2 ** n is exact everywhere; other powers are not.
  { name: /(?<!(?:^|[^\w.)\]])2\s*)\*\*/, says: '** is allowed as 2 ** n only, use pow from base/math.ts' },
]

/** Exceptions, each with its reason; without line numbers, so that they survive edits. One that is no longer needed fails the test. */
export const debt: readonly { readonly problem: string; readonly why: string }[] = [
  {
    problem: 'src/base/sha256.ts: ** is allowed as 2 ** n only, use pow from base/math.ts',
    why: 'A power of bigints, which is exact; the check sees only the sign.',
  },
]
