import { Canvas } from '../canvas/Canvas.tsx'
import { Menus } from '../canvas/Menus.tsx'
import { Toasts } from '../kit/Toasts.tsx'
import { Tooltips } from '../kit/Tooltips.tsx'
import { Inspector } from '../panels/inspector/Inspector.tsx'
import { Palette } from '../panels/palette/Palette.tsx'
import { useDrawing } from '../stores/drawing.ts'
import { dismiss, useToasts } from '../stores/toasts.ts'
import { Invitation } from './Invitation.tsx'
import { Layout } from './Layout.tsx'
import { BottomPanel, Overlay, Transport } from './slots.tsx'
import { TopBar } from './TopBar.tsx'
import { Windows } from './Windows.tsx'

/** The composition root: which part stands where. */
export function App() {
  const empty = useDrawing((drawing) => drawing.nodes.length === 0)
  const toasts = useToasts()
  return (
    <>
      <Layout
        top={<TopBar transport={<Transport />} />}
        transport={<Transport />}
        palette={<Palette />}
        canvas={
          <Canvas overlay={<Overlay />}>
            {empty && <Invitation />}
            <Toasts toasts={toasts} onClose={dismiss} />
          </Canvas>
        }
        inspector={<Inspector />}
        bottom={<BottomPanel />}
      />
      <Menus />
      <Windows />
      <Tooltips />
    </>
  )
}
