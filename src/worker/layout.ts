/** Auto-layout, away from the page's thread: 200 nodes take longer than a frame may. */
import { arrange, type LayoutRequest } from './arrange.ts'

export type { LayoutAnswer, LayoutRequest } from './arrange.ts'

self.onmessage = ({ data }: MessageEvent<LayoutRequest>) => self.postMessage(arrange(data))
