/** `npm start`: from a bare clone to an address, doing only what is not done yet. PORT chooses the port. */
import { ensureBuild, ensurePackages, stop } from './ensure.mjs'
import { serve } from './serve.mjs'

ensurePackages()
if (!ensureBuild()) stop('The page could not be built: see above.')
const port = Number(process.env.PORT ?? 4173)
if (!Number.isInteger(port) || port < 0 || port > 65_535) stop(`PORT is ${process.env.PORT}; it has to be a number from 0 to 65535.`)
const { address } = await serve({ port })
console.log(`Coldstart is at ${address}  (Ctrl-C ends it)`)
