// @ts-nocheck
/** What a context object has besides facts, up to Node.js 22. */
const { succeed, fail } = core

module.exports = (context, invocation) => {
  Object.defineProperty(context, 'callbackWaitsForEmptyEventLoop', {
    get: () => invocation.waits,
    set: (value) => {
      invocation.waits = !!value
    },
    enumerable: true, configurable: true,
  })
  context.succeed = (value) => succeed(invocation, value)
  context.fail = (error) => fail(invocation, error ?? 'handled')
  context.done = (error, value) => (error === undefined || error === null ? succeed(invocation, value) : fail(invocation, error))
}
