/** How many more environments a function may gain at an instant: the scale-out budget of LAM-SCALE-01, counted from its rows. */
import { quotasOf } from '../contract/quotas.ts'
import { K } from '../trace/records.ts'
import type { Recording } from './recording.ts'

interface Account {
  tokens: number
  at: number
  /** The newest environment: those that are initialised once more are no new ones. */
  newest: number
}

class Budgets {
  private readonly recording: Recording
  readonly most: number
  private readonly perMicro: number
  private accounts: Account[]
  private time = -1
  private next = 0
  /** Of the last row counted: where the camera stands ahead of what is simulated, rows still come from before its instant. */
  private seen = 0

  constructor(recording: Recording) {
    this.recording = recording
    const quotas = quotasOf(recording.drawing.scenario)
    this.most = quotas.lambdaScaleTokens
    this.perMicro = quotas.lambdaScaleRefill / 1e6
    this.accounts = this.fresh()
  }

  at(place: number, time: number): number {
    if (time < this.time) {
      this.accounts = this.fresh()
      this.next = 0
      this.seen = 0
    }
    this.recording.keep.scan(this.seen, time + 1, ({ kind, place: places, serial, b, time: at }, row, number) => {
      if (number < this.next) return
      this.next = number + 1
      this.seen = at[row]!
      if (kind[row] !== K.initStarted) return
      const account = this.accounts[places[row]!]!
      if (b[row]! <= account.newest) return
      account.newest = b[row]!
      // Whoever asks for provisioned environments pays no token.
      if (serial[row] === 0) return
      account.tokens = this.regained(account, at[row]!) - 1
      account.at = at[row]!
    })
    this.time = time
    return this.regained(this.accounts[place]!, time)
  }

  private regained({ tokens, at }: Account, time: number): number {
    return Math.min(this.most, tokens + (time - at) * this.perMicro)
  }

  private fresh(): Account[] {
    return this.recording.cast.nodes.map(() => ({ tokens: this.most, at: 0, newest: 0 }))
  }
}

const known = new WeakMap<Recording, Budgets>()

/** Undefined in the older model, in which all functions of the Region share one burst. */
export function scaleBudgetAt(recording: Recording, place: number, time: number): { readonly left: number; readonly most: number } | undefined {
  const { scenario } = recording.drawing
  if (scenario.profile === 'course') return undefined
  let budgets = known.get(recording)
  if (!budgets) known.set(recording, (budgets = new Budgets(recording)))
  return { left: Math.floor(budgets.at(place, time) + 1e-9), most: budgets.most }
}
