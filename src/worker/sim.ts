/** `npm run --silent sim -- FILE …`: the same engine in plain Node, for terminals, scripts and tests. */
import { readFileSync } from 'node:fs'
import { toSec } from '../base/units.ts'
import type { Scenario } from '../drawing/drawing.ts'
import { hostsFromFile } from './engine-file.ts'
import { isRefusal, parseArguments, settle, type SimOptions } from './sim-options.ts'
import { printJson, printRows, printTable } from './sim-print.ts'
import { advance, plan, type Simulation, simulation } from './simulation.ts'
import { readAny } from './sim-read.ts'
import { refusalOf } from './sim-refuse.ts'

process.exitCode = main(process.argv.slice(2))

function main(argv: string[]): number {
  const options = parseArguments(argv)
  if (isRefusal(options)) return refuse(options.refusal)
  const read = readInput(options)
  if (isRefusal(read)) return refuse(read.refusal)
  for (const note of read.notes) process.stderr.write(`${note}\n`)
  const drawing = settle(read.drawing, options)
  if (isRefusal(drawing)) return refuse(drawing.refusal)
  const planned = plan(drawing.drawing)
  const wrong = planned.findings.filter((finding) => finding.level === 'error')
  if (wrong.length > 0) return refuse(refusalOf(drawing.drawing, wrong))
  const texts = new Map<number, string>()
  const made = simulation(planned, options.format === 'ndjson' ? (block) => printRows(block, made, texts) : () => {}, {
    digest: true, hosts: planned.coded ? hostsFromFile() : undefined,
    ...(options.format === 'ndjson' && { onText: (text: string, number: number) => texts.set(number, text) }),
  })
  const wallSeconds = runToEnd(made, drawing.drawing.scenario)
  made.trace.flush()
  if (options.format === 'json') printJson(made, wallSeconds)
  else if (options.format === 'text') printTable(made, wallSeconds)
  return 0
}

function readInput(options: SimOptions): ReturnType<typeof readAny> {
  let text: string
  if (/^https?:\/\/|^#/.test(options.file)) text = options.file
  else {
    try {
      text = readFileSync(options.file === '-' ? 0 : options.file, 'utf8')
    } catch {
      return { refusal: `There is no readable file ${options.file}.` }
    }
  }
  return readAny(text)
}

/** Long runs say on a terminal how far they are. */
function runToEnd(made: Simulation, scenario: Scenario): number {
  const begun = performance.now()
  let last = begun
  const quiet = !process.stderr.isTTY
  advance(made, made.run.end, () => {
    const now = performance.now()
    if (!quiet && now - last > 250) {
      last = now
      const share = toSec(made.run.now) / scenario.forSec
      const left = share > 0 ? ((now - begun) / 1_000) * (1 / share - 1) : 0
      process.stderr.write(`\r${(share * 100).toFixed(1)} % · ${toSec(made.run.now).toFixed(0)} of ${scenario.forSec} s · about ${left.toFixed(0)} s left   `)
    }
    return false
  })
  if (!quiet && last !== begun) process.stderr.write('\r\u001b[K')
  return (performance.now() - begun) / 1_000
}

/** One line for each reason. */
function refuse(sentences: string): number {
  process.stderr.write(`${sentences}\n`)
  return 2
}
