import { type SdkFace, textIn } from '../../contract/sdk.ts'

/** SBX-01: the commands of the Lambda client; what they do stands in api.ts. */
export const sdk: SdkFace = {
  client: 'Lambda',
  operations: { Invoke: 'lambda:InvokeFunction', GetFunctionConfiguration: 'lambda:GetFunctionConfiguration' },
  resource: (_, input) => textIn(input, 'FunctionName') ?? '',
  // A name, a partial or a whole ARN, each with a qualifier or without.
  isMeant: (said, name, arn) => said.split(':')[0] === name || said === arn || said.startsWith(`${arn}:`) || said.includes(`:function:${name}:`) || said.endsWith(`:function:${name}`),
  missing: (said) => ({ name: 'ResourceNotFoundException', status: 404, message: `Function not found: arn:aws:lambda:us-east-1:123456789012:function:${said}` }),
}
