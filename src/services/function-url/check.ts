/** What AWS refuses or regrets about a function URL. */
import type { Finding } from '../../contract/finding.ts'
import { hasCors, namesIn } from '../../contract/http/cors.ts'
import type { NodeView } from '../../contract/service.ts'
import type { UrlConfig, UrlWire } from './config.ts'

export function* check(view: NodeView<UrlConfig>): Iterable<Finding> {
  const { config } = view
  const [wire] = view.outgoing
  if (!wire) {
    yield { rule: 'LAM-URL-01', level: 'warning', on: view.id, text: `${view.name} belongs to no function. Draw a wire to one; callers hear 403 otherwise.` }
    return
  }
  const { qualifier, permission, invokePermission } = wire.config as UrlWire
  const { streaming } = wire.peer.config as { readonly streaming?: boolean }
  if (/^\d+$/.test(qualifier)) {
    yield { rule: 'VAL-10', level: 'error', on: wire.id, field: 'qualifier', text: `A function URL belongs to an alias or to the function itself, not to version ${qualifier}. Name an alias that points there; AWS refuses the URL otherwise.` }
  }
  if (!permission || (!invokePermission && view.scenario.profile !== 'course')) {
    yield { rule: 'LAM-URL-04', level: 'warning', on: wire.id, field: permission ? 'invokePermission' : 'permission', text: `The policy of ${wire.peer.name} does not let callers in: they hear 403, and the function shows nothing. Put the statement back, unless that is what you want to see.`, fix: { on: wire.id, set: { permission: true, invokePermission: true } } }
  }
  if (streaming === true && config.invokeMode === 'BUFFERED') {
    yield { rule: 'LAM-URL-02', level: 'warning', on: view.id, field: 'invokeMode', text: `${wire.peer.name} streams its response, but this URL buffers it, up to 6 MB. Set the response to streamed, or callers wait for the end of it.`, fix: { on: view.id, set: { invokeMode: 'RESPONSE_STREAM' } } }
  }
  if (config.authType === 'AWS_IAM') {
    for (const one of view.incoming) {
      if ((one.peer.config as { readonly signed?: unknown }).signed === false) yield { rule: 'FURL-01', level: 'hint', on: one.peer.id, field: 'signed', text: `${one.peer.name} does not sign its requests, and ${view.name} lets in only those that are: every answer is 403. Have it sign, or open the URL to everybody.`, fix: { on: one.peer.id, set: { signed: true } } }
    }
  }
  if (hasCors(config) && config.corsCredentials && namesIn(config.corsOrigins).includes('*')) {
    yield { rule: 'LAM-URL-05', level: 'error', on: view.id, field: 'corsCredentials', text: 'Credentials cannot be allowed for every origin. Name the origins, or take credentials away; AWS refuses the setting otherwise.', fix: { on: view.id, set: { corsCredentials: false } } }
  }
}
