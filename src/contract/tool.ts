/** What a tool beside the settings of a wire is given: it shows, and changes nothing. */
export interface WireToolProps {
  /** The wire's settings, defaults filled in. */
  readonly config: any
  readonly from: string
  readonly to: string
  readonly role: string
}
