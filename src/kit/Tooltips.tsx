import { useEffect, useRef, useState } from 'react'
import { Kbd } from './Kbd.tsx'
import styles from './Tooltips.module.css'

interface Tip { text: string; keys: string; x: number; y: number; above: boolean }
const DELAY_MS = 450

/**
 * One tooltip for the page. Whatever carries `data-tip` is explained on hover and on keyboard focus; any key hides it: what
 * the control does may be another thing then.
 * The words repeat the control's label or description, so that they need not be announced again.
 */
export function Tooltips() {
  const [tip, setTip] = useState<Tip>()
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let timer = 0
    let shown: Element | null = null
    const hide = () => {
      clearTimeout(timer)
      shown = null
      setTip(undefined)
    }
    const show = (event: Event) => {
      const target = event.target instanceof Element ? event.target.closest('[data-tip]') : null
      if (target === shown) return
      hide()
      if (!target || (event.type === 'focusin' && !target.matches(':focus-visible'))) return
      shown = target
      timer = window.setTimeout(() => {
        const box = target.getBoundingClientRect()
        const above = box.bottom > window.innerHeight - 64
        setTip({
          text: target.getAttribute('data-tip') ?? '', keys: target.getAttribute('data-keys') ?? '',
          x: Math.min(Math.max(box.left + box.width / 2, 120), window.innerWidth - 120), y: above ? box.top - 6 : box.bottom + 6, above,
        })
      }, DELAY_MS)
    }
    document.addEventListener('pointerover', show)
    document.addEventListener('focusin', show)
    document.addEventListener('focusout', hide)
    document.addEventListener('pointerdown', hide, true)
    document.addEventListener('keydown', hide)
    return () => {
      hide()
      document.removeEventListener('pointerover', show)
      document.removeEventListener('focusin', show)
      document.removeEventListener('focusout', hide)
      document.removeEventListener('pointerdown', hide, true)
      document.removeEventListener('keydown', hide)
    }
  }, [])
  useEffect(() => {
    if (tip) element.current?.showPopover()
  }, [tip])
  if (!tip) return null
  return (
    <div ref={element} popover="manual" aria-hidden="true" className={styles.tip} data-above={tip.above || undefined} style={{ left: tip.x, top: tip.y }}>
      {tip.text}
      {tip.keys && <Kbd keys={tip.keys} />}
    </div>
  )
}
