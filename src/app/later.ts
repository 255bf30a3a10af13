import { type ComponentType, lazy, type LazyExoticComponent } from 'react'
import { readEmbed } from './embed/address.ts'

/** The first screen has been fetched: what comes now delays nobody. */
export const settled: Promise<unknown> =
  document.readyState === 'complete' ? Promise.resolve() : new Promise((resolve) => addEventListener('load', resolve, { once: true }))

/** Whether the page was asked for with a drawing: then the canvas is wanted at once. */
const visiting = location.hash.includes('d=')

/** An embed shows a drawing and edits none: what edits is not fetched ahead. */
const embedded = readEmbed(location.search) !== undefined

const idle = (run: () => void): void => {
  if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 3_000 })
  else setTimeout(run, 500)
}

type Load<P> = () => Promise<ComponentType<P>>
const part = <P>(load: Load<P>) => lazy(async () => ({ default: await load() }))

/** Part of the first screen, but not needed to see it and to choose. */
export const soon = <P>(load: Load<P>): LazyExoticComponent<ComponentType<P>> => part(async () => {
  if (!visiting) await settled
  return load()
})

/** Fetched when it is first shown, or in the first quiet moment: so that nobody waits for it. */
export function onDemand<P>(load: Load<P>): LazyExoticComponent<ComponentType<P>> {
  if (!embedded) void settled.then(() => idle(() => void load()))
  return part(load)
}
