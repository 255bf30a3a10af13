/** A refusal on its way out of the depths; `compile` makes a value of it. */
export class Refused extends Error {
  readonly place: string
  constructor(place: string, text: string) {
    super(text)
    this.place = place
  }
}
