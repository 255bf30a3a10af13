/** Which headers, cookies or query strings a policy means: none, all, some, or all but some. */
export interface Items {
  readonly mode: 'none' | 'all' | 'list' | 'except'
  /** In lower case where case does not count. */
  readonly names: readonly string[]
  /** CloudFront's own headers, too. */
  readonly edge: boolean
}
export const NOTHING: Items = { mode: 'none', names: [], edge: false }

export function itemsIn(text: string, lower = false): Items {
  const said = text.trim()
  if (said === '' || /^none$/i.test(said)) return NOTHING
  if (/^all and cloudfront$/i.test(said)) return { mode: 'all', names: [], edge: true }
  if (/^(all|\*)$/i.test(said)) return { mode: 'all', names: [], edge: false }
  const except = /^all except\s+(.*)$/is.exec(said)
  const names = (except ? except[1]! : said).split(',').map((one) => one.trim()).filter((one) => one !== '').map((one) => (lower ? one.toLowerCase() : one))
  return { mode: except ? 'except' : 'list', names, edge: false }
}

export function includes({ mode, names }: Items, name: string): boolean {
  switch (mode) {
    case 'none': return false
    case 'all': return true
    case 'list': return names.includes(name)
    case 'except': return !names.includes(name)
  }
}
