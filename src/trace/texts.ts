/** Texts that rows refer to, on the page: the newest of them, by number. */
const MOST_CHARACTERS = 16_000_000

export class TextKeep {
  private readonly texts = new Map<number, string>()
  private characters = 0

  put(number: number, text: string): void {
    const before = this.texts.get(number)
    // A run that was wound back counts on from where it was: the newer text stands, as the newest.
    if (before !== undefined) this.drop(number, before)
    this.texts.set(number, text)
    this.characters += text.length
    while (this.characters > MOST_CHARACTERS && this.texts.size > 1) {
      const [oldest, old] = this.texts.entries().next().value!
      this.drop(oldest, old)
    }
  }

  at(number: number): string | undefined {
    return this.texts.get(number)
  }

  private drop(number: number, text: string): void {
    this.texts.delete(number)
    this.characters -= text.length
  }
}
