import { type ReactNode, Suspense } from 'react'
import { Ahead } from '../kit/Ahead.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Toasts } from '../kit/Toasts.tsx'
import { dismiss, useToasts } from '../stores/toasts.ts'
import { setView, useView } from '../stores/view.ts'
import { Commands, Drawings, Gallery, KeepVersion, ShareDialog, Shortcuts } from './slots.tsx'

const close = () => setView({ window: undefined })

/** The dialogs, one at a time. */
export function Windows() {
  const window = useView((view) => view.window)
  return window && <Window window={window} />
}

/** Whatever stands below an open dialog is out of reach, an Undo that is offered there, too: so it is offered in the dialog. */
export function Sayings({ within }: { within?: true }) {
  const toasts = useToasts()
  const modal = useView(({ window }) => window !== undefined && window !== 'commands')
  // A dialog has a status of its own: there is a second one only while it says something.
  if (within && toasts.length === 0) return null
  return modal === (within ?? false) ? <Toasts toasts={toasts} onClose={dismiss} fixed={modal} /> : null
}

function Window({ window }: { window: string }) {
  switch (window) {
    case 'commands': return <Suspense fallback={<Ahead label="Search or run" onClose={close} />}><Commands onClose={close} /></Suspense>
    case 'drawings': return <Standing title="Your drawings" wide><Drawings /></Standing>
    case 'gallery': return <Standing title="Gallery" wide><Gallery /></Standing>
    case 'keep': return <Standing title="Keep a version"><KeepVersion onDone={close} /></Standing>
    case 'share': return <Standing title="Share"><ShareDialog /></Standing>
    case 'shortcuts': return <Standing title="Keys"><Shortcuts /></Standing>
    default: return null
  }
}

/** It stands there at once and keeps keys from the page, though what is in it may still be on its way. */
function Standing({ title, wide = false, children }: { title: string; wide?: boolean; children: ReactNode }) {
  return (
    <Dialog title={title} open wide={wide} onClose={close}>
      <Suspense fallback={<p role="status">One moment…</p>}>{children}</Suspense>
      <Sayings within />
    </Dialog>
  )
}
