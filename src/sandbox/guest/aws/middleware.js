// @ts-nocheck
/**
 * What code puts around its calls (`middlewareStack.add`), in the SDK's order: by step, then by priority. The request that
 * the later steps see is only a likeness, because nothing is signed or sent here; what they change in the input counts.
 */
const STEPS = ['initialize', 'serialize', 'build', 'finalizeRequest', 'deserialize']
const PRIORITIES = ['high', 'normal', 'low']

function newStack(first = []) {
  let all = [...first]
  const add = (middleware, { step = 'initialize', priority = 'normal', name, tags = [], override = false } = {}, beside) => {
    if (!STEPS.includes(step)) throw new Error(`${step} is not a step of the middleware stack; its steps are ${STEPS.join(', ')}`)
    if (name !== undefined && all.some((one) => one.name === name)) {
      if (!override) throw new Error(`Duplicate middleware name '${name}'`)
      all = all.filter((one) => one.name !== name)
    }
    all.push({ middleware, step, priority, name, tags, ...beside })
  }
  const without = (gone) => {
    const { length } = all
    all = all.filter((one) => !gone(one))
    return all.length < length
  }
  const stack = {
    add: (middleware, options) => add(middleware, options),
    addRelativeTo: (middleware, options) => {
      const at = all.find((one) => one.name === options.toMiddleware)
      // Those of the SDK itself have names that are not here.
      add(middleware, { ...options, step: at?.step ?? 'build', priority: at?.priority }, { relation: options.relation, to: options.toMiddleware })
    },
    use: (plugin) => plugin.applyToStack(stack),
    remove: (what) => without((one) => one.name === what || one.middleware === what),
    removeByTag: (tag) => without((one) => one.tags.includes(tag)),
    clone: () => newStack(all),
    concat: (other) => newStack([...all, ...other.entries()]),
    applyToStack: (other) => all.forEach(({ middleware, ...options }) => other.add(middleware, options)),
    identify: () => ordered(all).map(({ name, step }) => `${name ?? 'anonymous'}: ${step}`),
    identifyOnResolve: () => false,
    resolve: (last, context) => ordered(all).reduceRight((next, { middleware }) => middleware(next, context), last),
  }
  core.define(stack, 'entries', () => all)
  return stack
}
function ordered(all) {
  const rank = ({ step, priority }) => STEPS.indexOf(step) * 3 + PRIORITIES.indexOf(priority)
  const list = all.filter((one) => one.to === undefined || !all.some(({ name }) => name === one.to)).sort((a, b) => rank(a) - rank(b))
  for (const one of all) {
    if (list.includes(one)) continue
    const at = list.findIndex(({ name }) => name === one.to)
    list.splice(one.relation === 'after' ? at + 1 : at, 0, one)
  }
  return list
}

/** The stack of the client, then that of the command, around the call itself. */
async function run(client, command, good, bad, through) {
  try {
    const { how } = command.constructor
    const name = command.constructor.name
    const context = { clientName: client.constructor.name, commandName: name, logger: client.config.logger, inputFilterSensitiveLog: (input) => input, outputFilterSensitiveLog: (output) => output }
    const region = await client.config.region()
    const last = async ({ input }) => ({ output: await new Promise((yes, no) => through(input, yes, no)), response: { statusCode: 200, headers: {} } })
    const request = { protocol: 'https:', method: 'POST', hostname: `${how.service.toLowerCase()}.${region}.amazonaws.com`, path: '/', query: {}, headers: { host: `${how.service.toLowerCase()}.${region}.amazonaws.com` } }
    const own = Object.hasOwn(command, 'middlewareStack') ? command.middlewareStack : newStack()
    const { output } = await client.middlewareStack.concat(own).resolve(last, context)({ input: command.input, request })
    good(output)
  } catch (error) {
    bad(error)
  }
}

Object.assign(exports, { newStack, run })
