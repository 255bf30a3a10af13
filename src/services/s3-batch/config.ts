import { count, text, type Values } from '../../contract/config.ts'
import { occasions } from '../../contract/source-config.ts'

export const config = {
  ...occasions,
  bucket: text('Bucket', { default: 'photos', maxLength: 63 }),
  keys: text('Keys', { default: 'image-{{seq}}.jpg', maxLength: 1_024, help: 'One task for each object of the manifest; {{seq}} is its number.' }),
  objects: count('Objects in the manifest', { default: 100, min: 1, max: 1_000_000 }),
}
export type JobConfig = Values<typeof config>
