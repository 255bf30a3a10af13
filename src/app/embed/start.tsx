import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { present } from '../../stores/drawing.ts'
import { linkStore, openLink } from '../../stores/link.ts'
import { Boundary } from '../Boundary.tsx'
import type { EmbedOptions } from './address.ts'
import { begin } from './begin.ts'
import { Embed } from './Embed.tsx'

/** The page as an embed: the drawing of its address, no keys, no storage, no service worker, no new address. */
export async function startEmbed(root: HTMLElement, options: EmbedOptions): Promise<void> {
  await openLink()
  document.title = `${present().name} · Coldstart`
  createRoot(root).render(<StrictMode><Boundary><Embed {...options} /></Boundary></StrictMode>)
  begin({ ...options, atSec: options.atSec ?? linkStore.getState().atSec })
}
