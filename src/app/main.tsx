import '../kit/tokens.css'
import '../kit/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { attachView } from '../stores/view.ts'
import { App } from './App.tsx'
import { attachKeys } from './global-keys.ts'

attachView(document.documentElement)
attachKeys()
createRoot(document.getElementById('root')!).render(<StrictMode><App /></StrictMode>)
