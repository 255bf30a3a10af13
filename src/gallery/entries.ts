/** The gallery, in the order in which it is shown. */
import { blog } from './blog.ts'
import { chat } from './chat.ts'
import { cron } from './cron.ts'
import { brokenHello, brokenKey, brokenLatest, brokenMixed } from './edge-broken.ts'
import { edgeBots, edgeGeo, edgeKey, edgeSpa, edgeTest, edgeToken } from './edge-requests.ts'
import { edgeDevice, edgeFailover, edgeHeaders } from './edge-responses.ts'
import type { Entry } from './entry.ts'
import { microservices } from './microservices.ts'
import { softwareUpdates } from './software-updates.ts'
import { thumbnails } from './thumbnails.ts'
import { todoList } from './todo-list.ts'

export const ENTRIES: readonly Entry[] = [
  todoList, thumbnails, microservices, blog, softwareUpdates, cron, chat,
  edgeKey, edgeTest, edgeToken, edgeGeo, edgeHeaders, edgeDevice, edgeBots, edgeSpa, edgeFailover, brokenKey, brokenHello, brokenMixed, brokenLatest,
]

/** Entries that have all the words, wherever they stand. */
export function findEntries(words: string): readonly Entry[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  return ENTRIES.filter(({ title, says, watch, drawing }) => {
    const text = [title, says, ...watch, ...drawing.nodes.flatMap((node) => [node.name, node.service])].join(' ').toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}
