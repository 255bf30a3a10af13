import type { Role } from '../contract/service.ts'
import type { Face } from '../stores/live.ts'

const FUNCTION: Face = {
  cells: '-'.repeat(12),
  figures: [{ label: 'busy', text: '0' }, { label: 'p95', text: '–' }, { label: 'err', text: '–' }],
}
const HTTP: Face = { figures: [{ label: 'req/s', text: '0' }, { label: 'p95', text: '–' }, { label: '5xx', text: '–' }] }
const CLIENT: Face = {
  bar: { label: 'Arrivals', text: '0 /s', share: 0 },
  figures: [{ label: 'ok', text: '0' }, { label: '4xx', text: '0' }, { label: '5xx', text: '0' }],
}
const QUEUE: Face = {
  bar: { label: 'Waiting', text: '0', share: 0 },
  figures: [{ label: 'in flight', text: '0' }, { label: 'delayed', text: '0' }, { label: 'moved', text: '0' }],
}
const zeros = (...labels: string[]) => labels.map((label) => ({ label, text: '0' }))
const STREAM: Face = { bar: { label: 'Records', text: '0 /s', share: 0 }, figures: zeros('shards', 'age', 'refused') }
const TABLE: Face = { bar: { label: 'Write units', text: '0 /s', share: 0 }, figures: zeros('items', 'read', 'refused') }
const LOGS: Face = { bar: { label: 'Lines', text: '0 /s', share: 0 }, figures: zeros('sent', 'counted', 'lost') }
const ALARM: Face = { figures: [{ label: 'state', text: '–' }, { label: 'changes', text: '0' }] }
const OTHER: Face = { bar: { label: 'Occasions', text: '0 /min', share: 0 }, figures: zeros('ok', 'late', 'failed') }
const TOPIC: Face = { bar: { label: 'Published', text: '0 /s', share: 0 }, figures: zeros('sent', 'filtered', 'failed') }
const BUS: Face = { bar: { label: 'Events', text: '0 /s', share: 0 }, figures: zeros('matched', 'invoked', 'failed') }
const BUCKET: Face = { bar: { label: 'Writes', text: '0 /s', share: 0 }, figures: zeros('objects', 'read', 'lost') }
const DISTRIBUTION: Face = { bar: { label: 'Hits', text: '– %', share: 0 }, figures: zeros('req/s', 'origin/s', '5xx') }
const EDGE: Face = { bar: { label: 'Compute', text: '0', share: 0 }, figures: zeros('req/s', 'errors', 'cut') }
const KEYS: Face = { bar: { label: 'Reads', text: '0 /s', share: 0 }, figures: zeros('keys', 'absent') }
const PLAIN: Face = { bar: { label: 'Invocations', text: '0 /s', share: 0 } }

/** What a card shows before any run: the same rows as during one, so that nothing jumps when it starts. */
export function restingFace(role: Role): Face {
  switch (role) {
    case 'function': return FUNCTION
    case 'http': return HTTP
    case 'distribution': return DISTRIBUTION
    case 'client': return CLIENT
    case 'queue': case 'fifo': return QUEUE
    case 'stream': return STREAM
    case 'table': return TABLE
    case 'topic': case 'fifoTopic': return TOPIC
    case 'bus': return BUS
    case 'bucket': return BUCKET
    case 'logs': return LOGS
    case 'alarm': return ALARM
    case 'edgeFunction': return EDGE
    case 'keyValues': return KEYS
    case 'other': return OTHER
    default: return PLAIN
  }
}
