/** The page's way to the shelf: a module of addresses, one for each package, fetched when code imports it. */
import { ensureShelf, shelf, shelfFile } from './shelf.mjs'

const ID = 'virtual:shelf'

/** @returns {import('vite').Plugin} */
export function shelfModule() {
  return {
    name: 'coldstart-shelf',
    enforce: 'pre',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    async load(id) {
      if (id !== `\0${ID}`) return undefined
      await ensureShelf()
      const files = Object.keys(shelf).map((name, at) => ({ name, at, file: shelfFile(name) }))
      return `${files.map(({ at, file }) => `import f${at} from ${JSON.stringify(`${file}?url`)}`).join('\n')}\nexport const addresses = { ${files.map(({ name, at }) => `${JSON.stringify(name)}: f${at}`).join(', ')} }`
    },
  }
}
