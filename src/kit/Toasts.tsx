import { CircleX, Info, X } from 'lucide-react'
import { Button, IconButton } from './Button.tsx'
import styles from './Toasts.module.css'

interface ToastView {
  readonly id: number
  readonly tone: 'plain' | 'bad'
  readonly text: string
  readonly rule?: string
  readonly offers?: readonly { readonly label: string; readonly run: () => void }[]
}

/** Short sentences over the canvas: what was refused and by which rule, and the way round by one click. */
export function Toasts({ toasts, onClose, fixed }: { toasts: readonly ToastView[]; onClose: (id: number) => void; fixed?: boolean }) {
  return (
    <div className={styles.toasts} data-fixed={fixed || undefined} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={styles.toast} data-tone={toast.tone}>
          {toast.tone === 'bad' ? <CircleX size={16} aria-hidden="true" /> : <Info size={16} aria-hidden="true" />}
          <div className={styles.body}>
            {toast.text} {toast.rule && <small>{toast.rule}</small>}
            {toast.offers && (
              <div className={styles.offers}>
                {toast.offers.map((offer) => <Button key={offer.label} onClick={() => { onClose(toast.id); offer.run() }}>{offer.label}</Button>)}
              </div>
            )}
          </div>
          <IconButton label="Dismiss" onClick={() => onClose(toast.id)}><X size={14} /></IconButton>
        </div>
      ))}
    </div>
  )
}
