import { Suspense } from 'react'
import { Ahead } from '../kit/Ahead.tsx'
import { Tooltips } from '../kit/Tooltips.tsx'
import { Palette } from '../panels/palette/Palette.tsx'
import { useDrawing } from '../stores/drawing.ts'
import { isEmpty } from '../stores/frames.ts'
import { closeMenu, type Menu, useMenu } from '../stores/menu.ts'
import { Invitation } from './Invitation.tsx'
import { Layout } from './Layout.tsx'
import { BottomPanel, Inspector, Menus, Stage, Transport } from './slots.tsx'
import { TopBar } from './TopBar.tsx'
import { Sayings, Windows } from './Windows.tsx'

/** Lists in which one types. */
const SEARCHED: ReadonlySet<Menu['kind']> = new Set(['add', 'connect', 'follow', 'into'])

/** The composition root: which part stands where. */
export function App() {
  const empty = useDrawing(isEmpty)
  const menu = useMenu()
  return (
    <>
      <Layout
        top={<TopBar transport={<Transport />} />}
        transport={<Transport />}
        palette={<Palette />}
        canvas={
          <>
            <Suspense><Stage /></Suspense>
            {empty && <Invitation />}
            <Sayings />
          </>
        }
        inspector={<Suspense><Inspector /></Suspense>}
        bottom={<Suspense><BottomPanel /></Suspense>}
      />
      {menu && <Suspense fallback={SEARCHED.has(menu.kind) && <Ahead label="Search" onClose={closeMenu} />}><Menus /></Suspense>}
      <Windows />
      <Tooltips />
    </>
  )
}
