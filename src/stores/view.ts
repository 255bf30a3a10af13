import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const
export type Theme = (typeof THEMES)[number]
export type Panel = 'palette' | 'inspector' | 'bottom'
export type Tool = 'select' | 'pan'
export type Window = 'drawings' | 'gallery' | 'share' | 'shortcuts' | 'keep' | 'commands' | 'scenario' | 'about'

/** Three tenths of the window: enough rows to read, and most of it left to the drawing. */
const USUAL_BOTTOM = Math.round(Math.min(300, Math.max(218, (globalThis.innerHeight || 0) * 0.3)))

interface ViewState {
  readonly theme: Theme
  readonly folded: { readonly [P in Panel]: boolean }
  readonly width: { readonly palette: number; readonly inspector: number }
  readonly bottomHeight: number
  /** The dialog that is open. */
  readonly window: Window | undefined
  /** The one panel that stands as a sheet on a narrow screen. */
  readonly sheet: Panel | undefined
  readonly narrow: boolean
  /** What a drag on the empty canvas does. */
  readonly tool: Tool
  /** What the inspector is asked to show of the selection, until it does. */
  readonly inspects: 'faults' | 'findings' | undefined
  /** Where a wire is being drawn from, while it is. */
  readonly wiring: { readonly from: string; readonly port: string } | undefined
  /** The note or frame whose words are being written on the canvas. */
  readonly editing: string | undefined
  /** The function whose code stands over the canvas. */
  readonly code: string | undefined
  /** Whether things snap to their neighbours and the grid while they are dragged. */
  readonly snap: boolean
}

const KEPT = 'coldstart.view'
export const NARROW_PX = 900

export const viewStore = createStore<ViewState>()(() => ({
  theme: 'system',
  folded: { palette: false, inspector: false, bottom: false },
  width: { palette: 236, inspector: 348 },
  bottomHeight: USUAL_BOTTOM,
  snap: true,
  ...kept(),
  window: undefined,
  sheet: undefined,
  narrow: false,
  tool: 'select',
  inspects: undefined,
  wiring: undefined,
  editing: undefined,
  code: undefined,
}))

export const useView = <T>(select: (view: ViewState) => T): T => useStore(viewStore, select)
export const setView = (change: Partial<ViewState>): void => viewStore.setState(change)

export function toggle(panel: Panel): void {
  viewStore.setState(({ folded, narrow, sheet }) =>
    narrow ? { sheet: sheet === panel ? undefined : panel } : { folded: { ...folded, [panel]: !folded[panel] } },
  )
}

/** Brings a panel to sight, wherever it is: something in it has to be read. */
export function uncover(panel: Panel): void {
  viewStore.setState(({ folded, narrow }) => (narrow ? { sheet: panel } : { folded: { ...folded, [panel]: false } }))
}

/** Follows the system until a theme is chosen; keeps what was chosen. Called once by the page. */
export function attachView(root: HTMLElement): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const contrast = matchMedia('(prefers-contrast: more)')
  const narrow = matchMedia(`(max-width: ${NARROW_PX - 1}px)`)
  const paint = () => {
    const { theme } = viewStore.getState()
    root.dataset.theme = theme !== 'system' ? theme : contrast.matches ? 'contrast' : dark.matches ? 'dark' : 'light'
  }
  const measure = () => viewStore.setState({ narrow: narrow.matches, sheet: undefined })
  for (const query of [dark, contrast]) query.addEventListener('change', paint)
  narrow.addEventListener('change', measure)
  viewStore.subscribe((view, before) => {
    if (view.theme !== before.theme) paint()
    if (view.theme !== before.theme || view.folded !== before.folded || view.width !== before.width || view.bottomHeight !== before.bottomHeight || view.snap !== before.snap) keep(view)
  })
  measure()
  paint()
}

function keep({ theme, folded, width, bottomHeight, snap }: ViewState): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ theme, folded, width, bottomHeight, snap }))
  } catch {
    // Without storage (a sandboxed frame) the choice lasts as long as the page.
  }
}

/** Only what has the right shape is taken from storage: it may be anything. */
function kept(): Partial<ViewState> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '{}')
    if (typeof value !== 'object' || value === null) return {}
    const { theme, folded, width, bottomHeight, snap } = value as Record<string, unknown>
    const flag = (name: string) => (folded as Record<string, unknown> | undefined)?.[name] === true
    const size = (from: unknown, name: string, usual: number, most: number) => {
      const number = (from as Record<string, unknown> | undefined)?.[name]
      return typeof number === 'number' && number >= 120 && number <= most ? number : usual
    }
    return {
      ...(THEMES.includes(theme as Theme) ? { theme: theme as Theme } : {}),
      folded: { palette: flag('palette'), inspector: flag('inspector'), bottom: flag('bottom') },
      width: { palette: size(width, 'palette', 236, 420), inspector: size(width, 'inspector', 348, 720) },
      bottomHeight: size({ bottomHeight }, 'bottomHeight', USUAL_BOTTOM, 640),
      snap: snap !== false,
    }
  } catch {
    return {}
  }
}
