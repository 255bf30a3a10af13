/**
 * Tells a worker that computes from one that is lost in a single call of user code, which nothing inside can interrupt. It
 * is asked once a second; five questions without a word in return mean that it will not come back. Questions are counted,
 * not seconds: a page that was busy itself accuses nobody.
 */
export const EVERY_MS = 1_000
const PATIENCE = 5

export class Watchdog {
  private silent = 0

  heard(): void {
    this.silent = 0
  }

  /** To be called every so often: whether to ask again, or to give up. */
  next(): 'ask' | 'lost' {
    return ++this.silent > PATIENCE ? 'lost' : 'ask'
  }
}
