/** What code may ask of a table (SBX-01, DDB-04). */
import type { SdkFace } from '../../contract/sdk.ts'
import { asInput } from './input.ts'
import { tableIn } from './tables.ts'

export const face: SdkFace = {
  client: 'DynamoDB',
  operations: {
    GetItem: 'dynamodb:GetItem', PutItem: 'dynamodb:PutItem', UpdateItem: 'dynamodb:UpdateItem', DeleteItem: 'dynamodb:DeleteItem',
    Query: 'dynamodb:Query', Scan: 'dynamodb:Scan', BatchGetItem: 'dynamodb:BatchGetItem', BatchWriteItem: 'dynamodb:BatchWriteItem',
    TransactGetItems: 'dynamodb:GetItem', TransactWriteItems: 'dynamodb:PutItem',
  },
  resource: (operation, input) => tableIn(operation, asInput(input)) ?? '',
  isMeant: (said, name, arn) => said === name || said === arn,
  missing: (said) => said === ''
    ? { name: 'ValidationException', status: 400, message: "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null" }
    : { name: 'ResourceNotFoundException', status: 400, message: 'Requested resource not found' },
}
