/** Where the page finds the packages of the shelf. Apart: most code imports none. */
export { addresses } from 'virtual:shelf'
