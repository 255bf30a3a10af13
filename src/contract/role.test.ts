import { expect, test } from 'vitest'
import { type Granted, grants, isReading, like, listedActions, mayWrite, modelAction } from './role.ts'

const wire = (more: Partial<Granted> = {}): Granted => ({ permission: true, actions: 'all', exactly: '', keys: '', ...more })

test('WIR-18 what changes nothing is reading, as IAM groups actions', () => {
  const all = ['s3:GetObject', 's3:ListBucket', 'dynamodb:Query', 'dynamodb:BatchGetItem', 'sqs:ReceiveMessage', 's3:PutObject', 'dynamodb:UpdateItem', 'sqs:DeleteMessage', 'sns:Publish', 'lambda:InvokeFunction']
  expect(all.filter(isReading)).toEqual(['s3:GetObject', 's3:ListBucket', 'dynamodb:Query', 'dynamodb:BatchGetItem', 'sqs:ReceiveMessage'])
})

test('WIR-18 GEN-05 a wire grants all, reading, writing, or what it names; without its statement nothing', () => {
  const granted = (more: Partial<Granted>) => ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].filter((action) => grants(wire(more), action)).map((action) => action.slice(3))
  expect(granted({})).toEqual(['GetObject', 'PutObject', 'DeleteObject'])
  expect(granted({ actions: 'read' })).toEqual(['GetObject'])
  expect(granted({ actions: 'write' })).toEqual(['PutObject', 'DeleteObject'])
  expect(granted({ actions: 'exact', exactly: 's3:Put*, s3:GetObject' })).toEqual(['GetObject', 'PutObject'])
  expect(granted({ actions: 'exact', exactly: '' })).toEqual([])
  expect(granted({ permission: false })).toEqual([])
  expect(['/thumbs/a', '/photos/a', ''].map((part) => grants(wire({ keys: 'thumbs/' }), 's3:PutObject', part))).toEqual([true, false, true])
})

test('WIR-18 S3-12 it may write, unless it may only read', () => {
  expect([{}, { actions: 'write' }, { actions: 'exact', exactly: 's3:GetObject,s3:Put*' }, { actions: 'read' }, { actions: 'exact', exactly: 's3:GetObject' }, { permission: false }].map((more) => mayWrite(wire(more as Partial<Granted>)))).toEqual([true, true, true, false, false, false])
})

test('WIR-18 what a handler without code does, and what the statement lists', () => {
  expect([modelAction('bucket', {}, undefined), modelAction('bucket', { actions: 'read' }, undefined), modelAction('table', { does: 'read' }, undefined), modelAction('table', { does: 'write', actions: 'read' }, {}), modelAction('table', {}, { operation: 'Scan', input: {} }), modelAction('queue', {}, 1), modelAction('http', {}, 1)])
    .toEqual(['s3:PutObject', 's3:GetObject', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan', 'sqs:SendMessage', ''])
  expect(listedActions('table', { actions: 'write', exactly: '' })).toEqual(['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'])
  expect(listedActions('fifoTopic', { actions: 'write', exactly: '' })).toBe('sns:Publish')
  expect(listedActions('bucket', { actions: 'exact', exactly: 's3:GetObject' })).toBe('s3:GetObject')
  expect(listedActions('bucket', { actions: 'all', exactly: '' })).toBeUndefined()
})

test('GEN-05 the wildcards of IAM: a star for any run, a question mark for one sign', () => {
  const fits = (pattern: string) => ['s3:GetObject', 's3:GetObjectTagging', 's3:PutObject'].filter((text) => like(pattern, text)).length
  expect(['s3:GetObject', 's3:Get*', 's3:?etObject', '*', 's3:*Object', 'S3:getobject', ''].map(fits)).toEqual([1, 2, 1, 3, 2, 1, 0])
})
