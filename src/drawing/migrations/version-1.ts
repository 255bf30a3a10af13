/**
 * Format 1, as it left the house: files and links in this shape are out in the world. Frozen; when the present format
 * moves on, this stays, and the first step leads on from here.
 */
export interface DrawingV1 {
  readonly version: 1
  readonly name: string
  readonly nodes: readonly {
    readonly id: string
    readonly service: string
    readonly name: string
    readonly x: number
    readonly y: number
    readonly config: { readonly [name: string]: unknown }
    readonly container?: string
  }[]
  readonly wires: readonly {
    readonly id: string
    readonly from: string
    readonly port: string
    readonly to: string
    readonly kind: 'sync' | 'async' | 'poll' | 'publish' | 'subscription' | 'target' | 'origin' | 'edge' | 'data' | 'success' | 'failure' | 'alarm'
    readonly config: { readonly [name: string]: unknown }
  }[]
  readonly notes: readonly { readonly id: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly text: string; readonly container?: string }[]
  readonly containers: readonly {
    readonly id: string
    readonly kind: 'region' | 'account' | 'vpc' | 'subnet' | 'group'
    readonly name: string
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
    readonly container?: string
  }[]
  readonly scenario: {
    readonly seed: number
    readonly forSec: number
    readonly mode: 'realistic' | 'strict'
    readonly profile: 'current' | 'course'
    readonly quotas: { readonly [quota: string]: number }
    readonly faults: readonly { readonly id: string; readonly on: string; readonly kind: string; readonly atSec: number; readonly forSec: number; readonly config: { readonly [name: string]: unknown } }[]
    readonly actions: readonly { readonly id: string; readonly atSec: number; readonly on: string; readonly do: string; readonly config: { readonly [name: string]: unknown } }[]
  }
}
