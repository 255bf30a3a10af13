import { textIn } from '../../contract/sdk.ts'

/** Where a copy comes from, as its input says it: a bucket and a key, parted by a slash. */
export interface CopySource {
  readonly Bucket: string
  readonly Key: string
  readonly VersionId?: string
}
export function sourceOf(input: unknown): CopySource {
  const said = decoded(textIn(input, 'CopySource') ?? '').replace(/^\//, '')
  const slash = said.indexOf('/')
  const [Key = '', VersionId] = said.slice(slash + 1).split('?versionId=')
  return { Bucket: slash < 0 ? '' : said.slice(0, slash), Key, ...(VersionId !== undefined && { VersionId }) }
}

/** Text that the percent signs stand for; a broken one stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
