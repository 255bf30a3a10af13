import type { Role } from './service.ts'

/** What a tool beside the settings of a wire is given: it shows, and changes nothing. */
export interface WireToolProps {
  /** The wire's settings, defaults filled in. */
  readonly config: any
  /** Its id. */
  readonly wire: string
  /** The service that the wire leaves. */
  readonly service: string
  readonly from: string
  readonly to: string
  readonly fromArn: string
  readonly toArn: string
  /** What the node at its end is. */
  readonly role: Role
}
