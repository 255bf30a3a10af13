import { type SdkFace, textIn } from '../../contract/sdk.ts'

/** SBX-01: the commands of the SQS client; what they do stands in api.ts. */
export const sdk: SdkFace = {
  client: 'SQS',
  operations: {
    SendMessage: 'sqs:SendMessage', SendMessageBatch: 'sqs:SendMessage', ReceiveMessage: 'sqs:ReceiveMessage', DeleteMessage: 'sqs:DeleteMessage',
    DeleteMessageBatch: 'sqs:DeleteMessage', ChangeMessageVisibility: 'sqs:ChangeMessageVisibility', GetQueueAttributes: 'sqs:GetQueueAttributes',
    GetQueueUrl: 'sqs:GetQueueUrl', PurgeQueue: 'sqs:PurgeQueue',
  },
  resource: (operation, input) => textIn(input, operation === 'GetQueueUrl' ? 'QueueName' : 'QueueUrl') ?? '',
  missing: (said) => ({ name: 'QueueDoesNotExist', status: 400, message: said === '' ? 'The request must contain the parameter QueueUrl.' : 'The specified queue does not exist.' }),
}
