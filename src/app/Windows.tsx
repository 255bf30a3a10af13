import { Dialog } from '../kit/Dialog.tsx'
import { setView, useView } from '../stores/view.ts'
import { Commands } from './Commands.tsx'
import { Shortcuts } from './Shortcuts.tsx'

const close = () => setView({ window: undefined })

/** The dialogs, one at a time. */
export function Windows() {
  const window = useView((view) => view.window)
  if (window === 'commands') return <Commands onClose={close} />
  return (
    <Dialog title="Keys" open={window === 'shortcuts'} wide onClose={close}><Shortcuts /></Dialog>
  )
}
