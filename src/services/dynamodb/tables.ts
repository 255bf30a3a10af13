/** Another table of the account, by name: batches and transactions may speak of several. */
import { type Input, tableName } from './input.ts'
import { Refused } from './refused.ts'
import type { TableNode } from './state.ts'

export function tableOf(node: TableNode, said: unknown): TableNode {
  const name = typeof said === 'string' ? tableName(said) : ''
  const found = name === node.name ? node : (node.sibling(name) as TableNode | undefined)
  if (!found) throw new Refused('ResourceNotFoundException', 'Requested resource not found')
  return found
}

/** The first table that an input names: the one that the call is for. */
export function tableIn(operation: string, input: Input): string | undefined {
  const first = (name: string): Input | undefined => {
    const items = Object.hasOwn(input, name) ? input[name] : undefined
    const entry: unknown = Array.isArray(items) ? items[0] : undefined
    const inner: unknown = typeof entry === 'object' && entry !== null ? Object.values(entry)[0] : undefined
    return typeof inner === 'object' && inner !== null ? (inner as Input) : undefined
  }
  const requests = Object.hasOwn(input, 'RequestItems') ? input.RequestItems : undefined
  const said = operation.startsWith('Batch')
    ? Object.keys(typeof requests === 'object' && requests !== null ? requests : {})[0]
    : operation.startsWith('Transact') ? first('TransactItems')?.TableName : Object.hasOwn(input, 'TableName') ? input.TableName : undefined
  return typeof said === 'string' ? said : undefined
}
