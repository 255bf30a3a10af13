import { Suspense } from 'react'
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
  return <Suspense fallback={window === 'commands' && <Ahead label="Search or run" onClose={close} />}>{window && <Window window={window} />}</Suspense>
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
    case 'commands': return <Commands onClose={close} />
    case 'drawings': return <Dialog title="Your drawings" open wide onClose={close}><Drawings /><Sayings within /></Dialog>
    case 'gallery': return <Dialog title="Gallery" open wide onClose={close}><Gallery /><Sayings within /></Dialog>
    case 'keep': return <Dialog title="Keep a version" open onClose={close}><KeepVersion onDone={close} /><Sayings within /></Dialog>
    case 'share': return <Dialog title="Share" open onClose={close}><ShareDialog /><Sayings within /></Dialog>
    case 'shortcuts': return <Dialog title="Keys" open wide onClose={close}><Shortcuts /><Sayings within /></Dialog>
    default: return null
  }
}
