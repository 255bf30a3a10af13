import '../kit/tokens.css'
import '../kit/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { attachDrop } from '../stores/files.ts'
import { attachLink } from '../stores/link.ts'
import { tell } from '../stores/toasts.ts'
import { attachView, setView } from '../stores/view.ts'
import { App } from './App.tsx'
import { Boundary } from './Boundary.tsx'
import { readEmbed } from './embed/address.ts'
import { attachKeys } from './global-keys.ts'
import { settled } from './later.ts'
import { workOffline } from './offline.ts'

const root = document.getElementById('root')!
const embed = readEmbed(location.search)
if (embed) {
  // Before anybody listens: the theme of an embed is not kept.
  setView({ theme: embed.theme })
  attachView(document.documentElement)
  void import('./embed/start.tsx').then((part) => part.startEmbed(root, embed))
} else {
  attachView(document.documentElement)
  attachKeys()
  attachDrop(document)
  // Own drawings come after the first picture: what a link brings goes first.
  void attachLink().then(() => settled).then(() => import('../stores/autosave.ts')).then((part) => part.attachAutosave())
  createRoot(root).render(<StrictMode><Boundary><App /></Boundary></StrictMode>)
  // A new version is offered, never forced in the middle of work.
  workOffline((takeOver) => tell('A newer version of Coldstart is ready.', { offers: [{ label: 'Load it now', run: takeOver }] }))
}
