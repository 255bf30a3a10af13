import type { Config } from './fields.ts'

/** The newest format. A drawing with a higher number was made by a newer program, and is not opened half. */
export const DRAWING_VERSION = 1

/** As much as a drawing may hold. The page refuses to add more: what was drawn must open again. */
export const MOST = { nodes: 500, wires: 1_000, notes: 500, containers: 500 } as const
export const MOST_NAME = 120

/**
 * What users make. Plain JSON, nothing derived, defaults never written out; what the program does not know is kept
 * where it stood (`unknown` services and fields are shown, not dropped).
 */
export interface Drawing {
  readonly version: typeof DRAWING_VERSION
  readonly name: string
  readonly nodes: readonly DrawingNode[]
  readonly wires: readonly Wire[]
  readonly notes: readonly Note[]
  readonly containers: readonly Container[]
  readonly scenario: Scenario
}

export interface DrawingNode {
  /** Unique in the drawing, short ("n1"), never shown: dice are forked by it, so a rename changes no run. */
  readonly id: string
  readonly service: string
  /** The AWS name; unique per service. */
  readonly name: string
  readonly x: number
  readonly y: number
  readonly config: Config
  readonly container?: string
}

export interface Wire {
  readonly id: string
  readonly from: string
  /** A port of the source's service. */
  readonly port: string
  readonly to: string
  readonly kind: WireKind
  readonly config: Config
}

/** GEN-03: what travels along the wire, and who waits for whom. */
export const WIRE_KINDS = [
  'sync', 'async', 'poll', 'publish', 'subscription', 'target', 'origin', 'edge', 'data', 'success', 'failure', 'alarm',
] as const
export type WireKind = (typeof WIRE_KINDS)[number]

export interface Note {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Markdown; sanitised where it is shown. */
  readonly text: string
  readonly container?: string
}

export const CONTAINER_KINDS = ['region', 'account', 'vpc', 'subnet', 'group'] as const
export interface Container {
  readonly id: string
  readonly kind: (typeof CONTAINER_KINDS)[number]
  readonly name: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly container?: string
}

export const PROFILES = ['current', 'course'] as const
export const MODES = ['realistic', 'strict'] as const

/** All that decides a run besides the drawing itself. */
export interface Scenario {
  /** Any whole number from 0 to 2^32 - 1. */
  readonly seed: number
  /** How long a run lasts, in virtual seconds. */
  readonly forSec: number
  readonly mode: (typeof MODES)[number]
  readonly profile: (typeof PROFILES)[number]
  /** Account quotas that differ from the profile's, by the names of the quota table. */
  readonly quotas: { readonly [quota: string]: number }
  readonly faults: readonly Fault[]
  readonly actions: readonly Action[]
}

/** A dated disturbance on a node or a wire, healed when its time is over. */
export interface Fault {
  readonly id: string
  /** A node or wire id. */
  readonly on: string
  readonly kind: string
  readonly atSec: number
  readonly forSec: number
  readonly config: Config
}

/** Something a user did in mid-run, kept as a line with its virtual time so that the link replays it. */
export interface Action {
  readonly id: string
  readonly atSec: number
  readonly on: string
  /** `set` changes a setting; others are verbs of the service (send, purge, redrive, …). */
  readonly do: string
  readonly config: Config
}

export const EMPTY_SCENARIO: Scenario = {
  seed: 1, forSec: 60, mode: 'realistic', profile: 'current', quotas: {}, faults: [], actions: [],
}

export const EMPTY_DRAWING: Drawing = {
  version: DRAWING_VERSION, name: 'Untitled', nodes: [], wires: [], notes: [], containers: [], scenario: EMPTY_SCENARIO,
}
