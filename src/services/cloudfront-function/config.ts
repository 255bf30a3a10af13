import { choice, list, text, type Values } from '../../contract/config.ts'

const DG = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/'

export const config = {
  runtime: choice('Runtime', {
    default: 'cloudfront-js-2.0', rule: 'CFF-03', aws: `${DG}functions-javascript-runtime-features.html`,
    options: [{ value: 'cloudfront-js-2.0', label: 'JavaScript 2.0', help: 'With const, let, async functions, Buffer and key-value stores' }, { value: 'cloudfront-js-1.0', label: 'JavaScript 1.0', help: 'ECMAScript 5.1 and a little more' }],
  }),
  stage: choice('Stage', {
    default: 'LIVE', rule: 'STM-04', aws: `${DG}publish-function.html`, help: 'A new function is in development; distributions use what is published.',
    options: [{ value: 'LIVE', label: 'Published (LIVE)' }, { value: 'DEVELOPMENT', label: 'In development' }],
  }),
  code: text('Code', {
    as: 'code', maxLength: 65_536, group: 'Code', rule: 'CFF-01', aws: `${DG}writing-function-code.html`, help: 'A function called handler, which returns the request or a response. Ten kilobytes at most.',
    default: 'function handler(event) {\n  return event.response || event.request;\n}\n',
  }),
  tests: list('Test events', { name: text('Name', { default: 'test', maxLength: 64 }), event: text('Event', { as: 'code', maxLength: 65_536 }) }, { maxRows: 20, group: 'Code', rule: 'CFF-06' }),
}
export type FunctionConfig = Values<typeof config>
