/** What a caller reads when the function failed: LAM-ERR-02 to LAM-ERR-11, in the words of each runtime. */
import { requestId } from '../../base/ids.ts'
import type { Content, MessageId } from '../../contract/messages.ts'
import { REASONS } from '../../contract/reasons.ts'
import type { FunctionConfig } from './config.ts'
import { CALL_FAILED, EXIT, INIT_CRASH, MARSHAL, NEVER_SETTLES, NO_SPACE, OUT_OF_MEMORY, reasonOf, TIMEOUT, TOO_LARGE } from './model.ts'
import { errorType as errorTypeOf } from './response.ts'
import { type FunctionNode, traitsIn } from './state.ts'

export function errorPayload(node: FunctionNode, env: number, message: MessageId): Content {
  const { state, messages } = node
  const { environments } = state
  const { config, calls } = traitsIn(node, env)
  const called = calls[environments.call[env]!]?.peer.name
  const id = requestId(node.scenario.seed, messages.serial[message]!)
  return errorContent(environments.fate[env]!, config, id, node.quotas.lambdaResponseBytes, called, environments.callReason[env]!)
}

export interface ErrorContent {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace?: readonly string[]
  readonly stackTrace?: readonly string[]
}

/** `called` and `why` tell of a call that failed: whom, and the reason. */
export function errorContent(fate: number, config: FunctionConfig, id: string, responseBytes: number, called = 'a call', why = 0): ErrorContent {
  const errorType = REASONS[reasonOf(fate, config)]!.code
  switch (fate) {
    case TIMEOUT:
      return { errorType, errorMessage: `RequestId: ${id} Error: Task timed out after ${config.timeoutSec.toFixed(2)} seconds` }
    case OUT_OF_MEMORY:
      return { errorType, errorMessage: `RequestId: ${id} Error: Runtime exited with error: signal: killed` }
    case EXIT:
      return { errorType, errorMessage: `RequestId: ${id} Error: Runtime exited with error: exit status 1` }
    case NEVER_SETTLES:
      return { errorType, errorMessage: `RequestId: ${id} Error: Runtime exited without providing a reason` }
    case TOO_LARGE:
      return { errorType, errorMessage: `Response payload size exceeded maximum allowed payload size (${responseBytes} bytes).` }
    case INIT_CRASH:
      return thrown(config, errorType, INIT_TEXTS[config.initFailure](config), '')
    case MARSHAL:
      return thrown(config, errorType, 'Unable to marshal response: Object of type object is not JSON serializable', id)
    case NO_SPACE:
      return config.runtime.startsWith('python')
        ? thrown(config, 'OSError', '[Errno 28] No space left on device', id)
        : thrown(config, 'Error', 'ENOSPC: no space left on device, write', id)
    case CALL_FAILED: {
      // The SDK throws for a refusal; that an invocation failed, the code has to see for itself.
      const thrownType = REASONS[why]!.status >= 400 ? errorTypeOf(REASONS[why]!.status, why) : 'Error'
      return thrown(config, thrownType, `${called} failed`, id)
    }
    default:
      return thrown(config, config.runtime.startsWith('python') ? 'Exception' : 'Error', 'The handler failed', id)
  }
}

/** An exception as the runtime reports it: Node has `trace`, Python and Java `stackTrace`, others neither. */
function thrown(config: FunctionConfig, errorType: string, errorMessage: string, id: string): ErrorContent & { readonly requestId?: string } {
  const { runtime } = config
  if (runtime.startsWith('nodejs')) return { errorType, errorMessage, trace: [`${errorType}: ${errorMessage}`, '    at handler (file:///var/task/index.mjs:3:9)'] }
  if (runtime.startsWith('python')) return { errorMessage, errorType, requestId: id, stackTrace: id === '' ? [] : ['  File "/var/task/app.py", line 3, in lambda_handler\n    raise\n'] }
  if (runtime.startsWith('java')) return { errorMessage, errorType, stackTrace: ['example.Handler.handleRequest(Handler.java:9)'] }
  if (runtime.startsWith('ruby')) return { errorMessage, errorType: `Function<${errorType}>`, stackTrace: ["/var/task/app.rb:3:in 'handler'"] }
  return { errorType, errorMessage }
}

const INIT_TEXTS: Record<FunctionConfig['initFailure'], (config: FunctionConfig) => string> = {
  none: () => 'Init failed',
  import: ({ runtime }) => (runtime.startsWith('python') ? "Unable to import module 'app': No module named 'missing'" : "Error: Cannot find module 'missing'"),
  syntax: ({ runtime }) => (runtime.startsWith('python') ? "Syntax error in module 'app': invalid syntax (app.py, line 1)" : 'SyntaxError: Unexpected token'),
  handler: ({ runtime }) => (runtime.startsWith('python') ? "Handler 'lambda_handler' missing on module 'app'" : 'index.handler is undefined or not exported'),
  entrypoint: () => 'Error: Couldn’t find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]',
}
