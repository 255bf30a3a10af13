/** The language of settings, as services use it. It lives with the drawing, because links and files speak it too. */
export * from '../drawing/fields.ts'
/** What is wrong with a value that did not come through a form, as one sentence. */
export { checkValue } from '../drawing/field-check.ts'
