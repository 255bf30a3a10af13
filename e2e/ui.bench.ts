/**
 * What the page costs while a run is watched: `npm run bench:ui`. Each figure is the median of five rounds, beside the
 * bound that it is held against. Times are those of the machine; nothing else should run beside it.
 */
import { readFileSync } from 'node:fs'
import type { CDPSession, Page } from '@playwright/test'
import type { Drawing } from '../src/drawing/drawing.ts'
import { median } from '../src/testkit/bench/figure.ts'
import { w1 } from '../src/testkit/bench/workloads.ts'
import { linkOf, row } from './pages/links.ts'
import { expect, test } from './pages/test.ts'
import type { Playground } from './pages/playground.ts'

const ROUNDS = Number(process.env.COLDSTART_ROUNDS ?? 5)
/** Of virtual time for the last of them, which takes some ten minutes; fewer are a stand-in. */
const HOURS = Number(process.env.COLDSTART_HOURS ?? 24)
const lines: string[] = []

test.describe.configure({ mode: 'serial' })
// Recording what happens costs more than what happens.
test.use({ trace: 'off' })
test.afterAll(() => console.log(`\n${lines.join('\n')}\n`))

/** One line of the report. Nothing fails here: a slow machine is no broken page; whoever reads decides. */
function tell(name: string, values: readonly number[], unit: string, bound: { readonly atMost?: number; readonly atLeast?: number } = {}): void {
  const value = median(values)
  const holds = value <= (bound.atMost ?? Infinity) && value >= (bound.atLeast ?? -Infinity)
  const must = bound.atMost !== undefined ? `at most ${bound.atMost}` : bound.atLeast !== undefined ? `at least ${bound.atLeast}` : ''
  lines.push(`${name.padEnd(62)} ${value.toFixed(2).padStart(9)} ${unit.padEnd(4)} ${must.padEnd(16)} ${must === '' ? '' : holds ? 'holds' : 'MISSES'}   (${values.map((one) => one.toFixed(1)).join(' ')})`)
}

declare global {
  interface Window { bench: { frames: number; asked: number; long: number; firstDot: number; recording: boolean } }
}

/** Counts frames and long tasks before the page's own code is loaded. */
const watch = (page: Page) => page.addInitScript(() => {
  const bench = { frames: 0, asked: 0, long: 0, firstDot: 0, recording: false }
  window.bench = bench
  let last = -1
  const ask = window.requestAnimationFrame.bind(window)
  window.requestAnimationFrame = (callback) => {
    bench.asked++
    return ask((time) => {
      // Several may ask for the same frame.
      if (time !== last) bench.frames++
      last = time
      callback(time)
    })
  }
  new PerformanceObserver((list) => { bench.long += list.getEntries().length }).observe({ type: 'longtask' })
  addEventListener('DOMContentLoaded', () => {
    new MutationObserver(() => {
      const count = document.querySelector<HTMLElement>('[data-testid="dots"]')?.dataset.dotCount ?? '0'
      if (count === '0') return
      if (bench.firstDot === 0) bench.firstDot = performance.now()
    }).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ['data-dot-count'] })
  })
})

/** Two hundred nodes: a hundred clients, each with a function of its own. So many messages are on the wires at any time. */
function crowd(dots: number): Drawing {
  // A hop is drawn for 420 ms at least, there and back.
  const rps = dots / 100 / 2 / 0.42
  const drawing = row([])
  return {
    ...drawing, name: `${dots} dots`, scenario: { ...drawing.scenario, forSec: 600 },
    nodes: Array.from({ length: 200 }, (_, at) => {
      const pair = at >> 1
      // Clients on the left, functions on the right: wires long enough for dots of their own.
      const [x, y] = [(pair % 5) * 220 + (at % 2) * 2_800, Math.floor(pair / 5) * 130]
      return at % 2 === 0
        ? { id: `n${at + 1}`, service: 'client', name: `client-${pair + 1}`, x, y, config: { pattern: 'poisson', rps: Number(rps.toFixed(1)), forMs: 0 } }
        : { id: `n${at + 1}`, service: 'lambda', name: `fn-${pair + 1}`, x, y, config: { ioMs: 20, init: 'constant' } }
    }),
    wires: Array.from({ length: 100 }, (_, pair) => ({ id: `w${pair + 1}`, from: `n${pair * 2 + 1}`, port: 'out', to: `n${pair * 2 + 2}`, kind: 'sync' as const, config: {} })),
  }
}

const dotCount = async (page: Page): Promise<number> => Number(await page.getByTestId('dots').getAttribute('data-dot-count'))
const busyMs = async (session: CDPSession): Promise<number> => {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000
}
async function playing(ground: Playground, dots: number): Promise<void> {
  await ground.open(linkOf(crowd(dots)))
  await ground.run()
  await expect.poll(() => dotCount(ground.page), { timeout: 20_000 }).toBeGreaterThan(dots >= 2_000 ? 800 : dots * 0.7)
}

test('a jump to any instant of W1, an hour long', async ({ ground, page }) => {
  const hour = w1(3_600)
  await ground.open(linkOf({ ...hour, name: 'W1' }))
  await ground.speed('As fast as it goes')
  await ground.run()
  await expect(ground.playback).toHaveAttribute('data-digest', /^[0-9a-f]{64}$/, { timeout: 200_000 })
  const rounds: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push(median(await page.evaluate(async (round) => {
      const track = document.querySelector<HTMLElement>('[role="slider"][aria-label="Time line"]')!
      const { left, width, top } = track.getBoundingClientRect()
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      const took: number[] = []
      for (let jump = 0; jump < 20; jump++) {
        // Spread over the hour, back and forth, the same in each run of the benchmark.
        const share = ((jump * 7 + round * 3) % 20) / 20 + 0.02
        const event = (type: string) => track.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, clientX: left + width * share, clientY: top + 10, button: 0 }))
        await frame()
        track.setPointerCapture = () => {}
        const begun = performance.now()
        event('pointerdown')
        event('pointerup')
        // The next frame shows it; what follows that frame is over when it has been painted.
        await frame()
        await new Promise((resolve) => setTimeout(resolve))
        took.push(performance.now() - begun)
      }
      return took
    }, round)))
  }
  tell('jump to an instant of W1 (1 h, 360,000 requests), median', rounds, 'ms', { atMost: 200 })
})

test('the first dot after a cold load, and after Run on a loaded page', async ({ browser, address }) => {
  const cold: number[] = []
  const warm: number[] = []
  const link = linkOf(row([['client', 'Storefront', { rps: 5 }], ['httpApi', 'api'], ['lambda', 'create-order', { ioMs: 120 }]], { mode: 'realistic' }))
  for (let round = 0; round < ROUNDS; round++) {
    const context = await browser.newContext({ baseURL: address })
    const page = await context.newPage()
    await watch(page)
    // Whoever waits for it presses Run as soon as it is there.
    await page.addInitScript(() => {
      const press = () => {
        const run = document.querySelector<HTMLButtonElement>('[aria-label="Playback"] [aria-label="Run"]')
        if (run && !run.disabled && document.querySelector('[data-wire]')) run.click()
        else setTimeout(press, 5)
      }
      press()
    })
    await page.goto(link)
    await page.waitForFunction(() => window.bench.firstDot > 0, undefined, { timeout: 20_000 })
    cold.push(await page.evaluate(() => window.bench.firstDot))
    await page.getByRole('button', { name: 'End the run' }).click()
    await page.waitForTimeout(1_000)
    warm.push(await page.evaluate(async () => {
      window.bench.firstDot = 0
      const begun = performance.now()
      document.querySelector<HTMLButtonElement>('[aria-label="Playback"] [aria-label="Run"]')!.click()
      while (window.bench.firstDot === 0) await new Promise((resolve) => setTimeout(resolve, 1))
      return window.bench.firstDot - begun
    }))
    await context.close()
  }
  tell('first dot after a cold load', cold, 'ms', { atMost: 2_000 })
  tell('first dot after Run on a loaded page', warm, 'ms', { atMost: 100 })
})

for (const [dots, atMost] of [[1_000, 4], [5_000, 12]] as const) {
  test(`main-thread time per frame with ${dots} messages on the wires, 200 nodes`, async ({ ground, page }) => {
    await watch(page)
    const session = await page.context().newCDPSession(page)
    // The thread's own time: what other programs take of the machine meanwhile is not the page's doing.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    await playing(ground, dots)
    const [cpu, painted, long]: [number[], number[], number[]] = [[], [], []]
    for (let round = 0; round < ROUNDS; round++) {
      const before = { busy: await busyMs(session), ...(await page.evaluate(() => ({ frames: window.bench.frames, long: window.bench.long }))) }
      await page.waitForTimeout(3_000)
      const after = { busy: await busyMs(session), ...(await page.evaluate(() => ({ frames: window.bench.frames, long: window.bench.long }))) }
      cpu.push((after.busy - before.busy) / Math.max(1, after.frames - before.frames))
      long.push(after.long - before.long)
      painted.push(await dotCount(page))
    }
    tell(`main-thread time per frame, ${dots} messages on wires`, cpu, 'ms', { atMost })
    tell(`  long tasks in 3 s, ${dots} messages on wires`, long, '', { atMost: 0 })
    tell(`  dots painted, ${dots} messages on wires`, painted, '')
  })
}

test('panning with 1,000 dots: frames, and dots on their wires', async ({ ground, page }) => {
  await watch(page)
  const pan = async (): Promise<number> => {
    await page.getByRole('button', { name: 'Pan', exact: true }).click()
    const box = (await ground.canvas.boundingBox())!
    const [x, y] = [box.x + box.width / 2, box.y + 60]
    await page.mouse.move(x, y)
    await page.mouse.down()
    const begun = await page.evaluate(() => ({ frames: window.bench.frames, at: performance.now() }))
    // Every frame is asked for, dots or not: so both are counted alike.
    await page.evaluate(() => {
      const tick = () => { if (window.bench.recording || document.body.dataset.panning) requestAnimationFrame(tick) }
      document.body.dataset.panning = '1'
      requestAnimationFrame(tick)
    })
    for (let step = 0; step < 60; step++) await page.mouse.move(x + Math.sin(step / 6) * 200, y + Math.cos(step / 9) * 60)
    const ended = await page.evaluate(() => {
      delete document.body.dataset.panning
      return { frames: window.bench.frames, at: performance.now() }
    })
    await page.mouse.up()
    return ((ended.frames - begun.frames) / (ended.at - begun.at)) * 1_000
  }
  const still: number[] = []
  const moving: number[] = []
  const off: number[] = []
  await ground.open(linkOf(crowd(1_000)))
  for (let round = 0; round < ROUNDS; round++) still.push(await pan())
  await playing(ground, 1_000)
  // After each frame what is painted is held against the wires as the browser would draw them at that moment: of all pixels
  // in a colour of dots one in forty, which lie no further from the middle of a dot than WITHIN.
  await page.evaluate(() => {
    const { bench } = window
    const wires = [...document.querySelectorAll<SVGPathElement>('[data-wire] path, path[data-wire]')]
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="dots"]')!
    const WITHIN = 2.05
    const probe = document.createElement('canvas').getContext('2d')!
    const [one, other] = ['--accent', '--ok'].map((name) => {
      probe.fillStyle = getComputedStyle(canvas).getPropertyValue(name).trim()
      probe.fillRect(0, 0, 1, 1)
      return new Int32Array(probe.getImageData(0, 0, 1, 1).data.buffer)[0]!
    })
    const painted = (): [number, number][] => {
      const { data, width } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      const pixels = new Int32Array(data.buffer)
      const scale = canvas.width / canvas.getBoundingClientRect().width
      const found: [number, number][] = []
      let seen = 0
      for (let at = 0; at < pixels.length; at++) {
        const pixel = pixels[at]!
        if (pixel !== 0 && (pixel === one || pixel === other) && ++seen % 40 === 0) found.push([((at % width) + 0.5) / scale, (Math.floor(at / width) + 0.5) / scale])
      }
      return found
    }
    const points = wires.map((wire) => Array.from({ length: 65 }, (_, at) => wire.getPointAtLength((wire.getTotalLength() * at) / 64)).map(({ x, y }) => [x, y] as const))
    document.body.dataset.off = '0'
    const look = () => {
      if (!bench.recording) return
      const { left, top } = canvas.getBoundingClientRect()
      const drawn = wires.map((wire, at) => {
        const matrix = wire.getScreenCTM()!
        return points[at]!.map(([x, y]) => ({ x: x * matrix.a + matrix.e, y: y * matrix.d + matrix.f }))
      })
      let worst = 0
      const pixels = painted()
      document.body.dataset.looked = String(Number(document.body.dataset.looked ?? 0) + pixels.length)
      for (const [x, y] of pixels) {
        let nearest = Number.POSITIVE_INFINITY
        for (const line of drawn) {
          for (let at = 1; at < line.length; at++) {
            const a = line[at - 1]!
            const b = line[at]!
            const dx = b.x - a.x
            const dy = b.y - a.y
            const along = Math.min(1, Math.max(0, ((x + left - a.x) * dx + (y + top - a.y) * dy) / Math.max(1e-9, dx * dx + dy * dy)))
            nearest = Math.min(nearest, Math.hypot(x + left - a.x - dx * along, y + top - a.y - dy * along))
          }
        }
        worst = Math.max(worst, nearest - WITHIN)
      }
      document.body.dataset.off = String(Math.max(worst, Number(document.body.dataset.off)))
    }
    const follow = () => requestAnimationFrame(() => {
      setTimeout(look)
      follow()
    })
    follow()
  })
  for (let round = 0; round < ROUNDS; round++) {
    moving.push(await pan())
    await page.evaluate(() => {
      document.body.dataset.off = '0'
      window.bench.recording = true
    })
    await pan()
    off.push(await page.evaluate(() => {
      window.bench.recording = false
      return Number(document.body.dataset.off)
    }))
  }
  // Nothing looked at would be nothing off.
  expect(Number(await page.evaluate(() => document.body.dataset.looked))).toBeGreaterThan(1_000)
  tell('frames a second while panning, without dots', still, '/s')
  tell('frames a second while panning, 1,000 dots', moving, '/s')
  tell('  ratio', moving.map((value, at) => value / still[at]!), '', { atLeast: 0.95 })
  tell('dots off their wires while panning, at worst', off, 'px', { atMost: 1 })
})

test('a paused page asks for no frame', async ({ ground, page }) => {
  await watch(page)
  await playing(ground, 1_000)
  await page.keyboard.press('Escape')
  await ground.playback.getByRole('button', { name: 'Pause' }).click()
  const asked: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await page.waitForTimeout(500)
    const before = await page.evaluate(() => window.bench.asked)
    await page.waitForTimeout(1_000)
    asked.push((await page.evaluate(() => window.bench.asked)) - before)
  }
  tell('animation frames asked for in a paused second', asked, '', { atMost: 0 })
})

test(`memory over a long play: ${HOURS} virtual hours at 1,000 requests a second`, async ({ ground, page, browser }) => {
  const longest = 120_000 + HOURS * 60_000
  test.setTimeout(longest + 120_000)
  const session = await browser.newBrowserCDPSession()
  /** All renderers together, garbage taken away first. */
  const resident = async (): Promise<number> => {
    await page.requestGC()
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { id }) => {
      try {
        return sum + Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1_024
      } catch {
        return sum
      }
    }, 0)
  }
  await ground.open(linkOf(row([['client', 'load', { pattern: 'poisson', rps: 1_000, forMs: 0 }], ['lambda', 'work', { ioMs: 50, init: 'constant' }]], { forSec: HOURS * 3_600 })))
  await ground.speed('As fast as it goes')
  await ground.run()
  // The rows that are kept, and what is thinned of older ones, are full after some minutes: growth counts from there.
  await expect.poll(ground.instant, { timeout: 120_000 }).toBeGreaterThan(1_800)
  const before = await resident()
  await expect.poll(ground.instant, { timeout: longest, intervals: [1_000] }).toBeGreaterThan(HOURS * 3_600 - 900)
  const after = await resident()
  tell(`growth of the page from virtual minute 30 to hour ${HOURS - 0.25}`, [after - before], 'MiB', { atMost: 200 })
})
