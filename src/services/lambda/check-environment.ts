/** LAM-ENV-01 and LAM-ENV-02: what AWS refuses of environment variables. */
import { utf8Length } from '../../base/text.ts'
import type { Finding } from '../../contract/finding.ts'
import type { NodeView } from '../../contract/service.ts'
import type { FunctionConfig } from './config.ts'

const MOST_BYTES = 4_096
/** Lambda sets these itself. */
const RESERVED = new Set([
  '_HANDLER', '_X_AMZN_TRACE_ID', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_EXECUTION_ENV', 'AWS_LAMBDA_FUNCTION_NAME', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION', 'AWS_LAMBDA_INITIALIZATION_TYPE', 'AWS_LAMBDA_LOG_GROUP_NAME', 'AWS_LAMBDA_LOG_STREAM_NAME', 'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_LAMBDA_RUNTIME_API', 'LAMBDA_TASK_ROOT', 'LAMBDA_RUNTIME_DIR',
])

export function* checkEnvironment({ id, name, config }: NodeView<FunctionConfig>): Iterable<Finding> {
  const refuse = (rule: string, text: string): Finding => ({ rule, level: 'error', on: id, field: 'environment', text })
  const seen = new Set<string>()
  let bytes = 0
  for (const { key, value } of config.environment) {
    bytes += utf8Length(key) + utf8Length(value)
    if (RESERVED.has(key)) yield refuse('LAM-ENV-02', `${name} sets ${key}, which Lambda sets itself. Choose another key; AWS refuses the setting otherwise.`)
    else if (!/^[a-zA-Z]\w+$/.test(key)) yield refuse('LAM-ENV-01', `${name} has a variable called "${key}". A key begins with a letter and has at least two letters, digits or underscores; AWS refuses it otherwise.`)
    if (seen.has(key)) yield refuse('LAM-ENV-01', `${name} sets ${key} twice. Remove one; a function has one value for each key.`)
    seen.add(key)
  }
  if (bytes > MOST_BYTES) {
    yield refuse('LAM-ENV-01', `The environment variables of ${name} have ${bytes} bytes, and exceeded the 4KB limit: keys and values together may have ${MOST_BYTES}. Shorten them, or keep long values in Parameter Store; AWS refuses the setting otherwise.`)
  }
}
