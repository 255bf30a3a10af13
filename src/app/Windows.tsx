import { lazy, Suspense } from 'react'
import { Dialog } from '../kit/Dialog.tsx'
import { setView, useView } from '../stores/view.ts'
import { Commands } from './Commands.tsx'
import { ShareDialog } from './ShareDialog.tsx'
import { Shortcuts } from './Shortcuts.tsx'

const Drawings = lazy(() => import('./Drawings.tsx').then((part) => ({ default: part.Drawings })))

const close = () => setView({ window: undefined })

/** The dialogs, one at a time. */
export function Windows() {
  const window = useView((view) => view.window)
  if (window === 'commands') return <Commands onClose={close} />
  if (window === 'drawings') return <Dialog title="Your drawings" open wide onClose={close}><Suspense><Drawings /></Suspense></Dialog>
  if (window === 'share') return <Dialog title="Share" open onClose={close}><ShareDialog /></Dialog>
  if (window === 'shortcuts') return <Dialog title="Keys" open wide onClose={close}><Shortcuts /></Dialog>
  return null
}
