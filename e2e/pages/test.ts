import { expect, test as watchedTest } from '../fixtures.ts'
import { type Playground, playground } from './playground.ts'

/** Tests of the whole page: a playground, and at the end the proof that nothing complained meanwhile. */
export const test = watchedTest.extend<{ ground: Playground }>({
  ground: async ({ page, watched }, use) => {
    await use(playground(page))
    expect(watched.complaints).toEqual([])
  },
})

export { expect }
