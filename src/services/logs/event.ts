/** CWL-04: lines in a gzip in Base64. */
import { base64Encode, utf8Encode } from '../../base/text.ts'
import { unixMs } from '../../base/time.ts'
import { gzip } from './gzip.ts'

/** What a function hands to its log group. */
export interface Lines {
  readonly logGroup: string
  readonly logStream: string
  readonly events: readonly { readonly time: number; readonly message: string }[]
}

/** `first` is the number of the first of them in the group: ids grow with time, and never meet. */
export function packed(lines: Lines, owner: string, filterName: string, first: number): string {
  const data = {
    messageType: 'DATA_MESSAGE',
    owner,
    logGroup: lines.logGroup,
    logStream: lines.logStream,
    subscriptionFilters: [filterName],
    logEvents: lines.events.map(({ time, message }, at) => ({ id: `39${unixMs(time)}${String(first + at).padStart(41, '0')}`, timestamp: unixMs(time), message })),
  }
  return base64Encode(gzip(utf8Encode(JSON.stringify(data))))
}
