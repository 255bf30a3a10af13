/** Bodies that a person writes for senders without code: JSON, with placeholders that are filled in for each message. */

const PLACEHOLDER = /\{\{\s*(\w*)[^}]*\}\}/g

/** Placeholders in a text that none of these is. */
export function strangePlaceholders(text: string, known: readonly string[]): string[] {
  return [...text.matchAll(PLACEHOLDER)].filter(([, verb]) => !known.includes(verb!)).map(([whole]) => whole)
}

/** It begins as JSON does, and is none: what the parser says of it. A number stands for each placeholder. */
export function brokenJson(text: string): string | undefined {
  if (!/^\s*[[{](?!\{)/.test(text)) return undefined
  try {
    JSON.parse(text.replace(PLACEHOLDER, '0'))
    return undefined
  } catch (error) {
    return (error as Error).message.replace(/^JSON\.parse: /, '').replace(/, "[\s\S]*" is not valid JSON$/, '').replace(/\.$/, '')
  }
}
