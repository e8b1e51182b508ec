// What the dialog of a brought data set says in words and figures. Pure.
import type { DataDraft } from '../../formats/data/data-draft.ts'
import { integer } from '../ui/format.ts'

const FORMATS: Record<DataDraft['format'], string> = { idx: 'IDX', cifar: 'CIFAR binary', csv: 'CSV', npz: '.npz' }

export const formatWords = ({ format }: DataDraft): string => FORMATS[format]

/** Rows of each class, in the classes' order. */
export function classCounts({ labels, classNames }: DataDraft): number[] {
  const counts = classNames.map(() => 0)
  labels?.forEach(label => { counts[label]++ })
  return counts
}

/** Classes that are listed by name. */
export const MOST_LISTED = 20

/** As the file has it, as far as float32 does. */
export const cell = (value: number): string => String(Number(value.toPrecision(6))).replace('-', '−')

/** The label's columns as a list to choose from: what may be one, first the proposed. */
export function columnOptions({ columns }: DataDraft): { value: string, label: string }[] {
  return columns.map(({ name, values, texts }, at) => ({ value: String(at), label: `${name} · ${values === null ? 'many values' : `${integer(values)} ${values === 1 ? 'value' : 'values'}`}${texts > 0 ? ', text' : ''}` }))
}
