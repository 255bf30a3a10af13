/** Made by the build (e2e/tools/shelf-module.mjs). */
declare module 'virtual:shelf' {
  /** Package to the address of its text. */
  export const addresses: { readonly [name: string]: string }
}
