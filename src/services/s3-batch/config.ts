import { count, seconds, text, type Values } from '../../contract/config.ts'

export const config = {
  bucket: text('Bucket', { default: 'photos', maxLength: 63 }),
  keys: text('Keys', { default: 'image-{{seq}}.jpg', maxLength: 1_024, help: 'One task for each object of the manifest; {{seq}} is its number.' }),
  objects: count('Objects in the manifest', { default: 100, min: 1, max: 1_000_000, rule: 'S3-13' }),
  startAtSec: seconds('Begins at', { default: 0, min: 0, max: 31_536_000, group: 'When' }),
  perMinute: count('Jobs a minute', { default: 0, min: 0, max: 60, step: 0.001, group: 'When', help: 'How often the job is run again. 0: once, and by hand.' }),
  forSec: seconds('Goes on for', { default: 60, min: 0, max: 31_536_000, group: 'When', help: 'Of jobs that are run again. 0: to the end of the run.' }),
}
export type JobConfig = Values<typeof config>
