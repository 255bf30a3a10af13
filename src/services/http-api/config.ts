import { choice, count, millis, text, type Values } from '../../contract/config.ts'
import { qualified } from '../../contract/qualifier.ts'

/** The first slice of the HTTP API: a proxy with an integration timeout. Routes, authorizers, CORS and throttling follow. */
export const config = {
  integrationTimeoutMs: millis('Integration timeout', { default: 30_000, min: 50, max: 30_000, rule: 'LAM-SYNC-09', help: 'At most 30 s; the function behind may run on, unheard.' }),
}
export const wire = {
  ...qualified,
  method: choice('Method', { default: 'ANY', options: [{ value: 'ANY', label: 'ANY' }, { value: 'GET', label: 'GET' }, { value: 'POST', label: 'POST' }, { value: 'PUT', label: 'PUT' }, { value: 'DELETE', label: 'DELETE' }] }),
  path: text('Path', { default: '/{proxy+}', maxLength: 1_024 }),
  weight: count('Order', { default: 1, min: 0, max: 1_000 }),
}
export type HttpConfig = Values<typeof config>
