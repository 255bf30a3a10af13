import { AlignCenterHorizontal, AlignCenterVertical, AlignEndHorizontal, AlignEndVertical, AlignHorizontalDistributeCenter, AlignStartHorizontal, AlignStartVertical, AlignVerticalDistributeCenter, Network } from 'lucide-react'
import { Button, IconButton } from '../../kit/Button.tsx'
import { deleteSelection, duplicate, selectDownstream } from '../../stores/actions.ts'
import { align } from '../../stores/align.ts'
import { add } from '../../stores/frame-actions.ts'
import { tidy } from '../../stores/layout.ts'
import { Head } from './Head.tsx'
import styles from './inspector.module.css'

export function SelectionInspector({ count }: { count: number }) {
  return (
    <>
      <Head title={`${count} selected`} says="Nodes, wires, notes, frames" />
      <div className={styles.many} role="group" aria-label="Align">
        <IconButton label="Align left" onClick={() => align('left')}><AlignStartVertical size={16} /></IconButton>
        <IconButton label="Align centres" onClick={() => align('centre')}><AlignCenterVertical size={16} /></IconButton>
        <IconButton label="Align right" onClick={() => align('right')}><AlignEndVertical size={16} /></IconButton>
        <IconButton label="Align tops" onClick={() => align('top')}><AlignStartHorizontal size={16} /></IconButton>
        <IconButton label="Align middles" onClick={() => align('middle')}><AlignCenterHorizontal size={16} /></IconButton>
        <IconButton label="Align bottoms" onClick={() => align('bottom')}><AlignEndHorizontal size={16} /></IconButton>
        <IconButton label="Distribute in a row" onClick={() => align('row')}><AlignHorizontalDistributeCenter size={16} /></IconButton>
        <IconButton label="Distribute in a column" onClick={() => align('column')}><AlignVerticalDistributeCenter size={16} /></IconButton>
        <IconButton label="Arrange by their wires" keys="Shift+L" onClick={() => void tidy()}><Network size={16} /></IconButton>
      </div>
      <div className={styles.many}>
        <Button onClick={() => add('group')}>Group</Button>
        <Button onClick={duplicate}>Duplicate</Button>
        <Button onClick={selectDownstream}>Select downstream</Button>
        <Button look="danger" onClick={deleteSelection}>Delete</Button>
      </div>
    </>
  )
}
