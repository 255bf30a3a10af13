// @ts-nocheck
/** node:path, as on Linux. */
function normal(path) {
  if (path === '') return '.'
  const rooted = path[0] === '/'
  const out = []
  for (const piece of path.split('/')) {
    if (piece === '' || piece === '.') continue
    if (piece !== '..') out.push(piece)
    else if (out.length > 0 && out.at(-1) !== '..') out.pop()
    else if (!rooted) out.push('..')
  }
  const whole = (rooted ? '/' : '') + out.join('/')
  return whole === '' ? (rooted ? '/' : '.') : whole !== '/' && path.endsWith('/') ? `${whole}/` : whole
}
const certain = (path) => {
  if (typeof path === 'string') return path
  throw Object.assign(new TypeError(`The "path" argument must be of type string. Received ${path === undefined || path === null ? path : `type ${typeof path}`}`), { code: 'ERR_INVALID_ARG_TYPE' })
}
const trimmed = (path) => (path.length > 1 ? path.replace(/\/+$/, '') : path)
const resolve = (...paths) => {
  let whole = ''
  for (let i = paths.length - 1; i >= 0 && whole[0] !== '/'; i--) if (certain(paths[i]) !== '') whole = whole === '' ? paths[i] : `${paths[i]}/${whole}`
  return trimmed(normal(whole[0] === '/' ? whole : `/var/task/${whole}`)) || '/'
}
const basename = (path, suffix = '') => {
  const name = trimmed(certain(path)).replace(/^.*\//, '')
  return suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name
}
const dirname = (path) => {
  const whole = trimmed(certain(path))
  const at = whole.lastIndexOf('/')
  return at < 0 ? '.' : at === 0 ? '/' : whole.slice(0, at)
}
const extname = (path) => {
  const name = basename(path)
  const at = name.lastIndexOf('.')
  return at <= 0 ? '' : name.slice(at)
}
const posix = {
  sep: '/', delimiter: ':', resolve, basename, dirname, extname,
  normalize: (path) => normal(certain(path)),
  join: (...paths) => normal(paths.map(certain).filter((one) => one !== '').join('/')),
  isAbsolute: (path) => certain(path)[0] === '/',
  relative: (from, to) => {
    const a = resolve(from).split('/').filter(Boolean)
    const b = resolve(to).split('/').filter(Boolean)
    let same = 0
    while (same < a.length && same < b.length && a[same] === b[same]) same++
    return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/')
  },
  parse: (path) => {
    const base = basename(path)
    const ext = extname(path)
    const root = path[0] === '/' ? '/' : ''
    const dir = path.includes('/') ? dirname(path) : ''
    return { root, dir, base, ext, name: ext === '' ? base : base.slice(0, -ext.length) }
  },
  format: ({ dir, root = '', base, name = '', ext = '' }) => `${dir ? (dir === root ? dir : `${dir}/`) : root}${base ?? name + (ext && ext[0] !== '.' ? `.${ext}` : ext)}`,
  toNamespacedPath: (path) => path, matchesGlob: () => false,
}
posix.posix = posix
module.exports = posix
