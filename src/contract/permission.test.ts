import { expect, test } from 'vitest'
import { statementFor } from './permission.ts'

const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:thumb'

test('GEN-05 a source that pushes needs a statement in the policy of the function, for the qualifier that it calls', () => {
  expect(statementFor({ principal: 's3.amazonaws.com', role: 'function', from: 'arn:aws:s3:::photos', to: FUNCTION, qualifier: 'live' })).toEqual({
    Sid: 's3-photos', Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'lambda:InvokeFunction', Resource: `${FUNCTION}:live`,
    Condition: { StringEquals: { 'AWS:SourceAccount': '123456789012' }, ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::photos' } },
  })
})

test('GEN-06 queues and topics have policies, too; others are reached by a role, which names no principal', () => {
  const rule = 'arn:aws:events:us-east-1:123456789012:rule/large'
  expect(statementFor({ principal: 'events.amazonaws.com', role: 'queue', from: rule, to: 'arn:q' })).toMatchObject({ Action: 'sqs:SendMessage', Resource: 'arn:q', Condition: { ArnLike: { 'AWS:SourceArn': rule } } })
  expect(statementFor({ principal: 'events.amazonaws.com', role: 'stream', from: rule, to: 'arn:s' })).toEqual({ Effect: 'Allow', Action: 'kinesis:PutRecord', Resource: 'arn:s' })
  expect(statementFor({ principal: 'role', role: 'function', from: 'arn:x', to: FUNCTION })).toEqual({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: FUNCTION })
  expect(statementFor({ principal: 'sns.amazonaws.com', role: 'http', from: 'arn:t', to: 'arn:h' })).toBeUndefined()
})
