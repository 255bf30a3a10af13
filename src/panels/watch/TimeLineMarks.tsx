import { Fragment } from 'react'
import type { Drawing } from '../../drawing/drawing.ts'
import { sayAction, sayFault } from '../../stores/dated.ts'
import { clock } from '../../stores/words.ts'
import styles from './TimeLine.module.css'

/** Lanes at most; more faults at one time share them. */
const LANES = 4

/** What is dated: a mark for every action, a lane for every fault while it is in force. */
export function Marks({ drawing, end }: { drawing: Drawing; end: number }) {
  const { actions, faults } = drawing.scenario
  const place = (atSec: number): string => `${Math.min(100, ((atSec * 1e6) / end) * 100)}%`
  const lanes = lanesOf(faults)
  return (
    <Fragment>
      {faults.map((fault, at) => (
        <i
          key={fault.id} className={styles.lane} title={`${sayFault(fault, drawing)}, from ${clock(fault.atSec * 1e6)}`}
          style={{ left: place(fault.atSec), width: `calc(${place(fault.atSec + fault.forSec)} - ${place(fault.atSec)})`, top: `${(lanes[at]! % LANES) * 4}px` }}
        />
      ))}
      {actions.map((action) => (
        <i key={action.id} className={styles.mark} style={{ left: place(action.atSec) }} title={`${clock(action.atSec * 1e6)} ${sayAction(action, drawing)}`} />
      ))}
    </Fragment>
  )
}

/** Faults that overlap lie in different lanes. */
function lanesOf(faults: Drawing['scenario']['faults']): number[] {
  const ends: number[] = []
  return faults.map(({ atSec, forSec }) => {
    let lane = ends.findIndex((until) => until <= atSec)
    if (lane < 0) lane = ends.push(0) - 1
    ends[lane] = atSec + forSec
    return lane
  })
}
