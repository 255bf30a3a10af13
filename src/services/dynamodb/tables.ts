/** Another table of the account, by name: batches and transactions may speak of several. */
import { tableName } from './input.ts'
import { Refused } from './refused.ts'
import type { TableNode } from './state.ts'

export function tableOf(node: TableNode, said: unknown): TableNode {
  const name = typeof said === 'string' ? tableName(said) : ''
  const found = name === node.name ? node : (node.sibling(name) as TableNode | undefined)
  if (!found) throw new Refused('ResourceNotFoundException', 'Requested resource not found')
  found.state.asker = node.state.asker
  return found
}
