/**
 * Secrets, parameters and metrics: three services that are no nodes of the drawing, for a function says itself what is
 * kept there for it. Its row is the statement that allows the code to read it, as a drawn wire is (SBX-02).
 */
import { EPOCH_MS } from '../../../base/time.ts'
import { hexId } from '../../../base/ids.ts'
import { field, textIn } from '../../../contract/sdk.ts'
import type { CallRefusal } from '../../../contract/sdk.ts'
import type { FunctionConfig } from '../config.ts'
import type { FunctionNode } from '../state.ts'
import { putMetricData } from './put-metric-data.ts'
import { allowedByRole } from './permission.ts'

type Row = FunctionConfig['store'][number]
type Output = { readonly [name: string]: unknown }
interface Asked {
  /** Whoever keeps what is measured. */
  readonly node?: FunctionNode
  readonly config: FunctionConfig
  readonly name: string
  readonly region: string
  readonly account: string
}

/** What is answered; undefined for a client that is none of the three. */
export function shelved(of: Asked, client: string, operation: string, input: unknown): Output | CallRefusal | undefined {
  const known = Object.hasOwn(CLIENTS, client) ? CLIENTS[client]! : undefined
  if (!known) return undefined
  const act = Object.hasOwn(known.operations, operation) ? known.operations[operation]! : undefined
  return act ? act(of, input) : refusal('NotImplementedInPlayground', `The playground's ${client} client has no ${operation}. It has ${Object.keys(known.operations).join(', ')}.`, 501)
}

const refusal = (name: string, message: string, status = 400): CallRefusal => ({ name, status, message })
const SINCE = new Date(EPOCH_MS).toISOString()
const isSecret = ({ kind }: Row): boolean => kind === 'secret'

function denied({ name, account }: Asked, action: string, resource: string): CallRefusal {
  return refusal('AccessDeniedException', `User: arn:aws:sts::${account}:assumed-role/${name}-role/${name} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`)
}
/** Without a row nobody allowed it, unless a statement of the role does: then there is nothing of that name. */
const absent = (of: Asked, action: string, resource: string, missing: CallRefusal): CallRefusal =>
  allowedByRole(of.config, action, resource) ? missing : denied(of, action, resource)

// ── Secrets Manager ──
const secretArn = ({ region, account }: Asked, name: string): string => `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${hexId(0, 3, name, 6)}`
function secretOf(of: Asked, said: string): Row | undefined {
  return of.config.store.find((row) => {
    const arn = secretArn(of, row.name)
    return isSecret(row) && (said === row.name || said === arn || said === arn.slice(0, -7))
  })
}
const versionOf = (row: Row): string => hexId(0, 4, row.name, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

function getSecret(of: Asked, input: unknown): Output | CallRefusal {
  const said = textIn(input, 'SecretId') ?? ''
  if (said === '') return refusal('ValidationException', "1 validation error detected: Value null at 'secretId' failed to satisfy constraint: Member must not be null")
  const row = secretOf(of, said)
  if (!row) return absent(of, 'secretsmanager:GetSecretValue', said.startsWith('arn:') ? said : secretArn(of, said), refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret."))
  const stage = textIn(input, 'VersionStage') ?? 'AWSCURRENT'
  const version = textIn(input, 'VersionId') ?? versionOf(row)
  if (stage !== 'AWSCURRENT' || version !== versionOf(row)) return refusal('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${stage === 'AWSCURRENT' ? `VersionId: ${version}` : `staging label: ${stage}`}`)
  return { ARN: secretArn(of, row.name), Name: row.name, VersionId: version, SecretString: row.value, VersionStages: ['AWSCURRENT'], CreatedDate: SINCE }
}

function describeSecret(of: Asked, input: unknown): Output | CallRefusal {
  const said = textIn(input, 'SecretId') ?? ''
  const row = secretOf(of, said)
  if (!row) return absent(of, 'secretsmanager:DescribeSecret', said.startsWith('arn:') ? said : secretArn(of, said), refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret."))
  return { ARN: secretArn(of, row.name), Name: row.name, RotationEnabled: false, CreatedDate: SINCE, LastChangedDate: SINCE, VersionIdsToStages: { [versionOf(row)]: ['AWSCURRENT'] } }
}

// ── Parameter Store ──
const parameterArn = ({ region, account }: Asked, name: string): string => `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`
const parameterOf = (of: Asked, said: string): Row | undefined => of.config.store.find((row) => !isSecret(row) && (said === row.name || said === `${row.name}:1` || said === parameterArn(of, row.name)))
/** A secure one stays sealed until it is asked for with decryption. */
function shown(of: Asked, row: Row, input: unknown): Output {
  const sealed = row.kind === 'secure' && field(input, 'WithDecryption') !== true
  return {
    Name: row.name, Type: row.kind === 'secure' ? 'SecureString' : 'String', Value: sealed ? `AQICAH${hexId(0, 5, row.name, 64)}=` : row.value, Version: 1, LastModifiedDate: SINCE,
    ARN: parameterArn(of, row.name), DataType: 'text',
  }
}
const namesIn = (input: unknown): readonly string[] => {
  const names = field(input, 'Names')
  return Array.isArray(names) ? names.filter((one) => typeof one === 'string') : []
}

function getParameter(of: Asked, input: unknown): Output | CallRefusal {
  const said = textIn(input, 'Name') ?? ''
  if (said === '') return refusal('ValidationException', "1 validation error detected: Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1")
  const row = parameterOf(of, said)
  return row ? { Parameter: shown(of, row, input) } : absent(of, 'ssm:GetParameter', said.startsWith('arn:') ? said : parameterArn(of, said), refusal('ParameterNotFound', ''))
}

function getParameters(of: Asked, input: unknown): Output | CallRefusal {
  const names = namesIn(input)
  if (names.length === 0 || names.length > 10) return refusal('ValidationException', `1 validation error detected: Value '[${names.join(', ')}]' at 'names' failed to satisfy constraint: Member must have length between 1 and 10`)
  const rows = names.map((name) => parameterOf(of, name))
  if (rows.every((row) => row === undefined)) {
    const refused = absent(of, 'ssm:GetParameters', parameterArn(of, names[0]!), refusal('', ''))
    if (refused.name !== '') return refused
  }
  return { Parameters: rows.filter((row) => row !== undefined).map((row) => shown(of, row, input)), InvalidParameters: names.filter((_, i) => rows[i] === undefined) }
}

function getParametersByPath(of: Asked, input: unknown): Output | CallRefusal {
  const said = textIn(input, 'Path') ?? ''
  if (!said.startsWith('/')) return refusal('ValidationException', 'The parameter path must begin with a slash.')
  const path = said.endsWith('/') ? said : `${said}/`
  const under = of.config.store.filter((row) => !isSecret(row) && row.name.startsWith(path) && (field(input, 'Recursive') === true || !row.name.slice(path.length).includes('/')))
  const most = Number(field(input, 'MaxResults') ?? 10)
  if (!Number.isInteger(most) || most < 1 || most > 10) return refusal('ValidationException', `1 validation error detected: Value '${most}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 10`)
  const from = Number(textIn(input, 'NextToken') ?? 0)
  if (!Number.isInteger(from) || from < 0) return refusal('InvalidNextToken', 'The specified token is not valid.')
  const rest = under.length > from + most
  return { Parameters: under.slice(from, from + most).map((row) => shown(of, row, input)), ...(rest ? { NextToken: String(from + most) } : {}) }
}

// ── CloudWatch ──
/** *Simplified:* needs no statement. */
const takeMetrics = ({ node }: Asked, input: unknown): Output | CallRefusal => putMetricData(node, input) ?? {}

interface Client {
  readonly operations: { readonly [operation: string]: (of: Asked, input: unknown) => Output | CallRefusal }
}
const CLIENTS: { readonly [client: string]: Client } = {
  SecretsManager: { operations: { GetSecretValue: getSecret, DescribeSecret: describeSecret } },
  SSM: { operations: { GetParameter: getParameter, GetParameters: getParameters, GetParametersByPath: getParametersByPath } },
  CloudWatch: { operations: { PutMetricData: takeMetrics } },
}
