/** SBX-01: what code may ask of a function: to be invoked, and how it is set up. */
import { base64Decode, base64Encode, utf8Decode, utf8Encode, utf8Length } from '../../base/text.ts'
import type { Content, MessageId } from '../../contract/messages.ts'
import { REASONS, reason } from '../../contract/reasons.ts'
import { type CallContent, field, textIn } from '../../contract/sdk.ts'
import { O } from '../../contract/trace.ts'
import { acceptEvent } from './async.ts'
import { invoke, SYNC } from './invoke.ts'
import { loopStops, RECURSION } from './recursion.ts'
import { errorType, refusalBody } from './response.ts'
import type { FunctionNode } from './state.ts'

const TOO_LARGE = reason('RequestTooLargeException')
const INVALID = reason('InvalidRequestContentException')

export function called(node: FunctionNode, message: MessageId, { operation, input }: CallContent): void {
  if (operation === 'GetFunctionConfiguration') return node.answer(message, 200, 0, configuration(node))
  const payload = payloadOf(field(input, 'Payload'))
  if (payload === undefined) return node.answer(message, 400, INVALID, { name: 'InvalidRequestContentException', message: 'Could not parse request body into json: Unexpected character' })
  const { messages } = node
  const type = textIn(input, 'InvocationType') ?? 'RequestResponse'
  messages.content[message] = payload.value
  messages.sizeBytes[message] = payload.bytes
  if (type === 'DryRun') return node.answer(message, 200, 0, { StatusCode: 204 })
  if (type === 'Event') return takeEvent(node, message)
  if (payload.bytes > node.quotas.lambdaSyncPayloadBytes) {
    return node.answer(message, 413, TOO_LARGE, { name: 'RequestTooLargeException', message: `Request must be smaller than ${node.quotas.lambdaSyncPayloadBytes} bytes for the InvokeFunction operation` })
  }
  if (loopStops(node, message)) return node.answer(message, 400, RECURSION, { name: 'RecursiveInvocationException', message: 'Lambda has detected your function being invoked in a recursive loop with other AWS resources.' })
  const refusal = invoke(node, SYNC, message)
  if (refusal !== 0) node.answer(message, REASONS[refusal]!.status, refusal, { name: errorType(REASONS[refusal]!.status, refusal), message: 'Rate Exceeded.', ...(refusalBody(refusal) as object) })
}

/** The caller owns its call; the event that it leaves is the function's own. */
function takeEvent(node: FunctionNode, message: MessageId): void {
  const { messages } = node
  const event = node.create(message)
  messages.content[event] = messages.content[message]
  messages.sizeBytes[event] = messages.sizeBytes[message]!
  const taken = acceptEvent(node, event, false)
  if (taken) node.answer(message, 200, 0, { StatusCode: 202 })
  else {
    node.end(event, O.refused)
    node.answer(message, 413, TOO_LARGE, { name: 'RequestTooLargeException', message: `Request must be smaller than ${node.quotas.lambdaAsyncPayloadBytes} bytes for the InvokeFunction operation` })
  }
}

/** What the SDK makes of an invocation's answer: the payload as bytes, and the function error. */
export function invokeOutput(content: Content, why: number, version: string): object {
  return {
    StatusCode: 200, ExecutedVersion: version, Payload: { $binary: base64Encode(utf8Encode(JSON.stringify(content ?? null))) },
    ...(why !== 0 && { FunctionError: 'Unhandled' }),
  }
}

/** Text, or bytes in the way they cross from the sandbox. */
function payloadOf(said: unknown): { readonly value: Content; readonly bytes: number } | undefined {
  if (said === undefined || said === '') return { value: {}, bytes: 0 }
  const binary = textIn(said, '$binary')
  const bytes = binary === undefined ? undefined : base64Decode(binary)
  const text = typeof said === 'string' ? said : bytes ? utf8Decode(bytes) : undefined
  if (text === undefined) return undefined
  try {
    return { value: JSON.parse(text) as Content, bytes: utf8Length(text) }
  } catch {
    return undefined
  }
}

const configuration = ({ name, arn, config }: FunctionNode): object => ({
  FunctionName: name, FunctionArn: arn, Runtime: config.runtime, Handler: config.handler, MemorySize: config.memoryMb, Timeout: config.timeoutSec,
  Version: '$LATEST', PackageType: config.packageType === 'zip' ? 'Zip' : 'Image', Architectures: [config.architecture], State: 'Active', LastUpdateStatus: 'Successful',
  Environment: { Variables: Object.fromEntries(config.environment.map(({ key, value }) => [key, value])) }, EphemeralStorage: { Size: config.ephemeralMb },
})
