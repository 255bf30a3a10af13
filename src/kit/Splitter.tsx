import type { KeyboardEvent, PointerEvent } from 'react'
import styles from './Splitter.module.css'

interface SplitterProps {
  label: string
  /** `column`: between left and right. */
  along: 'column' | 'row'
  size: number
  min: number
  max: number
  /** True when the panel lies after the splitter: moving back makes it larger. */
  after?: boolean
  onResize: (size: number) => void
}

/** A bar between two panels: dragged, or moved with the arrow keys. */
export function Splitter({ label, along, size, min, max, after = false, onResize }: SplitterProps) {
  const clamp = (value: number) => Math.round(Math.min(max, Math.max(min, value)))
  const sign = after ? -1 : 1
  const onPointerDown = (down: PointerEvent<HTMLDivElement>) => {
    const bar = down.currentTarget
    const start = along === 'column' ? down.clientX : down.clientY
    bar.setPointerCapture(down.pointerId)
    const move = (event: globalThis.PointerEvent) =>
      onResize(clamp(size + sign * ((along === 'column' ? event.clientX : event.clientY) - start)))
    bar.addEventListener('pointermove', move)
    bar.addEventListener('lostpointercapture', () => bar.removeEventListener('pointermove', move), { once: true })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const back = along === 'column' ? 'ArrowLeft' : 'ArrowUp'
    const forth = along === 'column' ? 'ArrowRight' : 'ArrowDown'
    if (event.key !== back && event.key !== forth) return
    onResize(clamp(size + sign * (event.key === forth ? 16 : -16)))
    event.preventDefault()
  }
  return (
    <div
      role="separator" tabIndex={0} aria-label={label} aria-orientation={along === 'column' ? 'vertical' : 'horizontal'}
      aria-valuenow={size} aria-valuemin={min} aria-valuemax={max} className={styles.bar} data-along={along}
      onPointerDown={onPointerDown} onKeyDown={onKeyDown}
    />
  )
}
