import { defineService } from '../../contract/service.ts'
import { behaviour } from './behaviour.ts'
import { check } from './check.ts'
import { config, wire } from './config.ts'

export const cognito = defineService({
  id: 'cognito', title: 'Cognito user pool', group: 'More sources', category: 'neutral', role: () => 'other',
  limit: 'A trigger has 5 s, three times',
  help: 'Signing up and signing in ask functions at certain points, and wait for them: five seconds, three tries in all, then the user sees an error. The function gives back the event it got, with its response filled in; one that returns nothing fails the sign-in.',
  config,
  ports: [{ id: 'trigger', label: 'Triggers', side: 'right', several: true, to: { function: 'sync' }, config: wire, live: Object.keys(wire), latency: { p50: 60, p99: 250 } }],
  summary: (values) => `${values.perMinute} sign-ins a minute`,
  arn: (name, region, account) => `arn:aws:cognito-idp:${region}:${account}:userpool/${name}`,
  naming: { pattern: /^[\w\s+=,.@-]{1,128}$/, text: 'A pool name has 1 to 128 letters, digits, spaces or + = , . @ -.', stem: 'users' },
  behaviour,
  check,
})
