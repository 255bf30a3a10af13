/** What code may ask of a table (SBX-01, DDB-04). */
import type { SdkFace } from '../../contract/sdk.ts'

export const face: SdkFace = {
  client: 'DynamoDB',
  operations: {
    GetItem: 'dynamodb:GetItem', PutItem: 'dynamodb:PutItem', UpdateItem: 'dynamodb:UpdateItem', DeleteItem: 'dynamodb:DeleteItem',
    Query: 'dynamodb:Query', Scan: 'dynamodb:Scan', BatchGetItem: 'dynamodb:BatchGetItem', BatchWriteItem: 'dynamodb:BatchWriteItem',
    TransactGetItems: 'dynamodb:GetItem', TransactWriteItems: 'dynamodb:PutItem',
  },
  resource: (operation, input) => tableIn(operation, input) ?? '',
  isMeant: (said, name, arn) => said === name || said === arn,
  missing: (said) => said === ''
    ? { name: 'ValidationException', status: 400, message: "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null" }
    : { name: 'ResourceNotFoundException', status: 400, message: 'Requested resource not found' },
}

/** The first table that an input names: the one that the call is for. Written out here, because the page reads this file. */
function tableIn(operation: string, input: unknown): string | undefined {
  const inside = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as { readonly [name: string]: unknown })[name] : undefined)
  const firstOf = (value: unknown): unknown => (typeof value === 'object' && value !== null ? Object.values(value)[0] : undefined)
  const requests = inside(input, 'RequestItems')
  const said = operation.startsWith('Batch')
    ? Object.keys(typeof requests === 'object' && requests !== null ? requests : {})[0]
    : operation.startsWith('Transact') ? inside(firstOf(firstOf(inside(input, 'TransactItems'))), 'TableName') : inside(input, 'TableName')
  return typeof said === 'string' ? said : undefined
}
