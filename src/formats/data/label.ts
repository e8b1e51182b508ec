// Which column of a table is the label, and what the rest of it is then: features, classes, and what had to be left out.
import { FormatError, quoted } from '../format-error.ts'
import { classesOfNumbers, classesOfTexts, listed } from './classes.ts'
import type { DataDraft, DraftColumn } from './data-draft.ts'
import { checkedCount, samplesOf } from './samples.ts'

const LABELS: readonly string[] = ['label', 'labels', 'class', 'classes', 'target', 'species', 'y', 'diagnosis', 'category', 'variety', 'outcome', 'survived', 'quality', 'digit']

/** A column with more texts than this share is text; with fewer, these cells count as empty. */
const STRAY = 0.05

/** Whether a column may be a label: few values, all whole numbers or texts. */
function mayBeLabel(column: DraftColumn, rows: number): boolean {
  const { values, numbers } = column
  return values !== null && values >= 2 && values <= Math.max(2, rows / 3) && numbers.every(value => value !== value || Number.isInteger(value))
}

/** The column that is named as labels are, else the last that may be one, else the first; null where none may. */
export function proposedLabel(columns: readonly DraftColumn[], rows: number): number | null {
  const fit = columns.map(column => mayBeLabel(column, rows))
  const named = columns.findLastIndex((column, at) => fit[at] && LABELS.includes(column.name.trim().toLowerCase()))
  if (named >= 0) return named
  const last = columns.length - 1
  if (fit[last]) return last
  if (fit[0] && columns.length > 1) return 0
  const texts = columns.findLastIndex((column, at) => fit[at] && column.texts > 0)
  return texts >= 0 ? texts : null
}

const isText = ({ texts, numbers, blanks }: DraftColumn): boolean => texts > STRAY * (numbers.length - blanks)

/** 0, 1, 2, … or 1, 2, 3, … down the rows: it numbers them and says nothing of them. */
function numbersRows({ numbers, name }: DraftColumn): boolean {
  const off = numbers[0]
  return NUMBERING.test(name.trim()) && numbers.length > 2 && (off === 0 || off === 1) && numbers.every((value, row) => value === row + off)
}
const NUMBERING = /^(|id|index|no\.?|nr\.?|#|row|unnamed: ?\d+|column 1|rownames|sample)$/i

/** The draft with the column at this place as its label. Rows with an empty cell are left out; so are text columns. Errors: a column that is no label. */
export function withLabel(draft: DataDraft, label: number): DataDraft {
  const { columns } = draft
  const { told = [], classNames: given = null } = draft.table ?? {}
  const target = columns[label]
  const where = `${draft.title}: the column ${quoted(target.name)}`
  const all = target.numbers.length
  const others = columns.filter((_, at) => at !== label)
  const texts = others.filter(isText)
  const counts = others.filter(column => !isText(column) && numbersRows(column))
  const sparse = others.filter(column => !isText(column) && column.blanks > all / 2)
  const out = new Set([...texts, ...counts, ...sparse])
  const features = others.filter(column => !out.has(column))
  if (features.length === 0) throw new FormatError(`${draft.title}: beside ${quoted(target.name)} no column holds numbers to learn from.`)

  const whole = Array.from({ length: all }, (_, row) => row).filter(row => hasCell(target, row) && features.every(({ numbers }) => numbers[row] === numbers[row]))
  if (whole.length === 0) throw new FormatError(`${draft.title}: every row has an empty cell; fill them, or leave columns out.`)
  checkedCount(draft.title, whole.length, [features.length])
  const { labels, classNames, warnings } = target.texts > 0
    ? classesOfTexts(whole.map(row => textIn(target, row)), where)
    : classesOfNumbers(whole.map(row => target.numbers[row]), where)
  const values = new Float64Array(whole.length * features.length)
  whole.forEach((row, at) => features.forEach(({ numbers }, feature) => { values[at * features.length + feature] = numbers[row] }))
  const found = samplesOf(draft.title, values, whole.length, [features.length])
  const left = (which: readonly DraftColumn[], why: string): string[] => which.length === 0 ? []
    : [`Left out: ${listed(which.map(({ name }) => quoted(name)))} (${why}).`]
  const torn = all - whole.length
  const names = given && given.length === classNames.length && classNames.every((name, k) => name === String(k)) ? [...given] : classNames
  return {
    ...draft, ...found, label, labels, classNames: names, featureNames: features.map(({ name }) => name),
    warnings: [
      ...told, ...left(texts, 'text'), ...left(counts, 'it numbers the rows'), ...left(sparse, 'more than half of its cells are empty'),
      ...torn === 0 ? [] : [`${torn} of ${all} rows ${torn === 1 ? 'has' : 'have'} an empty cell${features.some(column => column.texts > 0) ? ', or text among numbers,' : ''} and ${torn === 1 ? 'is' : 'are'} left out.`],
      ...found.warnings, ...warnings,
    ],
  }
}

const hasCell = ({ numbers, codes }: DraftColumn, row: number): boolean => numbers[row] === numbers[row] || (codes !== null && codes[row] >= 0)
const textIn = ({ numbers, codes, words }: DraftColumn, row: number): string => codes && codes[row] >= 0 ? words[codes[row]] : String(numbers[row])
