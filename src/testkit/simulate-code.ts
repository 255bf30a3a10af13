/** Simulates drawings whose functions have code of their own, in the sandbox. Apart, so that other tests need not load it. */
import type { CodeHost } from '../contract/handler.ts'
import { newHost } from './guest.ts'
import { type Settings, simulate, type Sketchbook } from './simulate.ts'

export const simulateCode = (settings: Settings & { readonly host?: CodeHost }, draw: (book: Sketchbook) => void) => simulate({ host: newHost(), ...settings }, draw)
