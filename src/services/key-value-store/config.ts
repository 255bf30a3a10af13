import { seconds, text, type Values } from '../../contract/config.ts'

const DG = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/'

export const config = {
  pairs: text('Pairs', { default: 'greeting=hello', as: 'lines', maxLength: 262_144, rule: 'CFF-05', aws: `${DG}kvs-with-functions-kvp.html`, help: 'One to a line, as key=value; or JSON, as it is imported from S3.' }),
  spreadSec: seconds('A change takes', { default: 5, min: 0, max: 3_600, group: 'Playground', rule: 'CFF-05', aws: `${DG}kvs-with-functions.html`, help: 'Until it is at all edge locations.' }),
}
export type StoreConfig = Values<typeof config>
