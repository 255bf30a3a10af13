// @ts-nocheck
/** Loading code, and the ways in which that and its promises fail, as the Lambda runtime names them. */
/** Why the code could not be loaded, as the runtime names it. */
const notEntered = (error, early) => {
  if (core.isError(error) && (error.code === 'MODULE_NOT_FOUND' || error.code === 'ERR_MODULE_NOT_FOUND')) return core.crash('Runtime.ImportModuleError', wrapped('Runtime.ImportModuleError', error))
  if (core.isError(error) && error instanceof SyntaxError && early) return core.crash('Runtime.UserCodeSyntaxError', wrapped('Runtime.UserCodeSyntaxError', error))
  core.crash('Runtime.Unknown', error)
}
const wrapped = (name, error) => {
  const message = `${error.name}: ${linked(error.message)}`
  const out = new Error(message)
  core.define(out, 'name', name)
  const stack = typeof error.stack === 'string' ? error.stack : ''
  core.define(out, 'stack', `${name}: ${message}${stack.slice(Math.max(0, stack.search(/\n {4}at |$/)))}`)
  return out
}
/** An import of a name that is not there, as V8 says it. */
const linked = (message) => message.replace(/^Could not find export '(.*)' in module '(.*)'$/, "The requested module '$2' does not provide an export named '$1'").replace(/'coldstart:part\//, "'")
const enterScript = (path) => {
  let exports
  try {
    exports = requireFrom('/var/runtime/index.mjs')(path)
  } catch (error) {
    return notEntered(error, false)
  }
  core.entered(exports)
}
const loaded = Object.create(null)
const requireFrom = (base) => {
  const require = (name) => {
    if (typeof name !== 'string') throw new TypeError('The "id" argument must be of type string.')
    const found = core.resolve(base, name)
    if (found.startsWith('part:')) return part(found.slice(5))
    if (found[0] === '!') throw notFound(found.slice(1))
    const known = loaded[found]
    if (known) return known.exports
    const module = (loaded[found] = { exports: {}, id: found, filename: found, loaded: false, children: [], paths: [] })
    try {
      if (/\.json$/.test(found)) module.exports = JSON.parse(core.read(found))
      else {
        module.require = requireFrom(found)
        const run = core.file(found)
        run.call(module.exports, module.exports, module.require, module, found, found.replace(/\/[^/]*$/, ''))
      }
    } catch (error) {
      delete loaded[found]
      throw error
    }
    module.loaded = true
    return module.exports
  }
  require.resolve = (name) => {
    const found = core.resolve(base, name)
    if (found[0] === '!') throw notFound(found.slice(1))
    return found.startsWith('part:') ? name : found
  }
  require.cache = loaded
  return require
}
const notFound = (message) => {
  const error = new Error(message)
  error.code = 'MODULE_NOT_FOUND'
  return error
}
const named = (name, message) => {
  const error = new Error(message)
  core.define(error, 'name', name)
  core.define(error, 'stack', `${name}: ${message}`)
  return error
}

Object.assign(exports, {
  notEntered, enterScript, requireFrom, named,
  noHandler: (found) => core.crash('Runtime.HandlerNotFound', named('Runtime.HandlerNotFound', `${core.config.handler} is ${found ? 'not a function' : 'undefined or not exported'}`)),
  callbacksAreGone: () => core.crash('Runtime.Unknown', named('Runtime.CallbackHandlerDeprecated', 'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.')),
  neverSettled: () => core.crash('Runtime.NodejsExit', named('Runtime.NodejsExit', 'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes')),
  rejected: (reason) => {
    const error = named('Runtime.UnhandledPromiseRejection', core.isError(reason) ? part('errors').headOf(reason) : String(reason))
    if (core.isError(reason) && typeof reason.stack === 'string') core.define(error, 'stack', `${error.stack}\n${reason.stack}`)
    core.crash('Runtime.UnhandledPromiseRejection', error)
  },
})
