import { choice, flag, type Values } from '../../contract/config.ts'
import { corsFields, hasCors } from '../../contract/http/cors.ts'
import { qualified } from '../../contract/qualifier.ts'

const DG = 'https://docs.aws.amazon.com/lambda/latest/dg/'

export const config = {
  authType: choice('Who may call', {
    default: 'NONE', rule: 'FURL-01', aws: `${DG}urls-auth.html`,
    options: [{ value: 'NONE', label: 'Everybody (NONE)', help: 'The function’s policy still has to say so' }, { value: 'AWS_IAM', label: 'Signed requests (AWS_IAM)' }],
  }),
  invokeMode: choice('Response', {
    default: 'BUFFERED', rule: 'LAM-URL-02', aws: `${DG}configuration-response-streaming.html`,
    options: [{ value: 'BUFFERED', label: 'Buffered', help: 'Up to 6 MB' }, { value: 'RESPONSE_STREAM', label: 'Streamed', help: 'Up to 200 MB, for functions that stream' }],
  }),
  ...corsFields('LAM-URL-05', `${DG}urls-configuration.html#urls-cors`),
}
export type UrlConfig = Values<typeof config>

export const wire = {
  ...qualified,
  permission: flag('Statement for the URL', { default: true, rule: 'FURL-01', aws: `${DG}urls-auth.html`, help: 'lambda:InvokeFunctionUrl in the function’s policy. Take it away to see how AWS refuses.' }),
  invokePermission: flag('Statement to invoke', { default: true, rule: 'LAM-URL-04', aws: `${DG}urls-auth.html`, help: 'lambda:InvokeFunction by way of the URL: needed since October 2025, not in the course’s profile.' }),
}
export type UrlWire = Values<typeof wire>

/** Whether what happens depends on what a request says. */
export const looksAt = (config: UrlConfig): boolean => config.authType === 'AWS_IAM' || hasCors(config)
