// @ts-nocheck
/** client-dynamodb, and lib-dynamodb over it. */
const { clientModule, pages } = part('aws/core')
const { marshall, unmarshall, convertToAttr, NumberValue } = part('aws/util-dynamodb')

const client = clientModule({
  service: 'DynamoDB', client: 'DynamoDB',
  operations: {
    GetItem: null, PutItem: null, UpdateItem: null, DeleteItem: null, Query: null, Scan: null, BatchGetItem: null, BatchWriteItem: null, TransactGetItems: null, TransactWriteItems: null,
  },
  failures: [
    'ConditionalCheckFailedException', 'ResourceNotFoundException', 'ProvisionedThroughputExceededException', 'TransactionCanceledException', 'TransactionConflictException', 'TransactionInProgressException',
    'ItemCollectionSizeLimitExceededException', 'RequestLimitExceeded', 'ThrottlingException', 'InternalServerError', 'IdempotentParameterMismatchException', 'DuplicateItemException', 'InvalidEndpointException', 'ResourceInUseException', 'LimitExceededException', 'ReplicatedWriteConflictException',
  ],
})
client.paginateQuery = pages(client.QueryCommand, 'ExclusiveStartKey', 'LastEvaluatedKey', 'Limit')
client.paginateScan = pages(client.ScanCommand, 'ExclusiveStartKey', 'LastEvaluatedKey', 'Limit')

const each = (from, change) => {
  const out = {}
  for (const key of Object.keys(from)) Object.defineProperty(out, key, { value: change(from[key]), writable: true, enumerable: true, configurable: true })
  return out
}
const changed = (from, names, change) => {
  const out = { ...from }
  for (const name of names) if (out[name] !== undefined && out[name] !== null) out[name] = change(out[name])
  return out
}
const IN = ['Item', 'Key', 'ExclusiveStartKey']
const OUT = ['Item', 'Attributes', 'LastEvaluatedKey']

/** A document's command in DynamoDB's own form. */
function inward(input, options) {
  const map = (item) => marshall(item, options)
  const out = changed(input, IN, map)
  if (out.ExpressionAttributeValues) out.ExpressionAttributeValues = each(out.ExpressionAttributeValues, (value) => convertToAttr(value, options))
  if (out.RequestItems) {
    out.RequestItems = each(out.RequestItems, (table) => (Array.isArray(table)
      ? table.map(({ PutRequest, DeleteRequest }) => (PutRequest ? { PutRequest: { ...PutRequest, Item: map(PutRequest.Item) } } : { DeleteRequest: { ...DeleteRequest, Key: map(DeleteRequest.Key) } }))
      : { ...table, Keys: table.Keys?.map(map) }))
  }
  if (out.TransactItems) out.TransactItems = out.TransactItems.map((one) => each(one, (part) => inward(part, options)))
  return out
}
function outward(output, options) {
  const native = (item) => unmarshall(item, options)
  const out = changed(output, OUT, native)
  if (Array.isArray(out.Items)) out.Items = out.Items.map(native)
  if (Array.isArray(out.Responses)) out.Responses = out.Responses.map((one) => (one.Item ? { ...one, Item: native(one.Item) } : one))
  else if (out.Responses) out.Responses = each(out.Responses, (items) => items.map(native))
  if (out.UnprocessedItems) out.UnprocessedItems = each(out.UnprocessedItems, (list) => list.map(({ PutRequest, DeleteRequest }) => (PutRequest ? { PutRequest: { ...PutRequest, Item: native(PutRequest.Item) } } : { DeleteRequest: { ...DeleteRequest, Key: native(DeleteRequest.Key) } })))
  if (out.UnprocessedKeys) out.UnprocessedKeys = each(out.UnprocessedKeys, (table) => ({ ...table, Keys: table.Keys?.map(native) }))
  return out
}

const document = {}
const DOCUMENTS = { Get: 'GetItem', Put: 'PutItem', Update: 'UpdateItem', Delete: 'DeleteItem', Query: 'Query', Scan: 'Scan', BatchGet: 'BatchGetItem', BatchWrite: 'BatchWriteItem', TransactGet: 'TransactGetItems', TransactWrite: 'TransactWriteItems' }
const LOW = Symbol('low')
for (const [name, operation] of Object.entries(DOCUMENTS)) {
  const label = `${name}Command`
  document[label] = { [label]: class {
    constructor(input) {
      this.input = input ?? {}
    }
  } }[label]
  document[label][LOW] = client[`${operation}Command`]
}
class DynamoDBDocumentClient {
  constructor(low, options = {}) {
    this.low = low
    this.options = options
    this.config = { ...low.config, translateConfig: options }
    this.middlewareStack = low.middlewareStack
  }
  static from(low, options) {
    return new this(low, options)
  }
  send(command, options, callback) {
    const back = typeof options === 'function' ? options : callback
    const result = this.sent(command, typeof options === 'object' ? options : undefined)
    if (typeof back !== 'function') return result
    result.then((value) => back(null, value), (error) => back(error))
  }
  async sent(command, options) {
    const Low = command?.constructor?.[LOW]
    if (!Low) return this.low.send(command, options)
    return outward(await this.low.send(new Low(inward(command.input, { removeUndefinedValues: false, convertTopLevelContainer: false, ...this.options.marshallOptions })), options), this.options.unmarshallOptions)
  }
  destroy() {}
}
class DynamoDBDocument extends DynamoDBDocumentClient {}
for (const name of Object.keys(DOCUMENTS)) {
  core.define(DynamoDBDocument.prototype, name[0].toLowerCase() + name.slice(1), function (input, options, callback) {
    return this.send(new document[`${name}Command`](input), options, callback)
  })
}

module.exports = client
core.define(module.exports, 'document', Object.assign(document, {
  DynamoDBDocumentClient, DynamoDBDocument, NumberValue, NumberValueImpl: NumberValue,
  paginateQuery: pages(document.QueryCommand, 'ExclusiveStartKey', 'LastEvaluatedKey', 'Limit'), paginateScan: pages(document.ScanCommand, 'ExclusiveStartKey', 'LastEvaluatedKey', 'Limit'),
}))
