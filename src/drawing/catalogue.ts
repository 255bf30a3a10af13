import type { Schema } from './fields.ts'

/** What the drawing has to know of services to check, shorten and describe itself; handed in from above. */
export interface Shelf {
  readonly [service: string]: { readonly config: Schema; readonly ports: readonly { readonly id: string; readonly config?: Schema }[] }
}

interface Shelved {
  readonly id: string
  readonly config: Schema
  readonly ports: readonly { readonly id: string; readonly config?: Schema }[]
}

export function shelfOf(services: readonly Shelved[]): Shelf {
  const shelf: Record<string, Shelf[string]> = Object.create(null)
  for (const { id, config, ports } of services) shelf[id] = { config, ports }
  return shelf
}
