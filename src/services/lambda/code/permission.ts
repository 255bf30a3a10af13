/** What the role of a function allows its code (GEN-05, SBX-02). */
import type { CallPart, CallRefusal } from '../../../contract/sdk.ts'
import { grants, like } from '../../../contract/role.ts'
import type { CallTarget } from '../../../contract/service.ts'
import type { CallWire, FunctionConfig } from '../config.ts'
import type { FunctionNode } from '../state.ts'

/** A drawn wire brings the statement with it, unless it was taken away; others stand in the function's settings. */
export function mayCall(config: FunctionConfig, target: CallTarget): boolean {
  // `fetch` asks no role; whoever is asked may.
  if (target.action === '') return true
  if (target.drawn && grants(target.wire.config as CallWire, target.action, target.part)) return true
  return allowedByRole(config, target.action, resourceOf(target))
}

export const allowedByRole = ({ statements }: FunctionConfig, wanted: string, arn: string): boolean =>
  statements.some(({ action, resource }) => like(action, wanted) && like(resource, arn))

/** An object is a resource of its own. */
const resourceOf = ({ wire, part = '' }: CallTarget): string => `${wire.peer.arn}${part}`

/** What it must be allowed: the operation itself, and what that reads elsewhere. */
export function refusalOf(node: FunctionNode, config: FunctionConfig, client: string, target: CallTarget): CallRefusal | undefined {
  // Of several parts each has a verdict of its own.
  if (target.parts) return undefined
  if (!mayCall(config, target)) return notAllowed(node, client, target)
  return target.needs && refusalOf(node, config, client, target.needs)
}

/** What its caller may not touch, and may not know, goes with the call: only who is asked can say it. */
export const judged = (node: FunctionNode, config: FunctionConfig, client: string, target: CallTarget): CallTarget =>
  target.parts ? withRefused(node, config, client, target, target.parts) : withAbsence(node, config, client, target)

function withRefused(node: FunctionNode, config: FunctionConfig, client: string, target: CallTarget, parts: readonly CallPart[]): CallTarget {
  const refused: { [place: number]: CallRefusal } = {}
  parts.forEach((one, place) => {
    const alone = { ...target, ...one }
    if (!mayCall(config, alone)) refused[place] = notAllowed(node, client, alone)
  })
  return Object.keys(refused).length === 0 ? target : { ...target, call: { ...target.call, refused } }
}

/** SBX-01: who may not list a bucket is not told what is not in it. The whole has no part. */
function withAbsence(node: FunctionNode, config: FunctionConfig, client: string, target: CallTarget): CallTarget {
  const about = target.tells === undefined ? target.needs : target
  if (about?.tells === undefined) return target
  const { call } = target
  const whole: CallTarget = { wire: about.wire, drawn: about.drawn, action: about.tells, call }
  return mayCall(config, whole) ? target : { ...target, call: { ...call, absent: notAllowed(node, client, whole) } }
}

export const notAllowed = (node: FunctionNode, client: string, target: CallTarget): CallRefusal => {
  // The answer to a HEAD has no body, and so neither name nor words: the SDK makes them from the status.
  if (target.call.operation === 'HeadObject') return { name: '403', status: 403, message: 'UnknownError' }
  return {
    name: client === 'S3' || client === 'SQS' ? 'AccessDenied' : client === 'SNS' ? 'AuthorizationErrorException' : 'AccessDeniedException',
    status: client === 'SQS' || client === 'DynamoDB' || client === 'Kinesis' || client === 'EventBridge' ? 400 : 403,
    message: `User: arn:aws:sts::${node.arn.split(':')[4]}:assumed-role/${node.name}-role/${node.name} is not authorized to perform: ${target.action} on resource: ${client === 'S3' ? `"${resourceOf(target)}"` : resourceOf(target)} because no identity-based policy allows the ${target.action} action`,
  }
}
