import { type Stage, STAGES } from '../../contract/edge.ts'

/** What a message that the distribution sent is for: a stage by its place, or the origin. */
export const isStage = (use: number): boolean => use < STAGES.length
export const stageAt = (use: number): Stage => STAGES[use]!
export const purposeOf = (stage: Stage): number => STAGES.indexOf(stage)
export const ORIGIN = 4

/** Nobody waits for its answer any more. */
export const ORPHAN = 1
/** The viewer has the beginning of its answer. */
export const STREAMS = 2
