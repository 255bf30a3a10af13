/** What a run costs: the usage of each node, times the price table. */
import { costOf, type PriceName, PRICES, type Usage } from '../contract/prices.ts'
import type { Service } from '../contract/service.ts'

export interface Charged {
  readonly name: string
  readonly service: Service
  readonly config: unknown
  readonly sum: (metric: string) => number
}
export interface CostLine extends Usage {
  readonly node: string
  readonly usd: number
}

/** `times` scales the run up, to a month at this load for one. Free tiers count once for all nodes together, in their order. */
export function costOfRun(nodes: readonly Charged[], { freeTier, times = 1 }: { readonly freeTier: boolean; readonly times?: number }): { readonly usd: number; readonly lines: readonly CostLine[] } {
  const before = new Map<PriceName, number>()
  const lines = new Map<string, CostLine>()
  for (const { name, service, config, sum } of nodes) {
    for (const { price, amount } of service.usage?.(config as never, sum) ?? []) {
      if (amount === 0) continue
      const from = before.get(price) ?? 0
      const to = from + amount * times
      before.set(price, to)
      const known = lines.get(`${name} ${price}`)
      lines.set(`${name} ${price}`, { node: name, price, amount: amount * times + (known?.amount ?? 0), usd: costOf(price, to, { freeTier }) - costOf(price, from, { freeTier }) + (known?.usd ?? 0) })
    }
  }
  const all = [...lines.values()]
  return { usd: all.reduce((total, line) => total + line.usd, 0), lines: all }
}

export const labelOf = (price: PriceName): string => PRICES[price].label
