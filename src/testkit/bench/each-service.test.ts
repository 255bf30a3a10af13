import { expect, test } from 'vitest'
import { services } from '../../services/catalogue.ts'
import { ASKED, eachService } from './each-service.ts'

test('every service of the catalogue is measured, and a message passes through it', () => {
  const scenes = eachService(1_000)
  expect([...scenes.map(({ id }) => id), ...ASKED].sort()).toEqual(services.map(({ id }) => id as string).sort())
  for (const { id, run } of scenes) expect(run().world.messages.created, id).toBeGreaterThanOrEqual(1_000)
}, 30_000)
