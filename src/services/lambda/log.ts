/**
 * A function's CloudWatch lines, made of its rows in the trace when somebody looks: nothing is stored for them. What a
 * line needs beyond its row (the init before it, what earlier invocations left behind) is remembered by environment.
 *
 * What the trace does not say is worked out from the settings: which of several ways an invocation failed. Calls inside
 * an invocation, and the batch of a queue, have the id of the message they were made for. *Simplified:* AWS gives each
 * batch an id of its own.
 */
import { requestId } from '../../base/ids.ts'
import { type Micros, ms } from '../../base/units.ts'
import { REASONS } from '../../contract/reasons.ts'
import { K } from '../../contract/trace.ts'
import type { FunctionConfig } from './config.ts'
import { billedMs } from './ending.ts'
import { readVersioned } from './edge-place.ts'
import { INIT_LIMIT_MS } from './init.ts'
import { applicationLine, type Level, plainLine, timedOutLine, uncaughtLine } from './log-error.ts'
import { logStream, runtimeVersion } from './log-names.ts'
import * as system from './log-system.ts'
import { CALL_FAILED, EXCEPTION, EXIT, FINE, INIT_CRASH, MARSHAL, memoryUsedMb, NEVER_SETTLES, NO_SPACE, OUT_OF_MEMORY, outOfMemory, reasonOf, resets, TIMEOUT, TOO_LARGE } from './model.ts'
import { type ErrorContent, errorContent } from './payload.ts'
import { billsInit } from './traits.ts'

/** A row of the trace, as far as a line needs it. */
export interface LogRow {
  readonly time: Micros
  readonly serial: number
  readonly kind: number
  readonly a: number
  readonly b: number
}

/** The function whose rows they are. */
export interface Logging {
  readonly seed: number
  readonly node: string
  readonly region: string
  readonly profile: 'current' | 'course'
  /** The limit of a buffered response. */
  readonly responseBytes: number
  /** The settings of a version (0 is $LATEST) at a time. */
  settings(version: number, time: Micros): FunctionConfig
  /** How the request is traced, if it is. */
  traced(serial: number, time: Micros): system.Traced | undefined
  /** What code wrote, by the number in its row; undefined when it is not kept any more. */
  text(number: number): string | undefined
}

export interface LogLine {
  readonly time: Micros
  readonly stream: string
  readonly text: string
  /** The message whose invocation wrote it, 0 for none. */
  readonly serial: number
  readonly bad: boolean
  /** LAE-02: of a copy at the edge, whose log group is there. */
  readonly region?: string
}

/** What is remembered of an environment between two of its rows. */
export interface Environment {
  readonly begun: Micros
  version: number
  /** Where it runs, if not at home. */
  region: string | undefined
  /** What the next invocation reports of how it began; undefined when nothing. */
  initMs: number | undefined
  restoreMs: number | undefined
  /** Kept by earlier invocations, in memory and in /tmp. */
  keptMb: number
  tmpMb: number
  /** Of code: whether it is still outside its handler, what its last invocation took, and how that failed. */
  opening: boolean
  /** Where the line stands that its init began with. */
  first: number
  usedMb: number | undefined
  why: number
}

/** Rows in order of time; those that say nothing to a log are passed over. Lines come in order of time, too. */
export function logLines(rows: Iterable<LogRow>, about: Logging): LogLine[] {
  const writer = new Writer(about)
  for (const row of rows) writer.read(row)
  // An init is told when it is over, but its first line is older than that.
  return writer.lines.map((line, at) => ({ line, at })).sort((one, other) => one.line.time - other.line.time || one.at - other.at).map(({ line }) => line)
}

/** The lines of one row, inside a run; what is remembered of environments is handed in and kept. */
export function linesOf(row: LogRow, about: Logging, environments: Map<number, Environment>): LogLine[] {
  const writer = new Writer(about, environments)
  writer.read(row)
  return writer.lines
}

export const ENDS: ReadonlySet<number> = new Set([K.finished, K.failed, K.timedOut, K.crashed])

class Writer {
  readonly lines: LogLine[] = []
  private readonly about: Logging
  private readonly environments: Map<number, Environment>

  constructor(about: Logging, environments = new Map<number, Environment>()) {
    this.about = about
    this.environments = environments
  }

  read(row: LogRow): void {
    const { kind, a, b: env, time } = row
    if (kind === K.versioned) Object.assign(this.at(env, time), readVersioned(a))
    else if (kind === K.initStarted) this.at(env, time).opening = true
    else if (kind === K.logged) this.logged(row)
    else if (kind === K.used) this.at(env, time).usedMb = a
    else if (kind === K.faulted) this.at(env, time).why = a
    else if (kind === K.initEnded || kind === K.initFailed) this.initialised(row, kind === K.initFailed)
    else if (kind === K.started) this.started(row)
    else if (ENDS.has(kind) && env > 0) this.ended(row)
    else if (kind === K.environmentEnded) this.environments.delete(env)
  }

  private at(env: number, time: Micros): Environment {
    const known = this.environments.get(env)
    if (known) return known
    const made: Environment = { begun: time, version: 0, region: undefined, initMs: undefined, restoreMs: undefined, keptMb: 0, tmpMb: 0, opening: false, first: this.lines.length, usedMb: undefined, why: 0 }
    this.environments.set(env, made)
    return made
  }

  private initialised({ time, serial, a: took, b: env }: LogRow, failed: boolean): void {
    const { about } = this
    const began = time - ms(took)
    const environment = this.at(env, Math.max(0, began))
    environment.opening = false
    const config = about.settings(environment.version, time)
    const runtime = runtimeVersion(config, about.region)
    const say = (at: Micros, text: string | undefined, bad = false) => this.say(env, environment, at, serial, text, bad)
    if (config.snapStart && environment.version !== 0 && serial > 0) {
      environment.restoreMs = took
      say(began, system.restoreStart(config, began, runtime))
      say(time, system.restoreReport(config, time, took, failed ? 'timeout' : ''), failed)
      return
    }
    const type = serial > 0 ? 'on-demand' : 'provisioned-concurrency'
    const ended = !failed ? '' : took >= INIT_LIMIT_MS || config.initFailure === 'none' ? 'timeout' : REASONS[reasonOf(INIT_CRASH, config)]!.code
    this.sayAt(environment.first, env, environment, began, serial, system.initStart(config, began, type, runtime))
    if (ended !== '' && ended !== 'timeout' && config.code === '') say(time, this.uncaught(config, INIT_CRASH, time, ''), true)
    say(time, system.initRuntimeDone(config, time, type, ended))
    say(time, system.initReport(config, time, type, 'init', took, ended), failed)
    // LAM-BILL-02: an init that failed is neither reported nor billed with the invocation.
    if (serial > 0 && !failed) environment.initMs = took
  }

  private started({ time, serial, b: env }: LogRow): void {
    const { about } = this
    const environment = this.at(env, time)
    const config = about.settings(environment.version, time)
    // A repeated init that fails comes before the handler: its lines are written when it is known.
    if (config.initFailure !== 'none' && environment.initMs === undefined) return
    this.say(env, environment, time, serial, system.start(config, time, requestId(about.seed, serial), nameOf(environment), about.traced(serial, time)), false)
  }

  private ended({ time, serial, kind, a: durationMs, b: env }: LogRow): void {
    const { about } = this
    const environment = this.at(env, time)
    const config = about.settings(environment.version, time)
    const id = requestId(about.seed, serial)
    const begun = time - ms(durationMs)
    const fate = this.fateOf(kind, config, environment)
    const traced = about.traced(serial, begun)
    const say = (text: string | undefined, bad = false) => this.say(env, environment, time, serial, text, bad)
    const code = fate === FINE ? '' : REASONS[environment.why || reasonOf(fate, config)]!.code
    if (fate === INIT_CRASH) {
      if (config.code === '') say(this.uncaught(config, fate, time, ''), true)
      say(system.initReport(config, time, 'on-demand', 'invoke', durationMs, code), true)
      say(system.start(config, time, id, nameOf(environment), traced))
    } else if (config.code === '' && SPEAKS.has(fate)) say(this.uncaught(config, fate, time, id), true)
    const older = about.profile === 'course'
    if (fate === TIMEOUT && older) say(timedOutLine(time, id, config.timeoutSec), true)
    const status = fate === FINE ? 'success' : fate === TIMEOUT ? 'timeout' : resets(fate) ? 'failure' : 'error'
    say(system.end(config, time, id, status), status !== 'success' && config.logFormat === 'JSON')
    const initMs = environment.initMs
    // The report of an exception in the code says nothing of it: the runtime lives on.
    const ended = older || !resets(fate) ? {} : { ended: fate === TIMEOUT ? 'timeout' : code }
    const figures = {
      requestId: id, durationMs, memoryMb: config.memoryMb,
      billedMs: billedMs(billsInit(config, about.profile) ? (initMs ?? 0) : 0, durationMs),
      usedMb: fate === OUT_OF_MEMORY ? config.memoryMb : (environment.usedMb ?? memoryUsedMb(config, environment.keptMb)),
      ...(initMs === undefined ? {} : { initMs }), ...(environment.restoreMs === undefined ? {} : { restoreMs: environment.restoreMs }), ...ended,
    }
    say(system.report(config, time, status, code, figures, traced), status !== 'success' && config.logFormat === 'JSON')
    if (traced) say(system.xrayLine(config, traced))
    environment.initMs = undefined
    environment.restoreMs = undefined
    environment.usedMb = undefined
    environment.why = 0
    if (resets(fate)) environment.keptMb = 0
  }

  /** What code wrote: the text bears its own instant and level. */
  private logged({ time, serial, a, b: env }: LogRow): void {
    const { about } = this
    const [, at, level, message] = /^(\d+) ([A-Z]+) (.*)$/s.exec(about.text(a) ?? '') ?? []
    if (at === undefined) return
    const environment = this.at(env, time)
    const config = about.settings(environment.version, time)
    const said = { time: Number(at), requestId: environment.opening ? '' : requestId(about.seed, serial) }
    const [, error] = /^(?:Invoke Error|Uncaught Exception)\t(\{.*\})$/s.exec(message!) ?? []
    const line = level === 'ERROR' && error ? uncaughtLine(config, said, thrownIn(error)) : level === 'PLAIN' ? plainLine(config, said, message!) : applicationLine(config, said, level as Level, message!)
    this.say(env, environment, said.time, serial, line, level === 'ERROR' || level === 'FATAL')
  }

  /** The row tells how it ended for the environment; the settings, and what was left behind, tell why. */
  private fateOf(kind: number, config: FunctionConfig, environment: Environment): number {
    environment.keptMb += config.leakMb
    const files = environment.tmpMb + config.tmpMb
    const full = files > config.ephemeralMb
    if (!full) environment.tmpMb = files
    if (kind === K.finished) return FINE
    if (kind === K.timedOut) return TIMEOUT
    if (config.code !== '') return kind === K.failed ? (environment.why === 0 ? TOO_LARGE : EXCEPTION) : (CRASHES[REASONS[environment.why]!.code] ?? INIT_CRASH)
    if (kind === K.crashed) {
      if (config.initFailure !== 'none') return INIT_CRASH
      if (config.failure === 'memory' || outOfMemory(config, environment.keptMb)) return OUT_OF_MEMORY
      return config.failure === 'neverSettles' ? NEVER_SETTLES : EXIT
    }
    if (full) return NO_SPACE
    if (!config.streaming && config.responseBytes > this.about.responseBytes) return TOO_LARGE
    const fails = config.errorRate > 0 || config.failFirst > 0 || config.failTries > 0 || config.poison !== ''
    return !fails ? CALL_FAILED : config.failure === 'marshal' ? MARSHAL : EXCEPTION
  }

  private uncaught(config: FunctionConfig, fate: number, time: Micros, id: string): string | undefined {
    return uncaughtLine(config, { time, requestId: id }, errorContent(fate, config, id, this.about.responseBytes))
  }

  /** A line that is known only later: those of the same instant that were written meanwhile come after it. */
  private sayAt(place: number, env: number, environment: Environment, time: Micros, serial: number, text: string | undefined): void {
    const before = this.lines.length
    this.say(env, environment, time, serial, text, false)
    if (this.lines.length > before) this.lines.splice(place, 0, this.lines.pop()!)
  }

  private say(env: number, environment: Environment, time: Micros, serial: number, text: string | undefined, bad: boolean): void {
    if (text === undefined) return
    const stream = logStream(this.about.seed, this.about.node, env, nameOf(environment), environment.begun)
    this.lines.push({ time: Math.max(0, time), stream, text, serial, bad, ...(environment.region !== undefined && { region: environment.region }) })
  }
}

/** How code that ended its runtime is named; anything else means that it could not be loaded. */
const CRASHES: { readonly [code: string]: number } = { '': EXIT, 'Runtime.OutOfMemory': OUT_OF_MEMORY, 'Runtime.ExitError': EXIT, 'Runtime.NodejsExit': NEVER_SETTLES }

function thrownIn(json: string): ErrorContent {
  const { errorType, errorMessage, stack } = JSON.parse(json) as { errorType: string; errorMessage: string; stack: string[] }
  return { errorType, errorMessage, trace: stack }
}

/** Failures that the runtime lives to tell. */
const SPEAKS: ReadonlySet<number> = new Set([EXCEPTION, MARSHAL, NO_SPACE, CALL_FAILED])
const nameOf = ({ version }: Environment): string => (version === 0 ? '$LATEST' : String(version))
