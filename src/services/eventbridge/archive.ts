import type { Micros } from '../../base/units.ts'
import type { BusEvent } from './event.ts'

/** EB-11: events that an archive keeps, in the order in which they came. */
export class Archive {
  /** For checkpoints: events are never changed. */
  static readonly shallow = ['events']
  readonly name: string
  events: BusEvent[] = []
  times: number[] = []
  bytes: number[] = []

  constructor(name = '') {
    this.name = name
  }

  keep(event: BusEvent, at: Micros, sizeBytes: number): void {
    this.events.push(event)
    this.times.push(at)
    this.bytes.push(sizeBytes)
  }

  /** Forgets what is older. */
  forget(before: Micros): void {
    let old = 0
    while (old < this.times.length && this.times[old]! < before) old++
    if (old === 0) return
    this.events.splice(0, old)
    this.times.splice(0, old)
    this.bytes.splice(0, old)
  }
}
