// @ts-nocheck
/** What handlers give a client beside its region: how it connects, and who it is. Both are settled here, so it is only kept. */
class NodeHttpHandler {
  constructor(options = {}) {
    this.config = options
  }
  static create(options) {
    return new this(options)
  }
  destroy() {}
}
const { env } = process
const credentials = () => async () => ({ accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY, sessionToken: env.AWS_SESSION_TOKEN })

Object.assign(exports, {
  NodeHttpHandler, NodeHttp2Handler: class NodeHttp2Handler extends NodeHttpHandler {},
  fromEnv: credentials, fromNodeProviderChain: credentials, defaultProvider: credentials,
})
