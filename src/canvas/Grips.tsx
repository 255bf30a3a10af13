import type { PointerEvent } from 'react'
import { classes } from '../kit/classes.ts'
import type { Grip } from './resize.ts'
import styles from './Grips.module.css'

const GRIPS: readonly Grip[] = ['n', 'e', 's', 'w', 'ne', 'se', 'sw', 'nw']

/** Edges and corners of the selected frame or note, to be pulled. By keyboard its size is set in the inspector. */
export function Grips({ grip }: { grip: (grip: Grip) => (event: PointerEvent<HTMLElement>) => void }) {
  return GRIPS.map((one) => <i key={one} className={classes(styles.grip, 'nodrag', 'nopan')} data-grip={one} aria-hidden="true" onPointerDown={grip(one)} />)
}
