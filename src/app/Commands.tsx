import { frameAdds, glyphOf } from '../canvas/Menus.tsx'
import { type Choice, Picker } from '../kit/Picker.tsx'
import { viewOf } from '../services/views.ts'
import { addService, deleteSelection, deleteWithContents, duplicate, selectAll, selectDownstream, zoomToSelection } from '../stores/actions.ts'
import { align, type Side } from '../stores/align.ts'
import { camera } from '../stores/camera.ts'
import { drawingStore, open, present, redo, select, undo } from '../stores/drawing.ts'
import { chooseFile, saveFile } from '../stores/files.ts'
import { add, KINDS } from '../stores/frame-actions.ts'
import { takeOut } from '../stores/frame-moves.ts'
import { openMenu } from '../stores/menu.ts'
import { pause, runStore, runUntil, start, stop, toggle as toggleRun } from '../stores/run.ts'
import { tidy } from '../stores/layout.ts'
import { serviceOf, shelf } from '../stores/shelf.ts'
import { setView, THEMES, toggle, viewStore } from '../stores/view.ts'
import { EXAMPLES } from './example.ts'

const SIDES: readonly { side: Side; title: string }[] = [
  { side: 'left', title: 'Align left' }, { side: 'centre', title: 'Align centres' }, { side: 'right', title: 'Align right' },
  { side: 'top', title: 'Align tops' }, { side: 'middle', title: 'Align middles' }, { side: 'bottom', title: 'Align bottoms' },
  { side: 'row', title: 'Distribute in a row' }, { side: 'column', title: 'Distribute in a column' },
]

const picture = () => import('../canvas/save-picture.ts')

/** Everything that can be done or found, by name. */
export function Commands({ onClose }: { onClose: () => void }) {
  return <Picker label="Search or run" search="Search nodes and commands…" choices={choices()} onClose={onClose} />
}

function goTo(id: string): void {
  select([id])
  camera().fit([id])
  camera().focus(id)
}

function choices(): Choice[] {
  const { phase, recording } = runStore.getState()
  const { selection } = drawingStore.getState()
  const from = present().nodes.find((node) => selection.has(node.id))
  return [
    ...present().nodes.map((node): Choice => ({
      id: `node-${node.id}`, title: node.name, hint: serviceOf(node.service)?.title ?? node.service, words: 'go to node', icon: glyphOf(node.service),
      run: () => goTo(node.id),
    })),
    ...shelf.map((service): Choice => ({
      id: `add-${service.id}`, title: `Add ${service.title}`, hint: service.limit, words: viewOf(service.id).short, icon: glyphOf(service.id),
      run: () => camera().focus(addService(service.id)),
    })),
    ...present().containers.map((one): Choice => ({ id: `frame-${one.id}`, title: one.name || KINDS[one.kind].title, hint: KINDS[one.kind].title, words: 'go to frame', run: () => goTo(one.id) })),
    ...present().notes.map((one): Choice => ({ id: `note-${one.id}`, title: one.text.trim().split('\n')[0]?.slice(0, 60) || 'Empty note', hint: 'Note', words: 'go to note', run: () => goTo(one.id) })),
    ...frameAdds().map((choice) => ({ ...choice, title: `Add ${choice.title}` })),
    { id: 'group', title: 'Put a group around the selection', keys: 'Mod+G', words: 'frame container', run: () => camera().focus(add('group')) },
    { id: 'out', title: 'Take the selection out of its frame', words: 'container leave', run: takeOut },
    { id: 'run', title: phase === 'playing' ? 'Pause' : recording ? 'Play' : 'Run', keys: 'R', words: 'start play simulate', run: toggleRun },
    ...([['throttle', 'throttle'], ['error', 'error failure'], ['coldStart', 'cold start init'], ['deadLetter', 'dead letter']] as const).map(([kind, words]): Choice => ({
      id: `until-${kind}`, title: `Go on until the next ${words.split(' ').slice(0, kind === 'error' ? 1 : 2).join(' ')}`, words: `run until ${words}`, run: () => runUntil({ kind }),
    })),
    ...(recording ? [{ id: 'again', title: 'Run again from the beginning', words: 'restart', run: start }, { id: 'end', title: 'End the run', words: 'stop', run: () => { pause(); stop() } }] : []),
    ...(from ? [
      { id: 'connect', title: `Connect ${from.name} to…`, keys: 'C', words: 'wire', run: () => openMenu({ kind: 'connect', from: from.id }) },
      { id: 'follow', title: `Add what follows ${from.name}…`, keys: 'Mod+→', words: 'wire next', run: () => openMenu({ kind: 'follow', from: from.id }) },
    ] : []),
    { id: 'undo', title: 'Undo', keys: 'Mod+Z', run: undo },
    { id: 'redo', title: 'Redo', keys: 'Mod+Shift+Z', run: redo },
    { id: 'duplicate', title: 'Duplicate selection', keys: 'Mod+D', run: duplicate },
    { id: 'all', title: 'Select all', keys: 'Mod+A', run: selectAll },
    { id: 'downstream', title: 'Select downstream', run: selectDownstream },
    { id: 'delete', title: 'Delete selection', keys: 'Del', run: deleteSelection },
    { id: 'delete-all', title: 'Delete frames with what is in them', keys: 'Shift+Del', run: deleteWithContents },
    { id: 'snap', title: viewStore.getState().snap ? 'Do not snap while dragging' : 'Snap to neighbours and grid', keys: 'S', words: 'guides align grid magnet', run: () => setView({ snap: !viewStore.getState().snap }) },
    ...SIDES.map(({ side, title }): Choice => ({ id: `align-${side}`, title, words: 'align distribute', run: () => align(side) })),
    { id: 'zoom-in', title: 'Zoom in', keys: '+', run: () => camera().zoomBy(1.25) },
    { id: 'zoom-out', title: 'Zoom out', keys: '-', run: () => camera().zoomBy(0.8) },
    { id: 'fit', title: 'Show all', keys: '1', run: () => camera().fit() },
    { id: 'zoom', title: 'Zoom to selection', keys: '2', run: zoomToSelection },
    { id: 'tidy', title: 'Arrange', keys: 'Shift+L', words: 'auto layout tidy', run: () => void tidy() },
    { id: 'gallery', title: 'Gallery…', words: 'examples templates architectures open', run: () => setView({ window: 'gallery' }) },
    { id: 'drawings', title: 'Your drawings…', words: 'open list rename delete version', run: () => setView({ window: 'drawings' }) },
    { id: 'new', title: 'New drawing', words: 'empty', run: () => void import('../stores/autosave.ts').then((part) => part.newDrawing()) },
    { id: 'keep', title: 'Keep a version…', keys: 'Mod+S', words: 'save name', run: () => setView({ window: 'keep' }) },
    { id: 'save-file', title: 'Save as file', words: 'download export json', run: () => void saveFile() },
    { id: 'save-svg', title: 'Save as picture (SVG)', words: 'download export image', run: () => void picture().then((part) => part.saveSvg()) },
    { id: 'save-png', title: 'Save as picture (PNG)', words: 'download export image', run: () => void picture().then((part) => part.savePng()) },
    { id: 'open-file', title: 'Open file…', words: 'import load json picture svg png', run: chooseFile },
    { id: 'share', title: 'Share', words: 'link copy', run: () => setView({ window: 'share' }) },
    { id: 'keys', title: 'Keys', keys: '?', words: 'shortcuts help', run: () => setView({ window: 'shortcuts' }) },
    { id: 'palette', title: 'Show or hide services', words: 'panel palette fold', run: () => toggle('palette') },
    { id: 'inspector', title: 'Show or hide inspector', words: 'panel fold', run: () => toggle('inspector') },
    { id: 'bottom', title: 'Show or hide run panel', words: 'panel fold trace', run: () => toggle('bottom') },
    ...THEMES.map((theme): Choice => ({ id: `theme-${theme}`, title: `Theme: ${theme}`, words: 'colour dark light', run: () => setView({ theme }) })),
    ...EXAMPLES.map((example): Choice => ({ id: example.id, title: `Open “${example.title}”`, hint: example.says, run: () => open(example.drawing, `Open “${example.title}”`) })),
  ]
}
