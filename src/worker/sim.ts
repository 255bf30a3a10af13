/** `npm run --silent sim -- FILE …`: the same engine in plain Node, for terminals, scripts and tests. */
import { readFileSync, statSync } from 'node:fs'
import { toSec } from '../base/units.ts'
import type { Scenario } from '../drawing/drawing.ts'
import { hostsFromFile } from './engine-file.ts'
import { isRefusal, parseArguments, settle, type SimOptions, USAGE } from './sim-options.ts'
import { jsonOf, plain, rowsOf, tableOf } from './sim-print.ts'
import { readAny, readBytes } from './sim-read.ts'
import { refusalOf } from './sim-refuse.ts'
import { write } from './sim-write.ts'
import { advance, plan, type Simulation, simulation } from './simulation.ts'

process.exitCode = main(process.argv.slice(2))

function main(argv: string[]): number {
  const options = parseArguments(argv)
  if (isRefusal(options)) return refuse(options.refusal)
  if (options.help) return write(`${USAGE}\n`)
  const read = readInput(options)
  if (isRefusal(read)) return refuse(read.refusal)
  for (const note of read.notes) say(note)
  const drawing = settle(read.drawing, options)
  if (isRefusal(drawing)) return refuse(drawing.refusal)
  const planned = plan(drawing.drawing)
  const wrong = planned.findings.filter((finding) => finding.level === 'error')
  if (wrong.length > 0) return refuse(refusalOf(drawing.drawing, wrong))
  const doubts = planned.findings.filter((finding) => finding.level === 'warning')
  if (doubts.length > 0) say(refusalOf(drawing.drawing, doubts))
  const texts = new Map<number, string>()
  const made = simulation(planned, options.format === 'ndjson' ? (block) => write(rowsOf(block, made, texts)) : () => {}, {
    digest: true, hosts: planned.coded ? hostsFromFile() : undefined,
    ...(options.format === 'ndjson' && { onText: (text: string, number: number) => texts.set(number, text) }),
  })
  const wallSeconds = runToEnd(made, drawing.drawing.scenario)
  made.trace.flush()
  return options.format === 'ndjson' ? 0 : write(options.format === 'json' ? jsonOf(made, wallSeconds) : plain(tableOf(made, wallSeconds)))
}

function readInput({ file }: SimOptions): ReturnType<typeof readAny> {
  if (/^https?:\/\/|^#/.test(file)) return readAny(file)
  let bytes: Uint8Array
  try {
    if (file !== '-' && statSync(file).isDirectory()) return { refusal: `${file} is a folder. Name the file of a drawing in it.` }
    bytes = readFileSync(file === '-' ? 0 : file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_FS_FILE_TOO_LARGE') return { refusal: `${file} is larger than any drawing.` }
    return { refusal: file === '-' ? 'Nothing can be read from the standard input.' : `There is no readable file ${file}.` }
  }
  return readBytes(bytes)
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
  say(sentences)
  return 2
}

function say(sentences: string): void {
  process.stderr.write(`${plain(sentences)}\n`)
}
