import { type Account, newAccount, newBudget, type ScaleBudget } from './pool.ts'
import type { FunctionNode } from './state.ts'

/** What a function has in one region. */
export interface EdgeSite {
  readonly region: string
  /** Shared by all functions of the account there. */
  readonly account: Account
  readonly budget: ScaleBudget
}

export function siteOf(node: FunctionNode, region: string): EdgeSite {
  const { edge } = node.state
  const known = edge.find((one) => one.region === region)
  if (known) return known
  const tokens = node.quotas.lambdaScaleTokens
  // At home it shares the account's room with all other functions.
  const account = region === node.region ? node.state.account : node.shared(`lambda account ${region}`, () => newAccount(tokens))
  const made: EdgeSite = { region, account, budget: node.scenario.profile === 'course' ? account.burst : newBudget(tokens) }
  edge.push(made)
  return made
}

/** An environment that worked for a distribution is done, and lies idle in its region like any other. */
export function leaveSite(node: FunctionNode, env: number): void {
  const { environments, versions } = node.state
  environments.provisioned[env] = 0
  siteOf(node, versions[environments.version[env]!]!.edge!.region).account.inFlight--
}
