// What the terminal refuses: an input file or an option, with one sentence that says what is wrong and what would be right.

/** Ends the program with code 2. `where` is the file or option at fault. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly where: string

  constructor(where: string, sentence: string) {
    super(sentence)
    this.where = where
  }
}

/** The same sentence, said of a file: what the readers and the methods throw becomes a refusal of the input that they were given. */
export function blaming<T>(where: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw blamed(where, error)
  }
}

/** A refusal for what a method says of its input; a fault of the program stays what it is. */
export function blamed(where: string, error: unknown): unknown {
  // The core and the readers refuse with plain errors and FormatErrors. Type and range errors of the engine are ours to mend.
  const sentence = error instanceof Error && (error.constructor === Error || error.name === 'FormatError') ? error.message : null
  return sentence === null ? error : new Refusal(where, sentence)
}
