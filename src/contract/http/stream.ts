import type { HttpResponse } from '../http.ts'

/** What had left of a streamed response when it broke off. */
export const BROKEN: HttpResponse = { status: 200, headers: [['content-type', 'application/octet-stream'], ['transfer-encoding', 'chunked']], body: '' }
