// @ts-nocheck
const { clientModule } = part('aws/core')

module.exports = clientModule({
  service: 'SQS', client: 'SQS',
  operations: {
    SendMessage: null, SendMessageBatch: null, ReceiveMessage: null, DeleteMessage: null, DeleteMessageBatch: null,
    ChangeMessageVisibility: null, GetQueueAttributes: null, GetQueueUrl: null, PurgeQueue: null,
  },
  failures: [
    'QueueDoesNotExist', 'InvalidMessageContents', 'ReceiptHandleIsInvalid', 'InvalidIdFormat', 'MessageNotInflight', 'OverLimit', 'PurgeQueueInProgress',
    'BatchEntryIdsNotDistinct', 'BatchRequestTooLong', 'EmptyBatchRequest', 'InvalidBatchEntryId', 'TooManyEntriesInBatchRequest', 'UnsupportedOperation',
    'RequestThrottled', 'InvalidAttributeName', 'InvalidAttributeValue', 'QueueDeletedRecently', 'InvalidAddress', 'InvalidSecurity', 'KmsThrottled',
  ],
})
