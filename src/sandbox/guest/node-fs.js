// @ts-nocheck
/** node:fs: /tmp in memory, for as long as the environment lives; the function and its layers, to read. */
const { Buffer } = part('buffer')
const { nextTick, now, config } = core
const MADE = new Date(1767225600000)

const files = new Map()
const folders = new Map([['/', MADE], ['/tmp', MADE], ['/var', MADE], ['/var/task', MADE], ['/opt', MADE], ['/var/runtime', MADE]])
const given = new Set(JSON.parse(core.read('*')))
for (const path of given) for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) folders.set(path.slice(0, at), MADE)

const failure = (code, what, call, path) => Object.assign(new Error(`${code}: ${what}, ${call} '${path}'`), { errno: { ENOENT: -2, EROFS: -30, EEXIST: -17, ENOTDIR: -20, EISDIR: -21, ENOTEMPTY: -39, ENOSPC: -28 }[code], code, syscall: call, path })
const pathOf = (path) => part('node-path').resolve(path instanceof URL ? decodeURIComponent(path.pathname) : Buffer.isBuffer(path) ? path.toString() : path)
const found = (path) => {
  const own = files.get(path)
  if (own) return own
  if (!given.has(path)) return undefined
  return { bytes: Buffer.from(core.read(path)), at: MADE, born: MADE }
}
const writable = (path, call) => {
  if (path !== '/tmp' && !path.startsWith('/tmp/')) throw failure('EROFS', 'read-only file system', call, path)
  const folder = path.replace(/\/[^/]*$/, '') || '/'
  if (!folders.has(folder)) throw failure('ENOENT', 'no such file or directory', call, path)
}
const room = (extra, path) => {
  let sum = extra
  for (const { bytes } of files.values()) sum += bytes.length
  if (sum > config.ephemeralMb * 1048576) throw failure('ENOSPC', 'no space left on device', 'write', path)
}
const when = () => new Date(1767225600000 + now() / 1000)
const encodingIn = (options) => (typeof options === 'string' ? options : options?.encoding)
const bytesOf = (data, options) => (typeof data === 'string' ? Buffer.from(data, encodingIn(options)) : Buffer.from(part('encoding').viewOf(data)))
const shown = (bytes, options) => (encodingIn(options) ? bytes.toString(encodingIn(options)) : bytes)
const children = (path) => {
  const root = path === '/' ? '/' : `${path}/`
  const names = new Set()
  for (const one of [...files.keys(), ...given, ...folders.keys()]) if (one.startsWith(root) && one !== root) names.add(one.slice(root.length).split('/')[0])
  return [...names].filter((name) => name !== '').sort()
}
class Stats {
  constructor(path) {
    const file = found(path)
    this.folder = !file
    Object.defineProperty(this, 'folder', { enumerable: false })
    const at = file ? file.at : folders.get(path)
    Object.assign(this, { dev: 1, mode: file ? 33188 : 16877, nlink: 1, uid: 993, gid: 990, size: file ? file.bytes.length : 4096, blksize: 4096, blocks: file ? Math.ceil(file.bytes.length / 512) : 8, atimeMs: +at, mtimeMs: +at, ctimeMs: +at, birthtimeMs: +(file?.born ?? at), atime: at, mtime: at, ctime: at, birthtime: file?.born ?? at })
  }
  isFile() {
    return !this.folder
  }
  isDirectory() {
    return this.folder
  }
  isSymbolicLink() {
    return false
  }
}
class Dirent {
  constructor(name, parentPath) {
    Object.assign(this, { name, parentPath, path: parentPath })
  }
  isFile() {
    return !this.isDirectory()
  }
  isDirectory() {
    return folders.has(`${this.parentPath === '/' ? '' : this.parentPath}/${this.name}`)
  }
  isSymbolicLink() {
    return false
  }
}

const sync = {
  readFile(from, options) {
    const path = pathOf(from)
    const file = found(path)
    if (!file) throw folders.has(path) ? failure('EISDIR', 'illegal operation on a directory', 'read', path) : failure('ENOENT', 'no such file or directory', 'open', path)
    core.charge(file.bytes.length / 16)
    return shown(Buffer.from(file.bytes), options)
  },
  writeFile(to, data, options) {
    const path = pathOf(to)
    writable(path, 'open')
    if (folders.has(path)) throw failure('EISDIR', 'illegal operation on a directory', 'open', path)
    if (options?.flag === 'wx' && files.has(path)) throw failure('EEXIST', 'file already exists', 'open', path)
    if (options?.flag === 'a') return sync.appendFile(to, data, options)
    const bytes = bytesOf(data, options)
    room(bytes.length - (files.get(path)?.bytes.length ?? 0), path)
    files.set(path, { bytes, at: when(), born: files.get(path)?.born ?? when() })
  },
  appendFile(to, data, options) {
    const path = pathOf(to)
    writable(path, 'open')
    const bytes = bytesOf(data, options)
    room(bytes.length, path)
    const old = files.get(path)
    files.set(path, { bytes: old ? Buffer.concat([old.bytes, bytes]) : bytes, at: when(), born: old?.born ?? when() })
  },
  unlink(from) {
    const path = pathOf(from)
    if (!found(path)) throw failure('ENOENT', 'no such file or directory', 'unlink', path)
    writable(path, 'unlink')
    files.delete(path)
  },
  rm(from, options) {
    const path = pathOf(from)
    if (!found(path) && !folders.has(path)) {
      if (options?.force) return
      throw failure('ENOENT', 'no such file or directory', 'rm', path)
    }
    writable(path, 'rm')
    if (folders.has(path) && !options?.recursive) throw Object.assign(new Error(`Path is a directory: rm returned EISDIR (is a directory) ${path}`), { code: 'ERR_FS_EISDIR' })
    for (const one of [...files.keys()]) if (one === path || one.startsWith(`${path}/`)) files.delete(one)
    for (const one of [...folders.keys()]) if (one === path || one.startsWith(`${path}/`)) folders.delete(one)
    if (path === '/tmp') folders.set('/tmp', MADE)
  },
  mkdir(to, options) {
    const path = pathOf(to)
    if (folders.has(path)) {
      if (options?.recursive) return undefined
      throw failure('EEXIST', 'file already exists', 'mkdir', path)
    }
    if (!options?.recursive) writable(path, 'mkdir')
    else if (!path.startsWith('/tmp/')) throw failure('EROFS', 'read-only file system', 'mkdir', path)
    for (let at = path.indexOf('/', 5); at > 0; at = path.indexOf('/', at + 1)) if (!folders.has(path.slice(0, at))) folders.set(path.slice(0, at), when())
    folders.set(path, when())
    return options?.recursive ? path : undefined
  },
  mkdtemp(prefix) {
    let name = prefix
    for (let i = 0; i < 6; i++) name += 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'[(core.bits() >>> 0) % 62]
    sync.mkdir(name)
    return name
  },
  rmdir(from, options) {
    const path = pathOf(from)
    if (!folders.has(path)) throw failure('ENOENT', 'no such file or directory', 'rmdir', path)
    if (children(path).length > 0 && !options?.recursive) throw failure('ENOTEMPTY', 'directory not empty', 'rmdir', path)
    sync.rm(path, { recursive: true })
  },
  readdir(from, options) {
    const path = pathOf(from)
    if (!folders.has(path)) throw found(path) ? failure('ENOTDIR', 'not a directory', 'scandir', path) : failure('ENOENT', 'no such file or directory', 'scandir', path)
    const names = children(path)
    return options?.withFileTypes ? names.map((name) => new Dirent(name, path)) : names
  },
  stat(from, options) {
    const path = pathOf(from)
    if (found(path) || folders.has(path)) return new Stats(path)
    if (options?.throwIfNoEntry === false) return undefined
    throw failure('ENOENT', 'no such file or directory', 'stat', path)
  },
  access(from, mode = 0) {
    const path = pathOf(from)
    if (!found(path) && !folders.has(path)) throw failure('ENOENT', 'no such file or directory', 'access', path)
    if (mode & 2 && !path.startsWith('/tmp')) throw failure('EROFS', 'read-only file system', 'access', path)
  },
  rename(from, to) {
    const path = pathOf(from)
    const target = pathOf(to)
    if (!found(path) && !folders.has(path)) throw failure('ENOENT', 'no such file or directory', 'rename', path)
    writable(path, 'rename')
    writable(target, 'rename')
    for (const [one, file] of [...files]) {
      if (one !== path && !one.startsWith(`${path}/`)) continue
      files.set(target + one.slice(path.length), file)
      files.delete(one)
    }
    for (const [one, at] of [...folders]) {
      if (one !== path && !one.startsWith(`${path}/`)) continue
      folders.set(target + one.slice(path.length), at)
      folders.delete(one)
    }
  },
  copyFile(from, to) {
    sync.writeFile(to, sync.readFile(from))
  },
  truncate(from, length = 0) {
    sync.writeFile(from, sync.readFile(from).subarray(0, length))
  },
  chmod() {}, chown() {}, utimes() {},
  realpath: (path) => pathOf(path),
}
sync.lstat = sync.stat

const fs = { existsSync: (path) => found(pathOf(path)) !== undefined || folders.has(pathOf(path)), constants: { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1 }, promises: { constants: { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1 } }, Stats, Dirent }
for (const name of Object.keys(sync)) {
  fs[`${name}Sync`] = sync[name]
  fs.promises[name] = async (...args) => sync[name](...args)
  fs[name] = (...args) => {
    const back = args.pop()
    let out
    try {
      out = sync[name](...args)
    } catch (error) {
      return nextTick(back, error)
    }
    nextTick(back, null, out)
  }
}
fs.createReadStream = (path, options) => part('node-stream').Readable.from([sync.readFile(path)], options)
fs.createWriteStream = (path, options) => {
  sync.writeFile(path, '', options)
  return new (part('node-stream').Writable)({ write: (chunk, _encoding, done) => (sync.appendFile(path, chunk), done()) })
}
fs.default = fs
module.exports = fs
