/** CloudFront compresses text that comes uncompressed, for viewers that take it. */
import { responseBytes } from '../../contract/http/answer.ts'
import { headerOf, type HttpResponse } from '../../contract/http.ts'
import type { Job } from './state.ts'

const LEAST = 1_000
const MOST = 10_000_000
const TEXTS = /^(text\/|application\/(javascript|json|xml|wasm|rss\+xml|atom\+xml|xhtml\+xml|x-javascript|manifest\+json|graphql|vnd\.ms-fontobject|x-font-ttf|font-woff)|font\/|image\/(svg\+xml|bmp|x-icon))/i
/** Text shrinks to about so much. Simplified: bodies stay as they are, only their weight and headers change. */
const SHARE = { br: 0.25, gzip: 0.3 }

interface Weighed {
  readonly response: HttpResponse
  /** On its way to the viewer. */
  readonly bytes: number
}

/** A stand-in may say that it is longer than it is. */
function weightOf(response: HttpResponse): number {
  const said = Number(headerOf(response.headers, 'content-length'))
  return Math.max(responseBytes(response), Number.isFinite(said) && said > 0 ? said : 0)
}

export function compressed({ behaviour, encoding, request }: Job, response: HttpResponse): Weighed {
  const bytes = weightOf(response)
  const type = headerOf(response.headers, 'content-type')
  const worth = encoding !== '' && behaviour.config.compress && request.method !== 'OPTIONS' && response.status === 200 && bytes >= LEAST && bytes <= MOST && type !== undefined && TEXTS.test(type)
  if (!worth || headerOf(response.headers, 'content-encoding') !== undefined) return { response, bytes }
  const how = encoding.startsWith('br') ? 'br' : 'gzip'
  const headers = response.headers.filter(([name]) => !/^content-length$/i.test(name)).map(([name, value]) => (/^etag$/i.test(name) && !value.startsWith('W/') ? ([name, `W/${value}`] as const) : ([name, value] as const)))
  return { response: { ...response, headers: [...headers, ['content-encoding', how], ['vary', 'Accept-Encoding']] }, bytes: Math.round(bytes * SHARE[how]) }
}
