/** Whatever code hands over, it is answered: nothing that it says stops the run. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asker, told } from '../../testkit/asker.ts'
import { simulate } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'

const CLIENTS = [
  ['DynamoDB', ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan', 'BatchGetItem', 'BatchWriteItem', 'TransactGetItems', 'TransactWriteItems']],
  ['Kinesis', ['PutRecord', 'PutRecords']], ['SES', ['SendEmail', 'SendRawEmail']], ['CodePipeline', ['PutJobSuccessResult']], ['ConfigService', ['PutEvaluations']], ['HTTP', ['fetch']],
] as const
const expressions = ['a = :a', 'SET a = :a', 'ADD n :a', 'id = :a', 'attribute_exists(id)', 'SET a[0].b = a', 'REMOVE a', '((((', 'a IN (:a)', `${'('.repeat(3_000)}a`, '#n', 'SET a = list_append(a, :a)', 'size(a) > :a']
const values = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom({ S: 'a' }, { N: '1' }, { N: 'x' }, { id: { S: 'a' } }, { ':a': { S: 'a' } }, { ':a': { L: [] } }, { '#n': 'a' }, [{ PutRequest: { Item: { id: { S: 'a' } } } }], { shop: [null] }, { shop: { Keys: [{ id: { S: 'a' } }] } }, [{ Put: { TableName: 'shop', Item: null } }], 'shop', null))
const input = fc.record({
  TableName: fc.constantFrom('shop', 'none', 3), Key: values, Item: values, UpdateExpression: fc.constantFrom(...expressions), ConditionExpression: fc.constantFrom(...expressions), KeyConditionExpression: fc.constantFrom(...expressions),
  FilterExpression: fc.constantFrom(...expressions), ProjectionExpression: fc.constantFrom(...expressions), ExpressionAttributeNames: values, ExpressionAttributeValues: values, RequestItems: values, TransactItems: values, Limit: values,
  ExclusiveStartKey: values, ReturnValues: fc.constantFrom('ALL_NEW', 'x', 1), StreamName: fc.constant('clicks'), Records: values, Data: values, PartitionKey: values, Source: values, Destination: values, jobId: values, Evaluations: values, ResultToken: values, url: values, body: values,
}, { requiredKeys: [] })

test('SBX-01 DDB-04 KDS-02 untrusted input is answered or refused, never more', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...CLIENTS.flatMap(([client, operations]) => operations.map((operation) => ({ client, operation })))), fc.oneof({ weight: 6, arbitrary: input as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: fc.jsonValue() })), { minLength: 40, maxLength: 40 }), (calls) => {
    const run = simulate({ services: [...services, asker], forSec: 10 }, (drawing) => {
      drawing.add('dynamodb', 'shop', { items: '[{"id":"a","a":[{"b":1}],"n":1}]' })
      drawing.add('kinesis', 'clicks')
      drawing.add('ses', 'mail', { perMinute: 0 })
      drawing.add('codepipeline', 'pipe', { perMinute: 0 })
      drawing.add('configRule', 'rule', { perMinute: 0 })
      drawing.add('customResource', 'stack', { perMinute: 0 })
      drawing.add('asker', 'code')
      for (const name of ['shop', 'clicks', 'mail', 'pipe', 'rule', 'stack']) drawing.wire('code', name)
      calls.forEach(([call, said], at) => { drawing.at(at / 10, 'code', 'ask', { ...call, input: said }) })
    })
    expect(told(run, 'code')).toHaveLength(40)
    expect(told(run, 'code').every(({ status }) => status >= 200 && status < 500)).toBe(true)
  }), { numRuns: 25, seed: 20260101 })
})
