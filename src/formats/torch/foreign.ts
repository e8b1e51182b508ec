// Which of the names in a pickle are code of others: what PyTorch, NumPy and Python's own containers need to be rebuilt is none.
import type { Pickle } from './pickle.ts'

/** What only makes values again: of these nothing is told. */
const HARMLESS =
  /^(torch|torchvision|numpy|collections|copyreg|_codecs|datetime|pathlib|argparse|types|uuid|decimal|fractions|enum|sklearn|scipy|pandas|joblib|omegaconf|__torch__)\./
const HARMLESS_BUILTINS = /^builtins\.(set|frozenset|list|dict|tuple|int|float|complex|str|bytes|bytearray|bool|object|slice|range)$/

/** Functions that a pickle would have called, in the order in which they are met. */
export const codeIn = ({ called }: Pickle): string[] => [...called].filter(name => !HARMLESS.test(name) && !HARMLESS_BUILTINS.test(name))

/** Names in a sentence: a few, cut where they are long, without control characters. */
export function listed(names: readonly string[]): string {
  const few = names.slice(0, 5).map(name => name.replace(/\p{Cc}/gu, ' ')).map(name => name.length > 60 ? `${name.slice(0, 60)}…` : name)
  return few.join(', ') + (names.length > few.length ? ` and ${names.length - few.length} more` : '')
}
