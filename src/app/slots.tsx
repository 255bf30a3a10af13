import { useRun } from '../stores/run.ts'
import { Quiet } from '../panels/watch/Quiet.tsx'
import { onDemand, soon } from './later.ts'

/**
 * The parts of the page that are fetched apart. The shell stands first: top bar, palette, invitation. The canvas, which
 * is a third of all code, follows at once when a link brought a drawing, else when the shell has been loaded.
 */
export { Transport } from '../panels/transport/Transport.tsx'
export const Stage = soon(async () => (await import('./Stage.tsx')).Stage)
export const Inspector = soon(async () => (await import('../panels/inspector/Inspector.tsx')).Inspector)
export const Menus = onDemand(async () => (await import('../canvas/Menus.tsx')).Menus)
export const Commands = onDemand(async () => (await import('./Commands.tsx')).Commands)
export const ShareDialog = onDemand(async () => (await import('./ShareDialog.tsx')).ShareDialog)
export const Shortcuts = onDemand(async () => (await import('./Shortcuts.tsx')).Shortcuts)
export const KeepVersion = onDemand(async () => (await import('./KeepVersion.tsx')).KeepVersion)
export const Gallery = onDemand(async () => (await import('./Gallery.tsx')).Gallery)
export const Drawings = onDemand(async () => (await import('./Drawings.tsx')).Drawings)
const Watch = onDemand(async () => (await import('../panels/watch/BottomPanel.tsx')).BottomPanel)

/** Before the first run there is nothing to watch, and its panel is not fetched for that. */
export function BottomPanel() {
  const quiet = useRun((run) => !run.recording && !run.crash && run.findings.length === 0)
  return quiet ? <Quiet /> : <Watch />
}
