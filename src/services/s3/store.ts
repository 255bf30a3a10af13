/** The objects of a bucket, with their versions. Arrays are replaced, never changed: a checkpoint copies the map alone. */
import type { Micros } from '../../base/units.ts'

export interface Version {
  readonly key: string
  /** Undefined: the version called null. */
  readonly versionId: string | undefined
  readonly marker: boolean
  readonly at: Micros
  /** Grows with every change of the bucket. */
  readonly sequence: number
  readonly size: number
  readonly etag: string
  readonly body: unknown
  readonly contentType: string
  readonly cacheControl?: string
  readonly metadata: { readonly [name: string]: string }
  readonly tags: readonly Tag[]
}
export interface Tag {
  readonly Key: string
  readonly Value: string
}

export class Store {
  static readonly shallow = ['keys']
  private readonly keys = new Map<string, readonly Version[]>()
  count = 0
  bytes = 0

  /** The newest version, delete marker or not. */
  newest(key: string): Version | undefined {
    return this.keys.get(key)?.at(-1)
  }

  /** What a read finds: undefined when it is deleted or was never there. */
  current(key: string): Version | undefined {
    const newest = this.newest(key)
    return newest?.marker ? undefined : newest
  }

  version(key: string, versionId: string): Version | undefined {
    return this.keys.get(key)?.find((one) => (one.versionId ?? 'null') === versionId)
  }

  /** Adds a version; without versioning it takes the place of the one called null. */
  add(version: Version): void {
    const before = this.keys.get(version.key) ?? []
    this.put(version.key, [...(version.versionId === undefined ? before.filter((one) => one.versionId !== undefined) : before), version])
  }

  replace(old: Version, version: Version): void {
    this.put(old.key, this.keys.get(old.key)!.map((one) => (one === old ? version : one)))
  }

  remove(version: Version): void {
    this.put(version.key, this.keys.get(version.key)!.filter((one) => one !== version))
  }

  /** The key that has been there longest. */
  first(): string | undefined {
    for (const [key, versions] of this.keys) if (!versions.at(-1)!.marker) return key
    return undefined
  }

  /** Keys that a listing shows, in the order of their UTF-8 bytes. */
  listed(prefix: string): string[] {
    const keys: string[] = []
    for (const [key, versions] of this.keys) if (key.startsWith(prefix) && !versions.at(-1)!.marker) keys.push(key)
    return keys.sort(byBytes)
  }

  private put(key: string, versions: readonly Version[]): void {
    for (const one of this.keys.get(key) ?? []) this.weigh(one, -1)
    for (const one of versions) this.weigh(one, 1)
    if (versions.length > 0) this.keys.set(key, versions)
    else this.keys.delete(key)
  }

  private weigh(version: Version, sign: number): void {
    this.count += sign
    this.bytes += sign * version.size
  }
}

/** Code points in UTF-16 order are bytes in UTF-8 order, but for the pairs above U+FFFF. */
function byBytes(a: string, b: string): number {
  const one = [...a]
  const other = [...b]
  for (let i = 0; i < Math.min(one.length, other.length); i++) {
    const difference = one[i]!.codePointAt(0)! - other[i]!.codePointAt(0)!
    if (difference !== 0) return difference
  }
  return one.length - other.length
}
