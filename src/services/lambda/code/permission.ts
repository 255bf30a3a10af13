/** What the role of a function allows its code (GEN-05, SBX-02). */
import type { CallRefusal } from '../../../contract/sdk.ts'
import type { CallTarget } from '../../../contract/service.ts'
import type { CallWire, FunctionConfig } from '../config.ts'
import type { FunctionNode } from '../state.ts'

/** A drawn wire brings the statement with it, unless it was taken away; others stand in the function's settings. */
export function mayCall(config: FunctionConfig, target: CallTarget): boolean {
  // `fetch` asks no role; whoever is asked may.
  if (target.action === '') return true
  if (target.drawn && (target.wire.config as CallWire).permission) return true
  const { arn } = target.wire.peer
  return config.statements.some(({ action, resource }) => like(action, target.action) && like(resource, arn))
}

/** IAM's wildcards: `*` for any run of characters, `?` for one. Goes back to the last star only, so no pattern takes long. */
export function like(pattern: string, text: string): boolean {
  const wanted = pattern.toLowerCase()
  const given = text.toLowerCase()
  let at = 0
  let star = -1
  let resume = 0
  let i = 0
  while (i < given.length) {
    if (at < wanted.length && wanted[at] === '*') {
      star = at++
      resume = i
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === given[i])) {
      at++
      i++
    } else if (star >= 0) {
      at = star + 1
      i = ++resume
    } else return false
  }
  while (wanted[at] === '*') at++
  return at === wanted.length
}

export const notAllowed = (node: FunctionNode, client: string, target: CallTarget): CallRefusal => ({
  name: client === 'S3' || client === 'SQS' ? 'AccessDenied' : client === 'SNS' ? 'AuthorizationErrorException' : 'AccessDeniedException',
  status: client === 'SQS' || client === 'DynamoDB' || client === 'Kinesis' || client === 'EventBridge' ? 400 : 403,
  message: `User: arn:aws:sts::${node.arn.split(':')[4]}:assumed-role/${node.name}-role/${node.name} is not authorized to perform: ${target.action} on resource: ${target.wire.peer.arn} because no identity-based policy allows the ${target.action} action`,
})
