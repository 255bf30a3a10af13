/** AES and scrypt, held against Node's own. */
import { createCipheriv, createDecipheriv, createHash, createHmac, pbkdf2Sync, scryptSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { guestOf } from '../testkit/guest.ts'

const IMPORTS = "import { createCipheriv, createDecipheriv, createHash, createHmac, getCiphers, pbkdf2Sync, scrypt, scryptSync } from 'node:crypto'\nimport { promisify } from 'node:util'"
const run = (body: string, event: unknown = {}) => guestOf(`${IMPORTS}\nexport const handler = async (event) => {\n${body}\n}`).invoke(event)
const bytes = (length: number, step: number) => Buffer.from(Array.from({ length }, (_, i) => (i * step + 3) & 255))

test.each([128, 192, 256].flatMap((bits) => ['cbc', 'ctr', 'gcm', 'ecb'].map((mode) => `aes-${bits}-${mode}`)))('%s gives what Node gives, in pieces too, and opens again', (name) => {
  const key = bytes(Number(name.slice(4, 7)) / 8, 7)
  const iv = name.endsWith('gcm') ? bytes(12, 11) : name.endsWith('ecb') ? null : Buffer.alloc(16, 255)
  const texts = ['', 'a', 'x'.repeat(16), 'eighteen letters ü', 'y'.repeat(100)]
  const ours = run(`
  const key = Buffer.from(event.key, 'base64'), iv = event.iv === null ? null : Buffer.from(event.iv, 'base64')
  return event.texts.map((text) => {
    const cipher = createCipheriv(event.name, key, iv)
    if (event.name.endsWith('gcm')) cipher.setAAD(Buffer.from('beside'))
    const given = Buffer.from(text)
    const sealed = cipher.update(given.subarray(0, 5), undefined, 'hex') + cipher.update(given.subarray(5), undefined, 'hex') + cipher.final('hex')
    const tag = event.name.endsWith('gcm') ? cipher.getAuthTag().toString('hex') : ''
    const back = createDecipheriv(event.name, key, iv)
    if (tag) back.setAAD(Buffer.from('beside')).setAuthTag(Buffer.from(tag, 'hex'))
    return [sealed, tag, back.update(sealed, 'hex', 'utf8') + back.final('utf8')]
  })`, { name, key: key.toString('base64'), iv: iv?.toString('base64') ?? null, texts }).value
  expect(ours).toEqual(texts.map((text) => {
    const cipher = createCipheriv(name as 'aes-256-gcm', key, iv as Buffer)
    if (name.endsWith('gcm')) cipher.setAAD(Buffer.from('beside'))
    const sealed = cipher.update(text, 'utf8', 'hex') + cipher.final('hex')
    return [sealed, name.endsWith('gcm') ? cipher.getAuthTag().toString('hex') : '', text]
  }))
})

test('what was changed on its way is refused in the words of Node', () => {
  const key = bytes(32, 5)
  const theirs = (open: () => void): [string, string | null] => {
    try {
      open()
      return ['opened', null]
    } catch (error) {
      return [(error as Error).message, (error as { code?: string }).code ?? null]
    }
  }
  const sealed = createCipheriv('aes-256-cbc', key, bytes(16, 1))
  const text = sealed.update('a text of some length', 'utf8', 'hex') + sealed.final('hex')
  expect(run(`
  const told = (open) => { try { open(); return ['opened'] } catch (error) { return [error.message, error.code ?? null] } }
  const key = Buffer.from(event.key, 'hex'), iv = Buffer.from(event.iv, 'hex')
  return [
    told(() => { const back = createDecipheriv('aes-256-cbc', Buffer.alloc(32), iv); back.update(event.text, 'hex'); back.final() }),
    told(() => { const back = createDecipheriv('aes-256-cbc', key, iv); back.update(event.text.slice(2), 'hex'); back.final() }),
    told(() => { const back = createDecipheriv('aes-256-gcm', key, iv.subarray(0, 12)); back.setAuthTag(Buffer.alloc(16)); back.update('00', 'hex'); back.final() }),
    told(() => createCipheriv('aes-256-cbc', key.subarray(1), iv)), told(() => createCipheriv('aes-256-cbc', key, iv.subarray(1))),
  ]`, { key: key.toString('hex'), iv: bytes(16, 1).toString('hex'), text }).value).toEqual([
    theirs(() => { const back = createDecipheriv('aes-256-cbc', Buffer.alloc(32), bytes(16, 1)); back.update(text, 'hex'); back.final() }),
    theirs(() => { const back = createDecipheriv('aes-256-cbc', key, bytes(16, 1)); back.update(text.slice(2), 'hex'); back.final() }),
    theirs(() => { const back = createDecipheriv('aes-256-gcm', key, bytes(12, 1)); back.setAuthTag(Buffer.alloc(16)); back.update('00', 'hex'); back.final() }),
    theirs(() => createCipheriv('aes-256-cbc', key.subarray(1), bytes(16, 1))), theirs(() => createCipheriv('aes-256-cbc', key, bytes(15, 1))),
  ])
})

test('a cipher that is not here is refused, and those that are here are named', () => {
  expect(run("return createCipheriv('chacha20-poly1305', Buffer.alloc(32), Buffer.alloc(12))").end).toMatchObject({ kind: 'threw', error: { errorMessage: expect.stringMatching(/^Unknown cipher; .*aes-256-gcm/) } })
})

test('scrypt gives what Node gives, with its usual cost, and takes as long', () => {
  const told = run(`
  const again = await promisify(scrypt)('secret', 'salt', 32, { N: 1024, r: 4, p: 2 })
  return [scryptSync('secret', 'salt', 64).toString('hex'), again.toString('hex'), pbkdf2Sync('secret', 'salt', 20, 40, 'sha512').toString('hex')]`)
  expect(told.value).toEqual([scryptSync('secret', 'salt', 64).toString('hex'), scryptSync('secret', 'salt', 32, { N: 1024, r: 4, p: 2 }).toString('hex'), pbkdf2Sync('secret', 'salt', 20, 40, 'sha512').toString('hex')])
  expect(told.at / 1_000).toBeGreaterThan(100)
  expect(told.at / 1_000).toBeLessThan(400)
})

test('a cost of scrypt that is too large is refused, or counts as what it takes', () => {
  expect(run("return scryptSync('a', 'b', 8, { N: 1 << 20, r: 8 })").end).toMatchObject({ kind: 'threw', error: { errorMessage: 'Invalid scrypt params: memory limit exceeded' } })
  expect(run("return scryptSync('a', 'b', 8, { N: 1 << 20, r: 8, maxmem: 2 ** 31 })").end).toMatchObject({ kind: 'threw', error: { errorMessage: /^Invalid scrypt params/ } })
  expect(run("for (;;) scryptSync('a', 'b', 8)").end).toEqual({ kind: 'cut' })
  expect(run("for (;;) scryptSync('a', 'b', 8, { N: 1 << 15, r: 8, maxmem: 2 ** 26 })").end).toEqual({ kind: 'cut' })
})

test.each(['sha1', 'sha256', 'sha384', 'sha512'])('PBKDF2 with %s gives what Node gives, in as many rounds as are usual', (name) => {
  const told = run('return [pbkdf2Sync("secret", "salt", 10_000, 80, event), pbkdf2Sync("k".repeat(200), Buffer.alloc(20), 7, 16, event)].map((one) => one.toString("hex"))', name)
  expect(told.value).toEqual([pbkdf2Sync('secret', 'salt', 10_000, 80, name).toString('hex'), pbkdf2Sync('k'.repeat(200), Buffer.alloc(20), 7, 16, name).toString('hex')])
  expect(run('return pbkdf2Sync("a", "b", 1e9, 8, event)', name).end).toEqual({ kind: 'cut' })
})

test.each(['sha1', 'sha256', 'sha384', 'sha512'])('%s of much data gives what Node gives, and takes as long as there', (name) => {
  const sizes = [255, 256, 257, 431, 439, 440, 447, 448, 1_000, 500_000]
  const told = run(`return event.sizes.map((size) => { const data = Buffer.alloc(size, 'ab€'); return [createHash(event.name).update(data).digest('hex'), createHmac(event.name, 'key').update(data).digest('hex')] })`, { sizes, name })
  expect(told.value).toEqual(sizes.map((size) => [createHash(name).update(Buffer.alloc(size, 'ab€')).digest('hex'), createHmac(name, 'key').update(Buffer.alloc(size, 'ab€')).digest('hex')]))
  expect(told.at / 1_000).toBeLessThan(25)
})
