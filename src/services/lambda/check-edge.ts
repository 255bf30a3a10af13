/** LAE-01: what a function at the edge may not have, each said by itself, with what to do. */
import { EDGE_CODE_BYTES, isViewerStage, type Stage } from '../../contract/edge.ts'
import type { Finding } from '../../contract/finding.ts'
import type { NodeView } from '../../contract/service.ts'
import type { FunctionConfig } from './config.ts'
import { frozen, LATEST } from './versions.ts'

type View = NodeView<FunctionConfig>
type Wire = View['incoming'][number]

const MOST_VIEWER_SEC = 5
const MOST_ORIGIN_SEC = 30
const MOST_ZIP_MB = 50
/** As the exam notes have it. */
const MOST_VIEWER_ZIP_MB = 1

export function* checkEdge(view: View): Iterable<Finding> {
  const wires = view.incoming.filter(({ kind }) => kind === 'edge')
  if (wires.length === 0) return
  yield* checkFunction(view)
  for (const wire of wires) {
    const named = yield* checkQualifier(view, wire)
    yield* checkVersion(view, wire, named)
    yield* checkKind(view, wire, named)
  }
}

const refuse = ({ id, name }: View, field: string, text: string, set?: unknown): Finding =>
  ({ rule: 'VAL-07', level: 'error', on: id, field, text: `${name} runs at the edge, ${text}`, ...(set !== undefined && { fix: { on: id, set: { [field]: set } } }) })

/** What belongs to the function as a whole. */
function* checkFunction(view: View): Iterable<Finding> {
  const { config, outgoing } = view
  if (config.reserved !== null) yield refuse(view, 'reserved', 'and has reserved concurrency. Take it away: each region has a pool of its own, and CloudFront refuses the association.', null)
  if (config.provisioned.length > 0) yield refuse(view, 'provisioned', 'and has provisioned concurrency. Take it away: copies in other regions have none, and CloudFront refuses the association.', [])
  if (outgoing.some(({ port }) => port === 'deadLetter')) yield refuse(view, 'maxRetries', 'and has a dead-letter queue. Delete that wire: CloudFront waits for the answer, and refuses the association.')
}

function* checkQualifier(view: View, wire: Wire): Generator<Finding, FunctionConfig> {
  const { name, config, id } = view
  const qualifier: string = wire.config.qualifier ?? ''
  const row = config.versions.find(({ number }) => String(number) === qualifier)
  if (row) return frozen(config, row.settings)
  const newest = config.versions.at(-1)
  const fix = newest ? { fix: { on: wire.id, set: { qualifier: String(newest.number) } } } : { fix: { on: id, set: { versions: [{ number: 1, settings: '' }] } } }
  const instead = newest ? `Name version ${newest.number} on the wire` : 'Publish a version and name it on the wire'
  const said = qualifier === '' || qualifier === LATEST ? `is called as ${LATEST}` : config.aliases.some((alias) => alias.name === qualifier) ? `is called by its alias "${qualifier}"` : `is called as "${qualifier}", which is not published`
  yield { rule: 'VAL-07', level: 'error', on: wire.id, field: 'qualifier', text: `${name} ${said}. ${instead}: Lambda@Edge runs published versions only, and CloudFront refuses the association.`, ...fix }
  return config
}

/** LAM-EDGE-03: what needs nothing that a CloudFront function has not. */
function* checkKind({ id, name, outgoing }: View, wire: Wire, { code, files }: FunctionConfig): Iterable<Finding> {
  if (code === '' || code.length > EDGE_CODE_BYTES || files.length > 0 || !isViewerStage(wire.port as Stage) || wire.config.includeBody === true || outgoing.some(({ port }) => port === 'calls')) return
  if (/\b(?:import|require|fetch|setTimeout|process)\b/.test(code)) return
  yield { rule: 'LAM-EDGE-03', level: 'hint', on: id, text: `${name} runs on every request, and needs neither packages nor the network nor a body. A CloudFront function does the same without cold starts, for a sixth of the price.` }
}

/** What the version was published with, for this stage. */
function* checkVersion(view: View, wire: Wire, config: FunctionConfig): Iterable<Finding> {
  const stage = wire.port as Stage
  const viewer = isViewerStage(stage)
  const older = view.scenario.profile === 'course'
  if (!/^(?:nodejs|python)/.test(config.runtime)) yield refuse(view, 'runtime', `and is written for ${config.runtime}. Choose Node.js or Python: Lambda@Edge has no other runtimes.`, 'nodejs22.x')
  if (config.architecture !== 'x86_64') yield refuse(view, 'architecture', 'and is built for arm64. Choose x86_64: edge locations have nothing else.', 'x86_64')
  if (config.packageType !== 'zip') yield refuse(view, 'packageType', 'and is a container image. Choose a zip archive: images are not copied to the edge.', 'zip')
  if (config.environment.length > 0) yield refuse(view, 'environment', 'and has environment variables. Put their values into the code, or read them from a table or bucket: Lambda@Edge takes none.', [])
  if (config.files.some(({ path }) => path.startsWith('/opt/'))) yield refuse(view, 'files', 'and has a layer. Put its files into the package itself: layers are not copied to the edge.')
  if (config.tracing) yield refuse(view, 'tracing', 'and is traced by X-Ray. Switch that off: Lambda@Edge cannot be traced.', false)
  if (config.ephemeralMb > 512) yield refuse(view, 'ephemeralMb', `and has ${config.ephemeralMb} MB of ephemeral storage. Set 512 MB: Lambda@Edge has no more.`, 512)
  if (config.snapStart) yield refuse(view, 'snapStart', 'and has SnapStart. Switch it off: snapshots are not copied to the edge.', false)
  if (config.streaming) yield refuse(view, 'streaming', 'and streams its response. Switch that off: CloudFront wants the response as one object.', false)
  if (viewer && config.memoryMb > 128) yield refuse(view, 'memoryMb', `as a ${stage} function, and has ${config.memoryMb} MB. Set 128 MB, or run it at an origin stage: viewer stages have no more.`, 128)
  const most = viewer ? MOST_VIEWER_SEC : MOST_ORIGIN_SEC
  if (config.timeoutSec > most) yield refuse(view, 'timeoutSec', `as ${viewer ? 'a' : 'an'} ${stage} function, and has a timeout of ${config.timeoutSec} s. Set ${most} s or less: CloudFront refuses more at ${viewer ? 'viewer' : 'origin'} stages.`, most)
  const zip = viewer && older ? MOST_VIEWER_ZIP_MB : MOST_ZIP_MB
  if (config.packageMb > zip) yield refuse(view, 'packageMb', `and its package has ${config.packageMb} MB. Leave out what it does not need: ${zip} MB zipped is the most at this stage.`)
}
