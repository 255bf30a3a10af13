/** The program for the machine, compiled (e2e/tools/assembly.mjs). */
declare module '*?machine' {
  const base64: string
  export default base64
}
