import { text } from '../drawing/fields.ts'

/**
 * WIR-29: a wire that invokes a function may name a version or an alias of it. Spread into the settings of such wires;
 * a target that is no function ignores it.
 */
export const qualified = {
  qualifier: text('Version or alias', {
    maxLength: 128, at: ['function'], rule: 'WIR-29', aws: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html',
    pattern: { source: '^(\\$LATEST|[A-Za-z0-9_-]*)$', message: 'A version number, the name of an alias, or $LATEST.' },
    help: 'Of the function that is invoked. Empty: $LATEST, the code as it is now.',
  }),
}
export interface Qualified {
  readonly qualifier?: string
}

/** API-08: an API may leave the name to a variable of its stage, and so point each stage at an alias of its own. */
export const stageQualified = {
  qualifier: {
    ...qualified.qualifier,
    pattern: { source: '^(\\$LATEST|[A-Za-z0-9_-]*|\\$\\{stageVariables\\.\\w+\\})$', message: 'A version number, the name of an alias, $LATEST, or ${stageVariables.name}.' },
    help: 'Of the function that is invoked. Empty: $LATEST. ${stageVariables.name} is what the stage says.',
  },
}
export interface Staged {
  readonly stageVariables: readonly { readonly name: string; readonly value: string }[]
}
const VARIABLE = /^\$\{stageVariables\.(\w+)\}$/
export const stageVariableIn = (qualifier: string): string | undefined => VARIABLE.exec(qualifier)?.[1]
/** The wire's settings with the name filled in; a variable that is not there leaves it empty. */
export function fillStage<W extends { readonly qualifier: string }>({ stageVariables }: Staged, wire: W): W {
  const name = stageVariableIn(wire.qualifier)
  return name === undefined ? wire : { ...wire, qualifier: stageVariables.find((one) => one.name === name)?.value ?? '' }
}
