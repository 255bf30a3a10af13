import { expect, test } from 'vitest'
import type { Config } from '../../contract/config.ts'
import { makePlan } from '../../engine/plan.ts'
import { simulate, sketch } from '../../testkit/simulate.ts'
import { ask, type Call, get, messages, names, put, update } from '../../testkit/table.ts'
import { services } from '../catalogue.ts'
import { asker, told } from '../../testkit/asker.ts'

test('DDB-04 an item is put, read, updated and deleted, with every type as it was', () => {
  const item = {
    id: { S: 'a' }, n: { N: '12.50' }, b: { B: { $binary: '/wA=' } }, yes: { BOOL: true }, nothing: { NULL: true },
    map: { M: { inner: { L: [{ S: 'x' }, { N: '1' }] } } }, words: { SS: ['x', 'y'] }, numbers: { NS: ['1', '2.0'] }, bytes: { BS: [{ $binary: 'AA==' }] },
  }
  const { said } = ask({}, [put(item), get('a'), ['DeleteItem', { Key: { id: { S: 'a' } }, ReturnValues: 'ALL_OLD' }], get('a')])
  expect(said[0]).toEqual({})
  expect(said[1]).toEqual({ Item: { ...item, n: { N: '12.5' }, numbers: { NS: ['1', '2'] } } })
  expect(said[2].Attributes.id).toEqual({ S: 'a' })
  expect(said[3]).toEqual({})
})

test('DDB-04 SBX-02 what AWS refuses about keys and values, in its words', () => {
  const { said, sums } = ask({}, [
    put({ n: { N: '1' } }),
    put({ id: { N: '1' } }),
    put({ id: { S: '' } }),
    get('a', { Key: { other: { S: 'a' } } }),
    put({ id: { S: 'a' }, n: { N: 'twelve' } }),
    put({ id: { S: 'a' }, n: { N: '1'.repeat(39) } }),
    put({ id: { S: 'a' }, n: { N: '1e126' } }),
    put({ id: { S: 'a' }, set: { SS: [] } }),
    put({ id: { S: 'a' }, two: { S: 'x', N: '1' } }),
    put({ id: { S: 'a' }, big: { S: 'x'.repeat(409_600) } }),
    ['PutItem', { TableName: 'else', Item: {} }],
  ])
  expect(messages(said)).toEqual([
    'ValidationException: One or more parameter values were invalid: Missing the key id in the item',
    'ValidationException: One or more parameter values were invalid: Type mismatch for key id expected: S actual: N',
    'ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
    'ValidationException: The provided key element does not match the schema',
    'ValidationException: The parameter cannot be converted to a numeric value: twelve',
    'ValidationException: Attempting to store more than 38 significant digits in a Number',
    'ValidationException: Number overflow. Attempting to store a number with magnitude larger than supported range',
    'ValidationException: One or more parameter values were invalid: An string set  may not be empty',
    'ValidationException: Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    'ValidationException: Item size has exceeded the maximum allowed size',
    'ResourceNotFoundException: Requested resource not found',
  ])
  // The last one never reached a table.
  expect(sums('UserErrors', 'ConsumedWriteCapacityUnits')).toEqual([10, 0])
})

test('DDB-04 a conditional write happens once: the second finds the item there', () => {
  const once = { ConditionExpression: 'attribute_not_exists(id)' }
  const { said, sums } = ask({}, [
    put({ id: { S: 'order-1' }, total: { N: '5' } }, once),
    put({ id: { S: 'order-1' }, total: { N: '9' } }, { ...once, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
    get('order-1'),
  ])
  expect(said[1]).toEqual({ name: 'ConditionalCheckFailedException', message: 'The conditional request failed', Item: { id: { S: 'order-1' }, total: { N: '5' } } })
  expect(said[2].Item.total).toEqual({ N: '5' })
  // A write that fails its condition is paid for.
  expect(sums('ConditionalCheckFailedRequests', 'ConsumedWriteCapacityUnits', 'UserErrors')).toEqual([1, 2, 0])
})

test('DDB-04 stock never falls below nothing: the condition and the update are one step', () => {
  const sell = update('sku', 'SET stock = stock - :one', { ':one': { N: '1' }, ':zero': { N: '0' } }, { ConditionExpression: 'stock > :zero', ReturnValues: 'UPDATED_NEW' })
  const { said } = ask({}, [put({ id: { S: 'sku' }, stock: { N: '2' } }), sell, sell, sell])
  expect(said.slice(1)).toEqual([{ Attributes: { stock: { N: '1' } } }, { Attributes: { stock: { N: '0' } } }, { name: 'ConditionalCheckFailedException', message: 'The conditional request failed' }])
})

test('DDB-04 update expressions: SET with sums, lists and defaults, REMOVE, ADD, DELETE, all from the item as it was', () => {
  const { said } = ask({}, [
    put({ id: { S: 'a' }, n: { N: '1' }, parts: { L: [{ S: 'x' }, { S: 'y' }, { S: 'z' }] }, tags: { SS: ['p', 'q'] }, map: { M: { k: { N: '1' } } }, gone: { S: '' } }),
    ['UpdateItem', {
      Key: { id: { S: 'a' } },
      UpdateExpression: 'SET n = n + :ten, former = n, #m.k = if_not_exists(#m.nix, :ten), added = list_append(parts, :more) REMOVE parts[0], parts[2], gone ADD hits :ten, tags :r DELETE nix :r',
      ExpressionAttributeNames: { '#m': 'map' },
      ExpressionAttributeValues: { ':ten': { N: '10' }, ':more': { L: [{ S: 'w' }] }, ':r': { SS: ['r'] } }, ReturnValues: 'ALL_NEW',
    }],
    update('a', 'DELETE tags :all', { ':all': { SS: ['p', 'q', 'r'] } }, { ReturnValues: 'ALL_NEW' }),
    update('new', 'SET n = :n', { ':n': { N: '0.1' } }, { ReturnValues: 'ALL_NEW' }),
    update('new', 'ADD n :n', { ':n': { N: '0.2' } }, { ReturnValues: 'UPDATED_OLD' }),
    get('new'),
  ])
  expect(said[1].Attributes).toEqual({
    id: { S: 'a' }, n: { N: '11' }, former: { N: '1' }, parts: { L: [{ S: 'y' }] }, tags: { SS: ['p', 'q', 'r'] }, map: { M: { k: { N: '10' } } },
    added: { L: [{ S: 'x' }, { S: 'y' }, { S: 'z' }, { S: 'w' }] }, hits: { N: '10' },
  })
  expect(said[2].Attributes.tags).toBeUndefined()
  expect(said.slice(3)).toEqual([{ Attributes: { id: { S: 'new' }, n: { N: '0.1' } } }, { Attributes: { n: { N: '0.1' } } }, { Item: { id: { S: 'new' }, n: { N: '0.3' } } }])
})

test('DDB-04 expressions that AWS refuses, in its words', () => {
  const one = { ':n': { N: '1' } }
  const { said } = ask({}, [
    put({ id: { S: 'a' }, s: { S: 'x' } }),
    update('a', 'SET name = :n', one),
    update('a', 'SET #x = :n', one),
    update('a', 'SET a = :m', one),
    update('a', 'SET a = :n', { ...one, ':unused': { N: '1' } }),
    update('a', 'SET a = :n, a = :n', one),
    update('a', 'SET a.b = :n, a = :n', one),
    update('a', 'SET id = :n', one),
    update('a', 'SET b.c = :n', one),
    update('a', 'SET b = c', undefined),
    update('a', 'SET s = s + :n', one),
    update('a', 'SET a = :n SET b = :n', one),
    update('a', 'SET a == :n', one),
    update('a', 'SET a = increment(:n)', one),
    update('a', '', undefined),
    get('a', { ProjectionExpression: 's, s.x' }),
    put({ id: { S: 'a' } }, { ConditionExpression: 'size(s) > n', ExpressionAttributeNames: { '#s': 's' } }),
  ])
  expect(messages(said).slice(1).map((text) => text.replace('ValidationException: ', ''))).toEqual([
    'Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: name',
    'Invalid UpdateExpression: An expression attribute name used in the document path is not defined; attribute name: #x',
    'Invalid UpdateExpression: An expression attribute value used in expression is not defined; attribute value: :m',
    'Value provided in ExpressionAttributeValues unused in expressions: keys: {:unused}',
    'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]',
    'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a.b], path two: [a]',
    'One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key',
    'The document path provided in the update expression is invalid for update',
    'The provided expression refers to an attribute that does not exist in the item',
    'An operand in the update expression has an incorrect data type',
    'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;',
    'Invalid UpdateExpression: Syntax error; token: "=", near: "SET a == :n"',
    'Invalid UpdateExpression: Invalid function name; function: increment',
    'Invalid UpdateExpression: The expression can not be empty;',
    'Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [s], path two: [s.x]',
    'Value provided in ExpressionAttributeNames unused in expressions: keys: {#s}',
  ])
})

const songs: Call[] = ['a', 'b', 'c', 'd', 'e'].map((title, at) => put({ artist: { S: 'x' }, title: { S: title }, year: { N: String(2_000 + at) }, long: { BOOL: at % 2 === 0 } }))
const MUSIC = { partitionKey: 'artist', sortKey: 'title', globalIndexes: [{ name: 'byYear', partitionKey: 'artist', partitionType: 'S', sortKey: 'year', sortType: 'N', projection: 'KEYS_ONLY', include: '', readUnits: 5, writeUnits: 5 }] }
const query = (condition: string, values: Config, more: Config = {}): Call => ['Query', { KeyConditionExpression: condition, ExpressionAttributeValues: { ':a': { S: 'x' }, ...values }, ...more }]
const titles = (said: { Items: { title: { S: string } }[] }) => said.Items.map(({ title }) => title.S).join('')

test('DDB-04 a query reads one partition in the order of its sort key, in pages, forwards or backwards', () => {
  const { said } = ask(MUSIC, [
    ...songs,
    query('artist = :a', {}),
    query('artist = :a AND title BETWEEN :b AND :d', { ':b': { S: 'b' }, ':d': { S: 'd' } }),
    query('begins_with(title, :b) AND artist = :a', { ':b': { S: 'b' } }),
    query('artist = :a and title > :b', { ':b': { S: 'b' } }, { ScanIndexForward: false }),
    query('artist = :a', {}, { Limit: 2 }),
    query('artist = :a', {}, { Limit: 2, ExclusiveStartKey: { artist: { S: 'x' }, title: { S: 'b' } } }),
    query('artist = :a', {}, { Limit: 2, ExclusiveStartKey: { artist: { S: 'x' }, title: { S: 'd' } }, ScanIndexForward: false }),
  ])
  expect(said.slice(5).map(titles)).toEqual(['abcde', 'bcd', 'b', 'edc', 'ab', 'cd', 'cb'])
  expect(said[9]).toMatchObject({ Count: 2, ScannedCount: 2, LastEvaluatedKey: { artist: { S: 'x' }, title: { S: 'b' } } })
  expect(said[5].LastEvaluatedKey).toBeUndefined()
})

test('DDB-04 a filter comes after the counting: it saves neither units nor pages', () => {
  const { said, sums } = ask(MUSIC, [
    ...songs,
    query('artist = :a', { ':t': { BOOL: true } }, { FilterExpression: '#l = :t', ExpressionAttributeNames: { '#l': 'long' }, Limit: 3, ProjectionExpression: 'title' }),
    ['Scan', { FilterExpression: 'title = :t', ExpressionAttributeValues: { ':t': { S: 'none' } } }],
    ['Scan', { Select: 'COUNT' }],
  ])
  expect(said[5]).toEqual({ Items: [{ title: { S: 'a' } }, { title: { S: 'c' } }], Count: 2, ScannedCount: 3, LastEvaluatedKey: { artist: { S: 'x' }, title: { S: 'c' } } })
  expect(said[6]).toEqual({ Items: [], Count: 0, ScannedCount: 5 })
  expect(said[7]).toEqual({ Count: 5, ScannedCount: 5 })
  expect(sums('ConsumedReadCapacityUnits')).toEqual([1.5])
})

test('DDB-01 DDB-04 a page ends with the item that passes a megabyte; the next begins after it', () => {
  const big = Array.from({ length: 4 }, (_, at) => put({ id: { S: `item-${at}` }, text: { S: 'x'.repeat(350_000) } }))
  const { said } = ask({}, [...big, ['Scan', {}]])
  expect(said[4]).toMatchObject({ Count: 3, ScannedCount: 3 })
  const rest = ask({}, [...big, ['Scan', { ExclusiveStartKey: said[4].LastEvaluatedKey }]])
  expect(rest.said[4].Count).toBe(1)
  expect(rest.said[4].LastEvaluatedKey).toBeUndefined()
})

test('DDB-04 a scan in segments sees every item once', () => {
  const many = Array.from({ length: 40 }, (_, at) => put({ id: { S: `item-${at}` } }))
  const { said } = ask({}, [...many, ...[0, 1, 2].map((Segment): Call => ['Scan', { Segment, TotalSegments: 3 }])])
  const ids = said.slice(40).flatMap(({ Items }) => Items.map((item: { id: { S: string } }) => item.id.S))
  expect(new Set(ids).size).toBe(40)
  expect(ids).toHaveLength(40)
  expect(said[40].Count).toBeGreaterThan(0)
})

test('DDB-04 a global index has its own order, holds what it is set to, and only items that have its keys', () => {
  const { said } = ask(MUSIC, [
    ...songs, put({ artist: { S: 'x' }, title: { S: 'f' } }), put({ artist: { S: 'x' }, title: { S: 'g' }, year: { S: 'long ago' } }),
    query('artist = :a AND #y < :y', { ':y': { N: '2002' } }, { IndexName: 'byYear', ScanIndexForward: false, ExpressionAttributeNames: { '#y': 'year' } }),
    query('artist = :a', {}, { IndexName: 'byYear', Limit: 1 }),
    query('artist = :a', {}, { IndexName: 'byYear', ConsistentRead: true }),
    query('artist = :a', {}, { IndexName: 'byColour' }),
    ['UpdateItem', { Key: { artist: { S: 'x' }, title: { S: 'a' } }, UpdateExpression: 'REMOVE #y', ExpressionAttributeNames: { '#y': 'year' } }],
    query('artist = :a', {}, { IndexName: 'byYear' }),
  ])
  expect(said[6].message).toBe('One or more parameter values were invalid: Type mismatch for Index Key year Expected: N Actual: S IndexName: byYear')
  expect(said[7].Items).toEqual([{ artist: { S: 'x' }, title: { S: 'b' }, year: { N: '2001' } }, { artist: { S: 'x' }, title: { S: 'a' }, year: { N: '2000' } }])
  expect(said[8].LastEvaluatedKey).toEqual({ artist: { S: 'x' }, title: { S: 'a' }, year: { N: '2000' } })
  expect(messages(said.slice(9, 11))).toEqual(['ValidationException: Consistent reads are not supported on global secondary indexes', 'ValidationException: The table does not have the specified index: byColour'])
  expect(titles(said[12])).toBe('bcde')
})

test('DDB-04 key conditions that AWS refuses', () => {
  const { said } = ask(MUSIC, [
    query('title = :a', {}), query('artist > :a', {}), query('artist = :a AND long = :b', { ':b': { BOOL: true } }, { KeyConditionExpression: 'artist = :a AND age = :b' }),
    query('artist = :a OR title = :b', { ':b': { S: 'x' } }), query('artist = :a', {}, { FilterExpression: 'title = :a' }), ['Query', {}],
  ])
  expect(messages(said).map((text) => text.replace('ValidationException: ', ''))).toEqual([
    'Query condition missed key schema element: artist', 'Query key condition not supported', 'Query condition missed key schema element: title',
    'Invalid operator used in KeyConditionExpression: OR', 'Filter Expression can only contain non-primary key attributes: Primary key attribute: title',
    'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
  ])
})

test('DDB-04 conditions: comparisons, ranges, lists, types, sizes, text, sets, precedence', () => {
  const item = { id: { S: 'a' }, n: { N: '5' }, s: { S: 'hello' }, parts: { L: [{ N: '1' }] }, tags: { SS: ['x'] }, deep: { M: { k: { S: 'v' } } } }
  const values = { ':five': { N: '5.0' }, ':one': { N: '1' }, ':nine': { N: '9' }, ':he': { S: 'he' }, ':l': { S: 'l' }, ':x': { S: 'x' }, ':S': { S: 'S' } }
  const holdsFor = (condition: string): boolean => {
    const used = Object.fromEntries(Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(condition)))
    return ask({}, [put(item), put(item, { ConditionExpression: condition, ...(Object.keys(used).length > 0 && { ExpressionAttributeValues: used }) })]).said[1].name === undefined
  }
  const truths = [
    'n = :five', 'n <> :one', 'n BETWEEN :one AND :nine', 'n IN (:one, :five)', 'attribute_exists(deep.k)', 'attribute_not_exists(deep.nix)', 'attribute_type(s, :S)',
    'begins_with(s, :he)', 'contains(s, :l)', 'contains(tags, :x)', 'contains(parts, :one)', 'size(s) = :five', 'size(parts) = :one', 'NOT n = :one', 'nix <> :one',
    'n = :one AND n = :nine OR n = :five', 'n = :five OR n = :one AND n = :nine', 'parts[0] = :one', '(n = :five)',
  ]
  const lies = ['n > :nine', 's > :one', 'nix = :one', 'nix < :one', 'n = :one AND (n = :nine OR n = :five)', 'contains(n, :one)', 'begins_with(n, :he)', 'NOT (n = :five)', 'parts[1] = :one']
  expect(truths.filter((one) => !holdsFor(one))).toEqual([])
  expect(lies.filter(holdsFor)).toEqual([])
})

const transact = (items: Config[], more: Config = {}): Call => ['TransactWriteItems', { TransactItems: items, ...more }]
const move = (amount: string): Config[] => [
  { Update: { TableName: 'shop', Key: { id: { S: 'alice' } }, UpdateExpression: 'SET money = money - :m', ConditionExpression: 'money >= :m', ExpressionAttributeValues: { ':m': { N: amount } } } },
  { Update: { TableName: 'shop', Key: { id: { S: 'bob' } }, UpdateExpression: 'SET money = money + :m', ExpressionAttributeValues: { ':m': { N: amount } } } },
]

test('DDB-04 a transaction does all or nothing, and says for each part why not', () => {
  const accounts = ['alice', 'bob'].map((id) => put({ id: { S: id }, money: { N: '100' } }))
  const { said } = ask({}, [
    ...accounts, transact(move('60')), transact(move('60')), ['BatchGetItem', { RequestItems: { shop: { Keys: [{ id: { S: 'alice' } }, { id: { S: 'bob' } }] } } }],
    transact([move('1')[0]!, { Delete: { TableName: 'shop', Key: { id: { S: 'alice' } } } }]),
    transact([move('1')[1]!, { ConditionCheck: { TableName: 'shop', Key: { id: { S: 'carol' } }, ConditionExpression: 'attribute_exists(id)' } }, { Update: { TableName: 'shop', Key: { id: { S: 'dora' } }, UpdateExpression: 'SET money = money + :m', ExpressionAttributeValues: { ':m': { N: '1' } } } }]),
  ])
  expect(said[2]).toEqual({})
  expect(said[3]).toEqual({
    name: 'TransactionCanceledException', message: 'Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None]',
    CancellationReasons: [{ Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' }, { Code: 'None' }],
  })
  expect(said[4].Responses.shop).toEqual([{ id: { S: 'alice' }, money: { N: '40' } }, { id: { S: 'bob' }, money: { N: '160' } }])
  expect(said[5].message).toBe('Transaction request cannot include multiple operations on one item')
  expect(said[6].CancellationReasons.map((reason: { Code: string }) => reason.Code)).toEqual(['None', 'ConditionalCheckFailed', 'ValidationError'])
})

test('DDB-04 a transaction with a token happens once in ten minutes', () => {
  const pay = (amount: string, token: string, atSec: number): Call => ['TransactWriteItems', { TransactItems: [move(amount)[1]!], ClientRequestToken: token }, atSec]
  const { said } = ask({}, [put({ id: { S: 'bob' }, money: { N: '0' } }), pay('5', 't', 2), pay('5', 't', 3), pay('6', 't', 4), pay('5', 't', 603), ['GetItem', { Key: { id: { S: 'bob' } } }, 700]], { forSec: 800 })
  expect(names(said)).toEqual(['ok', 'ok', 'ok', 'IdempotentParameterMismatchException', 'ok', 'ok'])
  expect(said[5].Item.money).toEqual({ N: '10' })
})

test('DDB-04 in realistic mode an item belongs to a transaction until that is over: writes, transactions and their reads are turned away', () => {
  const add: Config = { TransactItems: [{ Update: { TableName: 'shop', Key: { id: { S: 'a' } }, UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } } } }] }
  const calls: Call[] = [['TransactWriteItems', add, 1], ['TransactWriteItems', add, 1.001], put({ id: { S: 'a' } }), put({ id: { S: 'b' } }), ['TransactGetItems', { TransactItems: [{ Get: { TableName: 'shop', Key: { id: { S: 'a' } } } }] }, 1.002], ['TransactWriteItems', add, 2]]
  const turned = (mode: 'strict' | 'realistic') => {
    const { run } = ask({}, calls, { mode })
    // Realistic answers come in an order of their own; what was refused, and why, stands in them.
    return [run.metric('shop', 'TransactionConflict').sum, told(run, 'code').map(({ content }) => content as { name?: string; message?: string; CancellationReasons?: readonly { Code: string }[] }).flatMap(({ name, CancellationReasons }) => (name ? [`${name} ${CancellationReasons?.[0]?.Code ?? ''}`.trim()] : [])).sort()] as const
  }
  expect(turned('realistic')).toEqual([3, ['TransactionCanceledException TransactionConflict', 'TransactionCanceledException TransactionConflict', 'TransactionConflictException']])
  expect(turned('strict')).toEqual([0, []])
})

test('DDB-05 in realistic mode a global index lags now and then; in strict mode never', () => {
  const missed = (mode: 'strict' | 'realistic') => {
    const calls = Array.from({ length: 200 }, (_, at): Call[] => [
      ['PutItem', { Item: { id: { S: `i${at}` }, team: { S: `t${at}` } } }, 1 + at], ['Query', { IndexName: 'byTeam', KeyConditionExpression: 'team = :t', ExpressionAttributeValues: { ':t': { S: `t${at}` } } }, 1.1 + at],
    ]).flat()
    return ask({ globalIndexes: [{ name: 'byTeam', partitionKey: 'team', partitionType: 'S', sortKey: '', sortType: 'S', projection: 'ALL', include: '', readUnits: 5, writeUnits: 5 }] }, calls, { mode, seed: 7, forSec: 300 }).said.filter((one) => one.Count === 0).length
  }
  expect(missed('strict')).toBe(0)
  expect(missed('realistic')).toBeGreaterThan(8)
  expect(missed('realistic')).toBeLessThan(40)
})

test('DDB-05 in realistic mode an eventually consistent read may see what was there before; a consistent one never', () => {
  const draw = (more: Config) => {
    const calls: Call[] = Array.from({ length: 300 }, (_, at): Call[] => [['UpdateItem', { Key: { id: { S: 'a' } }, UpdateExpression: 'SET n = :n', ExpressionAttributeValues: { ':n': { N: String(at) } } }, 1 + at], ['GetItem', { Key: { id: { S: 'a' } }, ...more }, 1.1 + at]]).flat()
    const { said } = ask({}, calls, { mode: 'realistic', seed: 5, forSec: 400 })
    return said.filter((one) => one.Item !== undefined || one.n === undefined).filter((_, at) => at % 2 === 1).filter((one, at) => Number(one.Item?.n.N ?? -1) !== at).length
  }
  expect(draw({ ConsistentRead: true })).toBe(0)
  // One in ten of three hundred, give or take.
  const stale = draw({})
  expect(stale).toBeGreaterThan(10)
  expect(stale).toBeLessThan(60)
})

test('DDB-10 metrics under CloudWatch’s names', () => {
  const { run, sums } = ask({}, [put({ id: { S: 'a' } }), get('a'), ['Scan', {}]])
  expect(sums('ConsumedWriteCapacityUnits', 'ConsumedReadCapacityUnits', 'ThrottledRequests', 'ReadThrottleEvents', 'WriteThrottleEvents', 'UserErrors', 'ConditionalCheckFailedRequests', 'SystemErrors')).toEqual([1, 1, 0, 0, 0, 0, 0, 0])
  expect(run.metric('shop', 'ReturnedItemCount')).toMatchObject({ count: 1, max: 1 })
  expect(run.metric('shop', 'SuccessfulRequestLatency').count).toBe(3)
  expect(run.metric('shop', 'ItemCount').max).toBe(1)
})

test('DDB-01 items at the start are there without any cost; what is no item is refused before the run', () => {
  const { said, sums } = ask({ items: '[{"id":"a","n":1,"list":[true,null]}]' }, [get('a')])
  expect(said[0]).toEqual({ Item: { id: { S: 'a' }, n: { N: '1' }, list: { L: [{ BOOL: true }, { NULL: true }] } } })
  expect(sums('ConsumedWriteCapacityUnits')).toEqual([0])
  const findings = (items: string) => makePlan(sketch({}, (drawing) => drawing.add('dynamodb', 'shop', { items })), services).findings.map(({ level, text }) => `${level} ${text}`)
  expect(findings('[{"n":1}]')).toEqual(['error Item 1 of shop: One or more parameter values were invalid: Missing the key id in the item. Mend it; the run does not start otherwise.'])
  expect(findings('{"id":1}')).toEqual(['error The items of shop are not a list of objects. Write [{"id": …}].'])
  expect(findings(`[{"id":"a","deep":${'['.repeat(3_000)}${']'.repeat(3_000)}}]`)[0]).toContain('Nesting Levels have exceeded supported limits')
  expect(findings('[{"id":"a"},{"id":"a"}]')[0]).toContain('Item 2 of shop: its key is that of an item before it.')
})

test('DDB-04 a client without code puts its body as an item, or asks as its body says', () => {
  const run = simulate({ services: [...services, asker], forSec: 60 }, (drawing) => {
    drawing.add('dynamodb', 'shop')
    drawing.add('client', 'site', { rps: 1, forMs: 3_000, body: '{"operation":"UpdateItem","input":{"Key":{"id":{"S":"hits"}},"UpdateExpression":"ADD n :one","ExpressionAttributeValues":{":one":{"N":"1"}}}}' })
    drawing.add('client', 'other', { pattern: 'burst', burstSize: 2, forMs: 1, body: '{"name":"x"}' })
    drawing.wire('site', 'shop')
    drawing.wire('other', 'shop')
    drawing.add('asker', 'code')
    drawing.wire('code', 'shop')
    drawing.at(10, 'code', 'ask', { client: 'DynamoDB', operation: 'GetItem', input: { TableName: 'shop', Key: { id: { S: 'hits' } } } })
  })
  expect(told(run, 'code')[0]!.content).toEqual({ Item: { id: { S: 'hits' }, n: { N: '3' } } })
  expect(run.metric('shop', 'ItemCount').max).toBe(3)
  expect(run.metric('site', '2xx').sum).toBe(3)
})

test('DDB-04 a function without code that calls a table waits for its answer', () => {
  const run = simulate({ forSec: 60 }, (drawing) => {
    drawing.add('client', 'site', { rps: 1, forMs: 2_000, body: '{"id":"a"}' })
    drawing.add('lambda', 'fn')
    drawing.add('dynamodb', 'shop', { maxWrites: 1 })
    drawing.wire('site', 'fn')
    drawing.wire('fn', 'shop')
  })
  expect(run.metric('shop', 'ConsumedWriteCapacityUnits').sum).toBe(2)
  expect(run.metric('site', '2xx').sum).toBe(2)
})
