/** Where a replica of Lambda@Edge runs: its region, what it is called there, and how the rows of the trace say so. */
import { EDGE_PLACES } from '../../contract/edge.ts'

export interface EdgePlaceOf {
  readonly region: string
  /** The published version that it is a copy of, as a place of the list. */
  readonly of: number
}

/** Rows that tell an environment's version tell the region, too: above the highest version there can be. */
const STEP = 10_000_000
export const versionedAs = (version: number, place: EdgePlaceOf | undefined): number =>
  place === undefined ? version : version + STEP * (1 + Math.max(0, EDGE_PLACES.findIndex(({ region }) => region === place.region)))

export function readVersioned(a: number): { readonly version: number; readonly region: string | undefined } {
  return { version: a % STEP, region: a < STEP ? undefined : EDGE_PLACES[Math.floor(a / STEP) - 1]?.region }
}

/** LAE-02: everywhere but at home a copy bears the region where it was written. */
export const replicaName = (name: string, place: EdgePlaceOf | undefined): string => (place === undefined ? name : `us-east-1.${name}`)
export const replicaArn = (arn: string, name: string, place: EdgePlaceOf | undefined): string =>
  place === undefined ? arn : `${arn.split(':').slice(0, 3).join(':')}:${place.region}:${arn.split(':')[4]}:function:${replicaName(name, place)}`
