/** The language of settings, as services use it. It lives with the drawing, because links and files speak it too. */
export * from '../drawing/fields.ts'
