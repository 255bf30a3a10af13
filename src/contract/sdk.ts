import type { Dice } from '../base/dice.ts'
import { type Micros, ms } from '../base/units.ts'
import { isThrottle } from './reasons.ts'

/** GEN-10: how the AWS SDK retries in its standard mode, whoever uses it: a client, or code in a function. */
export const SDK_TRIES = 3
export const SDK_CAP_MS = 20_000

/** A throttle and a failure of the service are worth another try; a function error (200) and any other refusal are not. */
export const sdkRetries = (status: number, why = 0): boolean => status >= 500 || isThrottle(status, why)

/** The wait after this many tries: up to 100 ms, after a throttle up to 500 ms, doubled each time. Strict mode takes all of it. */
export function sdkDelay(tries: number, status: number, dice: Dice, strict: boolean, why = 0): Micros {
  const longest = Math.min(SDK_CAP_MS, (isThrottle(status, why) ? 500 : 100) * 2 ** (tries - 1))
  return ms(strict ? longest : dice.next() * longest)
}

/** What code may ask of a service through its SDK client (SBX-01, SBX-02). */
export interface SdkFace<C = any> {
  /** The client's name without "Client": SQS, DynamoDB, S3 … */
  readonly client: string
  /** A second client for the same resources (SESv2). */
  readonly also?: string
  /** Each operation it knows, and the action that its caller must be allowed. */
  readonly operations: { readonly [operation: string]: string }
  /** The action where an input asks for another than its operation does as a rule: a version, for one. */
  readonly action?: (operation: string, input: any) => string | undefined
  /** The resource that an input is about, as the code says it: a name, a URL or an ARN. Undefined: it says none. */
  readonly resource: (operation: string, input: any) => string | undefined
  /** What of that resource, if permission is a matter of it: the key of an object, after its slash. */
  readonly part?: (operation: string, input: any) => string | undefined
  /** Of an operation about several parts: each with its action. Who may not touch one may yet touch the others. */
  readonly parts?: (operation: string, input: any) => readonly CallPart[] | undefined
  /** Of some operations the action on the whole resource without which nobody is told that a part of it is not there. */
  readonly tells?: { readonly [operation: string]: string }
  /** Of some operations another that its caller must be allowed, too: what it reads elsewhere. */
  readonly needs?: (operation: string, input: any) => { readonly operation: string; readonly input: unknown } | undefined
  /** When a name alone does not tell whether this node is meant. */
  readonly isMeant?: (said: string, name: string, arn: string, config: C) => boolean
  /** What AWS throws when no such resource is there. */
  readonly missing: (said: string, operation: string) => CallRefusal
}
export interface CallPart {
  readonly part: string
  readonly action: string
}
/** A call that reaches nobody, in AWS's words. */
export interface CallRefusal {
  readonly name: string
  readonly status: number
  readonly message: string
}
/** The content of a message that is a call. */
export interface CallContent {
  readonly operation: string
  /** Parsed JSON of untrusted code: look at own properties only. */
  readonly input: any
  /** What the caller is told in place of "not there", when it may not know that. */
  readonly absent?: CallRefusal
  /** Of several parts those that its caller may not touch, by their place, and what it is told of them. */
  readonly refused?: { readonly [place: number]: CallRefusal }
}
export const isRefusal = (found: object): found is CallRefusal => 'status' in found
/** A resource is meant by its name, its ARN, or a URL or ARN that ends in its name. */
export const saysName = (said: string, name: string, arn: string): boolean =>
  said === name || said === arn || ((said.startsWith('https://') || said.startsWith('arn:')) && (said.endsWith(`/${name}`) || said.endsWith(`:${name}`)))
/** An own property of untrusted input, if it is a text. */
export function textIn(input: unknown, name: string): string | undefined {
  const value = field(input, name)
  return typeof value === 'string' ? value : undefined
}

/** A field of what code sent, which is untrusted: own properties only. */
export function field(input: unknown, name: string): unknown {
  return typeof input === 'object' && input !== null && Object.hasOwn(input, name) ? (input as { readonly [name: string]: unknown })[name] : undefined
}
