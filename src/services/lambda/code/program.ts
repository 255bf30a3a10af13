/** A function's settings as the code host wants them. */
import { hexId } from '../../../base/ids.ts'
import type { Program, SourceFile } from '../../../contract/handler.ts'
import type { Node } from '../../../contract/service.ts'
import type { FunctionConfig } from '../config.ts'
import { logGroup } from '../log-names.ts'

/** Published versions may have code where the newest has none. */
export const hasCode = (config: FunctionConfig): boolean => config.code !== '' || config.versions.some((row) => row.settings.includes('"code"'))

export function programOf(node: Pick<Node, 'name' | 'region'>, config: FunctionConfig, version: string): Program | undefined {
  if (config.code === '') return undefined
  return {
    runtime: config.runtime, handler: config.handler, files: filesOf(config), memoryMb: config.memoryMb, ephemeralMb: config.ephemeralMb,
    variables: { ...systemVariables(node, config, version), ...Object.fromEntries(config.environment.map(({ key, value }) => [key, value])) },
  }
}

/** A path without a root belongs to the function; a layer's begins with /opt. */
export function filesOf(config: FunctionConfig): readonly SourceFile[] {
  const files = [{ path: `/var/task/${config.entry}`, text: config.code }]
  for (const { path, text } of config.files) files.push({ path: path.startsWith('/opt/') ? path : `/var/task/${path.replace(/^\.?\/+/, '')}`, text })
  return files
}

/** LAM-ENV-02. The keys are AWS's own examples: nothing here is signed. */
function systemVariables(node: Pick<Node, 'name' | 'region'>, config: FunctionConfig, version: string): { readonly [name: string]: string } {
  return {
    _HANDLER: config.handler, AWS_REGION: node.region, AWS_DEFAULT_REGION: node.region, AWS_EXECUTION_ENV: `AWS_Lambda_${config.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: node.name, AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(config.memoryMb), AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand', AWS_LAMBDA_LOG_GROUP_NAME: logGroup(node.name, config), AWS_LAMBDA_LOG_STREAM_NAME: '',
    AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_SESSION_TOKEN: hexId(0, 1, node.name, 64), AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001', LAMBDA_TASK_ROOT: '/var/task', LAMBDA_RUNTIME_DIR: '/var/runtime',
    TZ: ':UTC', LANG: 'en_US.UTF-8', PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin', NODE_PATH: '/opt/nodejs/node22/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task',
  }
}
