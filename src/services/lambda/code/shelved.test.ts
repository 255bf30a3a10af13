import { expect, test } from 'vitest'
import { simulateCode } from '../../../testkit/simulate-code.ts'

const IMPORTS = `import { SecretsManagerClient, GetSecretValueCommand, DescribeSecretCommand, PutSecretValueCommand, ResourceNotFoundException } from '@aws-sdk/client-secrets-manager'
import { SSMClient, GetParameterCommand, GetParametersCommand, GetParametersByPathCommand, ParameterNotFound, paginateGetParametersByPath } from '@aws-sdk/client-ssm'
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch'
const secrets = new SecretsManagerClient({}), ssm = new SSMClient({}), cloudwatch = new CloudWatchClient({})
const told = async (work) => { try { return await work() } catch (error) { return [error.name, error.message, error.$metadata.httpStatusCode] } }
`
const STORE = [
  { kind: 'secret', name: 'shop/db', value: '{"password":"p"}' }, { kind: 'parameter', name: '/shop/url', value: 'https://shop' }, { kind: 'secure', name: '/shop/key', value: 'k' }, { kind: 'parameter', name: '/shop/deep/er', value: 'd' },
]
function answer(body: string, config: object = {}): { readonly value: unknown; readonly ms: number } {
  const run = simulateCode({ seed: 1, forSec: 4 }, (book) => {
    book.add('client', 'people', { pattern: 'burst', burstSize: 1, burstEveryMs: 5_000 })
    book.add('lambda', 'shop', { code: `${IMPORTS}export const handler = async () => {\n  const out = await (async () => {${body}})()\n  console.log(JSON.stringify(out))\n}`, store: STORE, memoryMb: 1_769, timeoutSec: 30, ...config })
    book.wire('people', 'shop')
  })
  return { value: JSON.parse(run.texts.at(-1)!.replace(/^\S+ \S+ /, '')), ms: run.metric('shop', 'Duration')!.sum! }
}

test('SBX-01 a secret is read by its name or ARN, and takes its time', () => {
  const { value, ms } = answer(`
  const one = await secrets.send(new GetSecretValueCommand({ SecretId: 'shop/db' }))
  const again = await secrets.send(new GetSecretValueCommand({ SecretId: one.ARN }))
  const about = await secrets.send(new DescribeSecretCommand({ SecretId: 'shop/db' }))
  return [JSON.parse(one.SecretString).password, again.SecretString === one.SecretString, one.VersionStages, one.CreatedDate instanceof Date, one.$metadata.httpStatusCode, Object.values(about.VersionIdsToStages)]`)
  expect(value).toEqual(['p', true, ['AWSCURRENT'], true, 200, [['AWSCURRENT']]])
  expect(ms).toBeGreaterThan(30)
  expect(ms).toBeLessThan(35)
})

test('SBX-01 parameters are read one by one, several at once, and by their path; a secure one only with decryption', () => {
  expect(answer(`
  const one = async (Name, WithDecryption) => (await ssm.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter
  const many = await ssm.send(new GetParametersCommand({ Names: ['/shop/url', '/shop/none'] }))
  const names = []
  for await (const page of paginateGetParametersByPath({ client: ssm }, { Path: '/shop', Recursive: true, MaxResults: 2 })) names.push(page.Parameters.map((one) => one.Name))
  const flat = await ssm.send(new GetParametersByPathCommand({ Path: '/shop/' }))
  return [(await one('/shop/url')).Value, (await one('/shop/key')).Value.startsWith('AQICAH'), (await one('/shop/key', true)).Value, (await one('/shop/key')).Type, (await one('/shop/url')).LastModifiedDate instanceof Date, many.Parameters.map((one) => one.Value), many.InvalidParameters, names, flat.Parameters.length]`).value)
    .toEqual(['https://shop', true, 'k', 'SecureString', true, ['https://shop'], ['/shop/none'], [['/shop/url', '/shop/key'], ['/shop/deep/er']], 2])
})

test('SBX-02 what is not there for the function is denied, and not found only where its role may look', () => {
  const look = `return [await told(() => secrets.send(new GetSecretValueCommand({ SecretId: 'gone' }))), await told(() => ssm.send(new GetParameterCommand({ Name: '/gone' }))), await secrets.send(new GetSecretValueCommand({ SecretId: 'gone' })).catch((error) => error instanceof ResourceNotFoundException)]`
  expect(answer(look).value).toEqual([
    ['AccessDeniedException', expect.stringMatching(/^User: arn:aws:sts::123456789012:assumed-role\/shop-role\/shop is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:123456789012:secret:gone-/), 400],
    ['AccessDeniedException', expect.stringContaining('ssm:GetParameter on resource: arn:aws:ssm:us-east-1:123456789012:parameter/gone'), 400], false,
  ])
  expect(answer(look, { statements: [{ action: 'secretsmanager:*', resource: '*' }, { action: 'ssm:Get*', resource: '*' }] }).value).toEqual([
    ['ResourceNotFoundException', "Secrets Manager can't find the specified secret.", 400], ['ParameterNotFound', expect.any(String), 400], true,
  ])
})

test('SBX-01 metrics are taken in if AWS would take them, and operations that are not here are refused by name', () => {
  expect(answer(`return [
    Object.keys(await cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [{ MetricName: 'Orders', Value: 1, Unit: 'Count' }] }))),
    await told(() => cloudwatch.send(new PutMetricDataCommand({ Namespace: 'AWS/Shop', MetricData: [{ MetricName: 'Orders', Value: 1 }] }))),
    await told(() => cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [{ Value: 1 }] }))),
    await told(() => secrets.send(new PutSecretValueCommand({ SecretId: 'shop/db', SecretString: 'x' }))),
  ]`).value).toEqual([
    ['$metadata'], ['InvalidParameterValueException', expect.stringContaining('cannot begin with AWS/'), 400], ['MissingRequiredParameterException', 'The parameter MetricData.member.1.MetricName is required.', 400],
    ['NotImplementedInPlayground', "The playground's SecretsManager client has no PutSecretValue. It has GetSecretValue, DescribeSecret.", 501],
  ])
})

test('GEN-10 a client that is told how often to try tries that often', () => {
  const tried = (setting: string, environment: readonly object[] = []) => {
    const run = simulateCode({ seed: 1, forSec: 20 }, (book) => {
      book.add('client', 'people', { pattern: 'burst', burstSize: 1, burstEveryMs: 30_000 })
      book.add('lambda', 'shop', {
        code: `import { LambdaClient, InvokeCommand } from '@aws-sdk/client-lambda'\nconst client = new LambdaClient(${setting})\nexport const handler = async () => client.send(new InvokeCommand({ FunctionName: 'off', Payload: '{}' })).catch((error) => console.log(error.name, error.$metadata.attempts))`,
        timeoutSec: 15, environment,
      })
      book.add('lambda', 'off', { reserved: 0 })
      book.wire('people', 'shop')
      book.wire('shop', 'off', { port: 'calls' })
    })
    return [run.texts.at(-1)!.replace(/^\S+ \S+ /, ''), run.metric('off', 'Throttles')!.sum]
  }
  expect(tried('{}')).toEqual(['TooManyRequestsException 3', 3])
  expect(tried('{ maxAttempts: 1 }')).toEqual(['TooManyRequestsException 1', 1])
  expect(tried('{}', [{ key: 'AWS_MAX_ATTEMPTS', value: '5' }])).toEqual(['TooManyRequestsException 5', 5])
})
