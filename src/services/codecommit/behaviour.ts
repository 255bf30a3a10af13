import { sourceBehaviour } from '../../contract/source.ts'
import type { RepositoryConfig } from './config.ts'
import { triggerEvent } from './event.ts'

export const behaviour = sourceBehaviour<RepositoryConfig>({ event: triggerEvent })
