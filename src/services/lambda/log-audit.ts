/** LAM-OBS-01: what CloudTrail keeps of a function. Changes are management events; invocations are data, and left out unless asked for. */
export interface AuditEvent {
  readonly eventName: string
  readonly eventCategory: 'Management' | 'Data'
}

const management = (eventName: string): AuditEvent => ({ eventName, eventCategory: 'Management' })
/** Calls that CloudTrail sees, but keeps only where a trail selects data events. */
export const INVOKE: AuditEvent = { eventName: 'Invoke', eventCategory: 'Data' }

/** Settings that have a call of their own; all others are set by one call together. */
const CALLS: { readonly [setting: string]: string } = {
  reserved: 'PutFunctionConcurrency', maxRetries: 'PutFunctionEventInvokeConfig', maxAgeSec: 'PutFunctionEventInvokeConfig', asyncSettings: 'PutFunctionEventInvokeConfig',
  recursion: 'PutFunctionRecursionConfig', versions: 'PublishVersion', aliases: 'UpdateAlias', provisioned: 'PutProvisionedConcurrencyConfig',
  schedules: 'PutScheduledAction', idleEndSec: '',
}

/** The calls behind a dated action on a function: a change of settings, or a verb. */
export function auditEvents(verb: string, settings: readonly string[]): AuditEvent[] {
  if (verb === 'deploy') return [management('UpdateFunctionCode')]
  if (verb === 'publish') return [management('PublishVersion'), ...(settings.includes('alias') ? [management('UpdateAlias')] : [])]
  if (verb === 'enable' || verb === 'disable') return [management('UpdateEventSourceMapping')]
  if (verb !== 'set') return []
  const names = new Set(settings.map((setting) => CALLS[setting] ?? 'UpdateFunctionConfiguration'))
  return [...names].filter((name) => name !== '').map(management)
}

/** Whether CloudTrail keeps it without being asked. */
export const keptByDefault = ({ eventCategory }: AuditEvent): boolean => eventCategory === 'Management'
