import { Button } from '../../kit/Button.tsx'
import { deleteSelection, duplicate, selectDownstream } from '../../stores/actions.ts'
import { Head } from './Head.tsx'
import styles from './inspector.module.css'

export function SelectionInspector({ count }: { count: number }) {
  return (
    <>
      <Head title={`${count} selected`} says="Nodes and wires" />
      <div className={styles.many}>
        <Button onClick={duplicate}>Duplicate</Button>
        <Button onClick={selectDownstream}>Select downstream</Button>
        <Button look="danger" onClick={deleteSelection}>Delete</Button>
      </div>
    </>
  )
}
