/** What code may ask of a stream (SBX-01). */
import type { SdkFace } from '../../contract/sdk.ts'

function text(input: unknown, name: string): string | undefined {
  if (typeof input !== 'object' || input === null || !Object.hasOwn(input, name)) return undefined
  const value = (input as { readonly [name: string]: unknown })[name]
  return typeof value === 'string' ? value : undefined
}

export const face: SdkFace = {
  client: 'Kinesis',
  operations: { PutRecord: 'kinesis:PutRecord', PutRecords: 'kinesis:PutRecords' },
  resource: (_, input) => text(input, 'StreamARN') ?? text(input, 'StreamName'),
  isMeant: (said, name, arn) => said === name || said === arn,
  missing: (said) => ({ name: 'ResourceNotFoundException', status: 400, message: `Stream ${said.includes('/') ? said.slice(said.lastIndexOf('/') + 1) : said} under account 123456789012 not found.` }),
}
