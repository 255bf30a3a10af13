import type { TableConfig } from './config.ts'

/** The setting as objects; what is wrong with it is a finding of `check`. */
export function startItems({ items }: TableConfig): readonly object[] {
  if (items.trim() === '') return []
  try {
    const list: unknown = JSON.parse(items)
    return Array.isArray(list) ? list.filter((one) => typeof one === 'object' && one !== null && !Array.isArray(one)) : []
  } catch {
    return []
  }
}
