// What a command is to the terminal: its words, its options, and the work.
import type { Option, Options } from './options.ts'

export type ValuesOf<O extends Options> = { [K in keyof O]: O[K] extends Option<infer T> ? T : never }

export interface Command<O extends Options = Options> {
  /** One line for the list of commands. */
  summary: string
  /** What stands after the command's name. */
  usage: string
  /** How many files it takes. */
  files: { from: number, to: number }
  options: O
  /** What else its help says, a line each. */
  notes: string[]
  /** Does the work; what it returns is printed as one JSON object. */
  run(files: string[], values: ValuesOf<O>, given: ReadonlySet<string>): Promise<object>
}

/** Keeps the options' types while the command is one of many. */
export const command = <const O extends Options>(definition: Command<O>): Command => definition as unknown as Command
