import type { WireKind } from './drawing.ts'
import type { Config, Schema } from './fields.ts'

interface Shelved {
  readonly config: Schema
  /** What it is to wires that reach it. */
  role(config: Config): string
  readonly ports: readonly { readonly id: string; readonly config?: Schema; readonly to: { readonly [role: string]: WireKind | undefined } }[]
}

/** What the drawing has to know of services to check, shorten and describe itself; handed in from above. */
export interface Shelf {
  readonly [service: string]: Shelved
}

export function shelfOf(services: readonly (Shelved & { readonly id: string })[]): Shelf {
  const shelf: Record<string, Shelved> = Object.create(null)
  for (const { id, config, role, ports } of services) shelf[id] = { config, role, ports }
  return shelf
}
