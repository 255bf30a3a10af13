import { CloudFormationCustomResourceCreateSchema, CloudFormationCustomResourceDeleteSchema, CloudFormationCustomResourceUpdateSchema } from '@aws-lambda-powertools/parser/schemas/cloudformation-custom-resource'
import type { CloudFormationCustomResourceEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { asker, told } from '../../testkit/asker.ts'
import { listener, reached } from '../../testkit/listener.ts'
import { simulate, type Sketchbook } from '../../testkit/simulate.ts'
import { services } from '../catalogue.ts'

const stacked = (config: Config, draw: (drawing: Sketchbook) => void = () => undefined) => simulate({ services: [...services, listener, asker], forSec: 4_000 }, (drawing) => {
  drawing.add('customResource', 'stack', { perMinute: 1, forSec: 60, ...config })
  drawing.add('listener', 'fn')
  drawing.wire('stack', 'fn')
  drawing.add('asker', 'code')
  drawing.wire('code', 'stack')
  draw(drawing)
})
const eventOf = (run: ReturnType<typeof stacked>) => reached(run).events[0] as CloudFormationCustomResourceEvent
const sums = (run: ReturnType<typeof stacked>) => ['Succeeded', 'Failed', 'Timeouts'].map((name) => run.metric('stack', name).sum)

test('CFN-01 the events of create, update and delete; all properties are text', () => {
  const create = eventOf(stacked({ properties: '{"Size":3,"On":true,"List":[1]}' }))
  expect(Object.keys(create)).toEqual(['RequestType', 'ServiceToken', 'ResponseURL', 'StackId', 'RequestId', 'LogicalResourceId', 'ResourceType', 'ResourceProperties'])
  expect(create.ResourceProperties).toEqual({ ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:fn', Size: '3', On: 'true', List: ['1'] })
  expect(CloudFormationCustomResourceCreateSchema.parse(create).RequestType).toBe('Create')
  const update = eventOf(stacked({ request: 'Update' }))
  expect(CloudFormationCustomResourceUpdateSchema.parse(update).RequestType).toBe('Update')
  expect(update.RequestType === 'Update' && update.PhysicalResourceId).toMatch(/^stack-MyResource-[0-9A-F]{12}$/)
  expect(CloudFormationCustomResourceDeleteSchema.parse(eventOf(stacked({ request: 'Delete' }))).RequestType).toBe('Delete')
})

test('CFN-01 a function that throws has not answered: the stack hangs for an hour', () => {
  const run = stacked({})
  expect(sums(run)).toEqual([0, 1, 1])
  expect(run.story('stack', 'timedOut').map((line) => line.split(' ')[0])).toEqual(['3600'])
})

test('CFN-01 SBX-04 code puts its answer to the response URL', () => {
  const { ResponseURL, StackId, RequestId, LogicalResourceId } = eventOf(stacked({}))
  const answered = (body: Config | string, method = 'PUT') => stacked({}, (drawing) => drawing.at(5, 'code', 'ask', {
    client: 'HTTP', operation: 'fetch', input: { url: ResponseURL, method, headers: {}, body: typeof body === 'string' ? body : JSON.stringify({ PhysicalResourceId: 'x', StackId, RequestId, LogicalResourceId, ...body }) },
  }))
  const run = answered({ Status: 'SUCCESS', Data: { Arn: 'a' } })
  expect(sums(run)).toEqual([1, 0, 0])
  expect(told(run, 'code')[0]).toMatchObject({ status: 200, content: { status: 200 } })
  expect(sums(answered({ Status: 'FAILED', Reason: 'no' }))).toEqual([0, 1, 0])
  // What cannot be read is no answer; nor is a POST.
  expect(sums(answered('done'))).toEqual([0, 1, 1])
  expect(sums(answered({ Status: 'SUCCESS' }, 'POST'))).toEqual([0, 1, 1])
})
