// Arithmetic with shapes inside a GraphModel (Shape → StridedSlice → Pack → Reshape): done while reading, with the number of rows left open.
import { named } from '../keras/config.ts'
import { Unsupported } from '../keras/unsupported.ts'

/** Whole numbers of a shape; null is the number of rows. */
export type RowSizes = readonly (number | null)[]

/** begin, end, strides are of one axis. `masks`: begin, end and shrink, a bit an axis. */
export function sliced(sizes: RowSizes, begin: number, end: number, stride: number, masks: { begin: boolean, end: boolean, shrink: boolean }): RowSizes {
  if (masks.shrink) return [sizes.at(begin) ?? null]
  const from = (at: number): number => at < 0 ? Math.max(at + sizes.length, 0) : Math.min(at, sizes.length)
  return stride === 1 ? sizes.slice(masks.begin ? 0 : from(begin), masks.end ? sizes.length : from(end)) : []
}

/** A product that the rows have a part in is known only where all else is 1. */
export function multiplied(sizes: RowSizes): RowSizes {
  const known = sizes.filter(size => size !== null).reduce((product, size) => product * size, 1)
  return sizes.every(size => size !== null) ? [known] : known === 1 && sizes.length === 1 ? [null] : [-1]
}

/** The shape of one sample that a reshape to `target` gives, from samples of this shape. Errors: Unsupported where rows would be mixed. */
export function reshapedRow(target: RowSizes, sample: readonly number[], node: string): number[] {
  const numbers = sample.reduce((product, size) => product * size, 1)
  const [rows, ...rest] = target
  const known = rest.every(size => size !== null) ? rest : null
  const free = known?.filter(size => size === -1).length ?? 0
  const product = known?.reduce((all, size) => size === -1 ? all : all * size, 1) ?? NaN
  // Whatever stands for the rows (open, −1, or a batch that the export fixed): the rest has to be one sample.
  const stands = target.length > 0 && (rows === null || rows === -1 || rows >= 1)
  const fits = free === 0 ? product === numbers : free === 1 && rows !== -1 && numbers % product === 0
  if (known && stands && fits) return known
  throw new Unsupported(`node ${named(node)} reshapes samples of ${sample.join('×') || 'one number'} to [${target.map(size => size ?? 'rows').join(', ')}], which mixes rows.`)
}
