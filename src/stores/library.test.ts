import { expect, test } from 'vitest'
import { EMPTY_DRAWING } from '../drawing/drawing.ts'
import { list, load, remove, removeVersion, rename, renameVersion, restore, restoreVersion, save, saveVersion, type Shelf } from './library.ts'

function memory(entries: Record<string, unknown> = {}): Shelf & { entries: Record<string, unknown> } {
  return {
    entries,
    get: (key) => Promise.resolve(entries[key]),
    update: (key, change) => {
      entries[key] = change(entries[key])
      return Promise.resolve()
    },
    del: (key) => {
      delete entries[key]
      return Promise.resolve()
    },
    keys: () => Promise.resolve(Object.keys(entries)),
  }
}
const shop = { ...EMPTY_DRAWING, name: 'Shop' }

test('a drawing is saved, and the next save counts on', async () => {
  const shelf = memory()
  expect(await save(shelf, 'a', shop, 0, 1)).toEqual({ revision: 1 })
  expect(await save(shelf, 'a', { ...shop, name: 'Shop 2' }, 1, 2)).toEqual({ revision: 2 })
  expect((await load(shelf, 'a'))?.name).toBe('Shop 2')
})

test('of two tabs on one drawing the second to write is told, and overwrites nothing', async () => {
  const shelf = memory()
  await save(shelf, 'a', shop, 0, 1)
  expect(await save(shelf, 'a', { ...shop, name: 'From tab 1' }, 1, 2)).toEqual({ revision: 2 })
  expect(await save(shelf, 'a', { ...shop, name: 'From tab 2' }, 1, 3)).toEqual({ conflict: true })
  expect((await load(shelf, 'a'))?.name).toBe('From tab 1')
})

test('a full store says so, and what to do', async () => {
  const full = { ...memory(), update: () => Promise.reject(Object.assign(new Error('full'), { name: 'QuotaExceededError' })) }
  expect(await save(full, 'a', shop, 0, 1)).toEqual({ failed: expect.stringContaining('Save it as a file') })
  expect(await saveVersion(full, 'a', 'v1', shop, 1)).toContain('Save it as a file')
})

test('entries of the wrong shape are counted as broken, and the others listed', async () => {
  const shelf = memory({ 'drawing:x': 'not an entry', 'drawing:y': { drawing: null }, 'drawing:z': 7, other: {}, 'drawing:half': { drawing: shop, name: 3, revision: -1, savedAt: 'x', versions: [{}, null] } })
  await save(shelf, 'a', shop, 0, 5)
  const { entries, broken } = await list(shelf)
  expect(entries.map((entry) => [entry.id, entry.name, entry.versions.length])).toEqual([['a', 'Shop', 0], ['half', 'Untitled', 0]])
  expect(broken.sort()).toEqual(['x', 'y', 'z'])
})

test('a deletion can be taken back, versions and all', async () => {
  const shelf = memory()
  await save(shelf, 'a', shop, 0, 1)
  await saveVersion(shelf, 'a', 'before the exam', shop, 2)
  const gone = await remove(shelf, 'a')
  expect((await list(shelf)).entries).toEqual([])
  await restore(shelf, 'a', gone)
  expect((await list(shelf)).entries[0]?.versions[0]?.name).toBe('before the exam')
})

test('renaming in the list renames the drawing, and counts as a write', async () => {
  const shelf = memory()
  await save(shelf, 'a', shop, 0, 1)
  await rename(shelf, 'a', 'Orders')
  expect((await load(shelf, 'a'))?.drawing).toMatchObject({ name: 'Orders' })
  expect(await save(shelf, 'a', shop, 1, 2)).toEqual({ conflict: true })
})

test('versions are renamed, deleted and given back, each told from the others by its time', async () => {
  const shelf = memory()
  await save(shelf, 'a', shop, 0, 1)
  for (const name of ['first', 'second', 'third']) await saveVersion(shelf, 'a', name, { ...shop, name }, 7)
  const names = async () => (await load(shelf, 'a'))!.versions.map(({ name, savedAt }) => [name, savedAt])
  expect(await names()).toEqual([['third', 9], ['second', 8], ['first', 7]])
  await renameVersion(shelf, 'a', 8, 'middle')
  const gone = await removeVersion(shelf, 'a', 9)
  expect(await names()).toEqual([['middle', 8], ['first', 7]])
  await restoreVersion(shelf, 'a', gone!)
  expect(await names()).toEqual([['third', 9], ['middle', 8], ['first', 7]])
})

test('no version is thrown away to make room for another', async () => {
  const shelf = memory()
  await save(shelf, 'a', shop, 0, 1)
  for (let at = 0; at < 50; at++) expect(await saveVersion(shelf, 'a', `v${at}`, shop, at)).toBeUndefined()
  expect(await saveVersion(shelf, 'a', 'one more', shop, 99)).toMatch(/50 versions .* Delete one/)
  expect((await load(shelf, 'a'))?.versions).toHaveLength(50)
})
