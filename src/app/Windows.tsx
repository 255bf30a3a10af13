import { Suspense } from 'react'
import { Dialog } from '../kit/Dialog.tsx'
import { setView, useView } from '../stores/view.ts'
import { Commands, Drawings, Gallery, KeepVersion, ShareDialog, Shortcuts } from './slots.tsx'

const close = () => setView({ window: undefined })

/** The dialogs, one at a time. */
export function Windows() {
  const window = useView((view) => view.window)
  return <Suspense>{window && <Window window={window} />}</Suspense>
}

function Window({ window }: { window: string }) {
  switch (window) {
    case 'commands': return <Commands onClose={close} />
    case 'drawings': return <Dialog title="Your drawings" open wide onClose={close}><Drawings /></Dialog>
    case 'gallery': return <Dialog title="Gallery" open wide onClose={close}><Gallery /></Dialog>
    case 'keep': return <Dialog title="Keep a version" open onClose={close}><KeepVersion onDone={close} /></Dialog>
    case 'share': return <Dialog title="Share" open onClose={close}><ShareDialog /></Dialog>
    case 'shortcuts': return <Dialog title="Keys" open wide onClose={close}><Shortcuts /></Dialog>
    default: return null
  }
}
