import { text } from '../drawing/fields.ts'

/**
 * WIR-29: a wire that invokes a function may name a version or an alias of it. Spread into the settings of such wires;
 * a target that is no function ignores it.
 */
export const qualified = {
  qualifier: text('Version or alias', {
    maxLength: 128, rule: 'WIR-29', aws: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html',
    pattern: { source: '^(\\$LATEST|[A-Za-z0-9_-]*)$', message: 'A version number, the name of an alias, or $LATEST.' },
    help: 'Of the function that is invoked. Empty: $LATEST, the code as it is now.',
  }),
}
export interface Qualified {
  readonly qualifier?: string
}
