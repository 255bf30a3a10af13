/**
 * The first picture needs the defaults of settings, not their labels, ranges and lines of help. In the page's build each
 * service's settings hold only those at first, and src/stores/settings.ts completes them before anybody reads more.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { root } from './root.mjs'

/** @typedef {{ [name: string]: { kind: string, default: unknown, as?: string, optional?: boolean } }} Schema */
/** @typedef {{ file: string, names: string[], code: string }} Slim one file: which of its exports were slimmed, and its source now */

/** @param {string} src the folder of the sources @returns {Promise<Slim[]>} */
export async function slimSettings(src) {
  const services = join(src, 'services')
  const files = [...readdirSync(services).map((name) => join(services, name, 'config.ts')), join(src, 'contract/mapping.ts')].filter((file) => existsSync(file)).sort()
  const modules = await evaluate(files)
  return files.map((file, at) => {
    let code = readFileSync(file, 'utf8')
    const names = Object.keys(modules[at] ?? {}).filter((name) => {
      const schema = modules[at]?.[name]
      // From its name to the brace in the first column, or all on one line.
      const text = new RegExp(`^export const ${name} = \\{(?:[^\\n]*\\}|[\\s\\S]*?\\n\\})$`, 'm')
      if (!isSchema(schema) || !text.test(code)) return false
      code = code.replace(text, () => `export const ${name} = ${JSON.stringify(slim(schema))}`)
      return true
    })
    return { file, names, code }
  })
}

/** The module that completes them. @param {readonly Slim[]} slims */
export function completion(slims) {
  const lines = slims.filter(({ names }) => names.length > 0).flatMap(({ file, names }, at) => [
    `import * as slim${at} from ${JSON.stringify(file)}`, `import * as whole${at} from ${JSON.stringify(`${file}?whole`)}`,
    ...names.map((name) => `complete(slim${at}.${name}, whole${at}.${name})`),
  ])
  return `${lines.join('\n')}\nfunction complete(slim, whole) { for (const name of Object.keys(whole)) Object.assign(slim[name], whole[name]) }`
}

const HELP = /^(\s+help:\s*)('(?:[^'\\\n]|\\.)*'),$/m

/** What a service is good for is read in the inspector: its place is kept. @param {string} code */
export const withoutHelp = (code) => code.replace(HELP, "$1'',")

/** The lines of help, by service. @param {string} src */
export function helpOf(src) {
  const services = join(src, 'services')
  const lines = readdirSync(services).map((name) => join(services, name, 'index.ts')).filter((file) => existsSync(file)).sort().flatMap((file) => {
    const code = readFileSync(file, 'utf8')
    const id = /\bid: '(\w+)'/.exec(code)?.[1]
    const help = HELP.exec(code)?.[2]
    return id && help ? [`${id}: ${help}`] : []
  })
  return `import { services } from ${JSON.stringify(join(services, 'catalogue.ts'))}\nconst help = { ${lines.join(', ')} }\nfor (const service of services) if (Object.hasOwn(help, service.id)) service.help = help[service.id]\n`
}

/** @param {unknown} value @returns {value is Schema} */
const isSchema = (value) => typeof value === 'object' && value !== null && Object.keys(value).length > 0 && Object.values(value).every((one) => typeof one?.kind === 'string' && 'default' in one && typeof one.label === 'string')

/** @param {Schema} schema */
const slim = (schema) => Object.fromEntries(Object.entries(schema).map(([name, field]) => [name, { kind: field.kind, default: field.default, ...(field.as ? { as: field.as } : {}) }]))

/** @param {readonly string[]} files @returns {Promise<{ [name: string]: unknown }[]>} */
async function evaluate(files) {
  const folder = join(root, 'node_modules/.cache/coldstart-settings', String(process.pid))
  const code = join(folder, `all-${Date.now()}.mjs`)
  mkdirSync(folder, { recursive: true })
  try {
    const entry = '\0settings'
    const bundle = await rolldown({
      input: entry, platform: 'node', logLevel: 'silent',
      plugins: [{
        name: 'settings',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? files.map((file, at) => `export * as m${at} from ${JSON.stringify(file)}`).join('\n') : undefined),
      }],
    })
    await bundle.write({ file: code, format: 'esm', codeSplitting: false })
    await bundle.close()
    const all = await import(pathToFileURL(code).href)
    return files.map((_, at) => all[`m${at}`])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
