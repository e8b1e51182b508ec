// One column of a table of runs: numbers, truth values or words, told from all of its cells together.
import { quoted } from './format-error.ts'
import type { TableValue } from './networks-table.ts'

export interface RunColumn {
  title: string
  values: TableValue[]
  /** Whether its values are numbers (and nothing else but missing). */
  numeric: boolean
  warnings: string[]
}

const MISSING = /^(|nan|null|none|na|n\/a|-|#n\/a|#value!|#div\/0!)$/i
const NOT_FINITE = /^[+-]?inf(inity)?$/i
const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const DECIMAL_COMMA = /^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?(e[+-]?\d+)?$/i
const THOUSANDS = /^[+-]?\d{1,3}([,'\u2019 \u00a0\u202f]\d{3})+(\.\d+)?$/
const PER_CENT = /^[+-]?(\d+\.?\d*|\.\d+) ?%$/

/** Letters of a numeral; what is longer is not looked at as one. */
const LONGEST_NUMERAL = 60

/** The reading that all filled cells allow; null where they are words. */
function readingOf(filled: readonly string[], decimalComma: boolean): ((cell: string) => number) | null {
  if (filled.some(cell => cell.length > LONGEST_NUMERAL)) return null
  if (filled.every(cell => PLAIN.test(cell))) return Number
  if (decimalComma && filled.every(cell => DECIMAL_COMMA.test(cell))) return cell => Number(cell.replaceAll('.', '').replace(',', '.'))
  if (filled.every(cell => PLAIN.test(cell) || THOUSANDS.test(cell))) return cell => Number(cell.replaceAll(/[,'\u2019 \u00a0\u202f]/g, ''))
  if (filled.every(cell => PER_CENT.test(cell))) return cell => Number(cell.replace(/ ?%$/, '')) / 100
  return null
}

/** `decimalComma`: whether commas may be decimal marks; `runs`: the run of each cell, for sentences. */
export function runColumn(title: string, cells: readonly string[], decimalComma: boolean, runs: readonly string[]): RunColumn {
  const trimmed = cells.map(cell => cell.trim())
  const filled = trimmed.filter(cell => !MISSING.test(cell) && !NOT_FINITE.test(cell))
  const reading = filled.length > 0 || trimmed.some(cell => NOT_FINITE.test(cell)) ? readingOf(filled, decimalComma) : null
  const warnings: string[] = []
  if (!reading) {
    const truths = filled.length > 0 && filled.every(cell => /^(true|false)$/i.test(cell))
    const values = trimmed.map((cell): TableValue => truths ? MISSING.test(cell) ? null : /^true$/i.test(cell) : cell === '' || /^nan$/i.test(cell) ? null : cell)
    return { title, values, numeric: false, warnings }
  }
  const odd = { notFinite: [] as string[], impossible: [] as number[] }
  const accuracy = isAccuracy(title)
  const values = trimmed.map((cell, row): TableValue => {
    if (MISSING.test(cell)) return null
    const value = NOT_FINITE.test(cell) ? Infinity : reading(cell)
    if (!Number.isFinite(value)) {
      odd.notFinite.push(cell)
      return null
    }
    if (accuracy && (value < 0 || value > 100)) {
      odd.impossible.push(row)
      return null
    }
    return value
  })
  const shown = quoted(title).slice(1, -1)
  if (odd.notFinite.length > 0) warnings.push(`${shown}: ${odd.notFinite.length} ${odd.notFinite.length === 1 ? 'value is' : 'values are'} not finite (${[...new Set(odd.notFinite)].slice(0, 3).join(', ')}) and ${odd.notFinite.length === 1 ? 'counts' : 'count'} as missing.`)
  if (odd.impossible.length > 0) {
    const [first] = odd.impossible
    warnings.push(`${shown} is ${trimmed[first]} for ${quoted(runs[first])}${odd.impossible.length > 1 ? ` and impossible for ${odd.impossible.length - 1} more` : ''}: an accuracy lies between 0 and 1, so it counts as missing.`)
  }
  if (accuracy) {
    const missing = trimmed.filter(cell => MISSING.test(cell)).length
    if (missing > 0) warnings.push(`${shown} is missing for ${missing} of ${cells.length} rows.`)
    const high = values.reduce<number>((most, value) => typeof value === 'number' ? Math.max(most, value) : most, -Infinity)
    if (high > 1) warnings.push(`${shown} goes up to ${high}: it seems to be in per cent. The values are kept as they are.`)
  }
  return { title, values, numeric: true, warnings }
}

/** Named as an accuracy is: accuracy, val_acc, test/acc. */
const isAccuracy = (title: string): boolean => /(^|[^a-z])acc(uracy)?([^a-z]|$)/i.test(title)

/** Which way is better, where the name tells; 0 where it does not. */
export function betterOf(title: string): 1 | -1 | 0 {
  if (/(^|[^a-z])(loss|error|err|mse|rmse|mae|nll|perplexity|ppl|cross_?entropy|kl)([^a-z]|$)/i.test(title)) return -1
  if (isAccuracy(title) || /(^|[^a-z])(f1|auc|auroc|precision|recall|reward|return|score|r2|iou|dice|map|bleu)([^a-z]|$)/i.test(title)) return 1
  return 0
}
