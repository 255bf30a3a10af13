import { Suspense } from 'react'
import { Canvas } from '../canvas/Canvas.tsx'
import { Moving, Told } from '../canvas/Moving.tsx'
import { useView } from '../stores/view.ts'
import { onDemand } from './later.ts'

const CodePane = onDemand(async () => (await import('../panels/code/CodePane.tsx')).CodePane)

/** The canvas with the dots over its wires; over its right half the code of a function, when it is open. */
export function Stage() {
  const code = useView((view) => view.code)
  return (
    <>
      <Canvas overlay={<Moving />} />
      <Told />
      {code !== undefined && <Suspense><CodePane key={code} node={code} /></Suspense>}
    </>
  )
}
