/** TypeScript as Lambda wants it built: types are taken out, line for line. What cannot be taken out is refused by name. */
import { transform } from 'sucrase'
import type { Problem } from './unit.ts'

export function stripTypes(text: string, path: string): { readonly text: string } | { readonly problem: Problem } {
  try {
    const { code } = transform(text, { transforms: ['typescript'], disableESTransforms: true, preserveDynamicImport: true, keepUnusedImports: false, filePath: path })
    return { text: code }
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    const at = /\((\d+):(\d+)\)/.exec(said)
    const message = said.replace(/^Error transforming [^:]*: /, '').replace(/\s*\(\d+:\d+\)$/, '')
    return { problem: { message, place: at ? `${path}:${at[1]}:${at[2]}` : path } }
  }
}
