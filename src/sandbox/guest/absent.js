// @ts-nocheck
/** Modules of Node that a sealed function has no use for: they can be imported, and say so when they are used. */
// biome-ignore lint/complexity/useArrowFunction: some are called with new.
const absent = (module, names) => Object.fromEntries(names.split(' ').map((name) => [name, function () {
  throw Object.assign(new Error(`${module}.${name} is not in this playground.`), { name: 'NotImplementedInPlayground' })
}]))
const isIP = (text) => (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && String(text).split('.').every((part) => Number(part) < 256) ? 4 : /^[\da-f:]*:[\da-f:.]+$/i.test(text) ? 6 : 0)
const same = (text) => String(text)
Object.assign(exports, {
  child_process: absent('child_process', 'exec execFile execFileSync execSync fork spawn spawnSync'),
  net: { ...absent('net', 'connect createConnection createServer Server Socket'), isIP, isIPv4: (text) => isIP(text) === 4, isIPv6: (text) => isIP(text) === 6 },
  tls: absent('tls', 'connect createSecureContext createServer TLSSocket'),
  dns: { ...absent('dns', 'lookup resolve resolve4 resolve6 resolveCname resolveMx resolveSrv resolveTxt reverse setServers Resolver'), promises: absent('dns.promises', 'lookup resolve resolve4 resolve6 Resolver') },
  'dns/promises': absent('dns.promises', 'lookup resolve resolve4 resolve6 Resolver'),
  http2: absent('http2', 'connect createServer createSecureServer'),
  readline: absent('readline', 'createInterface clearLine cursorTo'),
  vm: absent('vm', 'createContext runInContext runInNewContext runInThisContext Script'),
  v8: { ...absent('v8', 'serialize deserialize setFlagsFromString writeHeapSnapshot'), getHeapStatistics: () => ({ used_heap_size: core.used(), total_heap_size: core.used(), heap_size_limit: Number(core.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? 128) * 1048576 }) },
  tty: { ...absent('tty', 'ReadStream WriteStream'), isatty: () => false },
  // Names of hosts in plain letters are what they are; others are written as URL writes them.
  punycode: { toASCII: (text) => new URL(`http://${text}`).hostname, toUnicode: same, encode: same, decode: same, version: '2.3.1' },
  'stream/consumers': (() => {
    const gather = async (stream) => {
      const parts = []
      for await (const chunk of stream) parts.push(typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk.buffer ?? chunk, chunk.byteOffset ?? 0, chunk.byteLength))
      return Buffer.concat(parts)
    }
    return { buffer: gather, text: async (stream) => (await gather(stream)).toString(), json: async (stream) => JSON.parse((await gather(stream)).toString()), arrayBuffer: async (stream) => new Uint8Array(await gather(stream)).buffer, blob: async (stream) => new Blob([await gather(stream)]) }
  })(),
})
