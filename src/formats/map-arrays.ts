// A map's arrays on the way in: they must be there, of the type and shape that the rest of the map asks for, and hold what they should.
import { FormatError } from './format-error.ts'
import type { Dtype, NpyArray } from './npy.ts'
import type { Npz } from './npz.ts'

/** A member that every map has, by the sentence that misses it. */
export function member<T>(npz: Npz, name: string, read: () => T): T {
  if (!npz.has(name)) throw new FormatError(`This map is incomplete: it has no ${name}.`)
  return read()
}

/** An array of one of the types wanted and of the shape wanted; null stands for any length. */
export function arrayOf<D extends Dtype>(npz: Npz, name: `${string}.npy`, dtypes: D[], shape: (number | null)[]): NpyArray<D> {
  const array = member(npz, name, () => npz.array(name))
  if (!dtypes.some(dtype => dtype === array.dtype)) throw new FormatError(`${name} holds ${array.dtype} numbers; it should hold ${dtypes.join(' or ')}.`)
  const fits = array.shape.length === shape.length && shape.every((length, axis) => length === null || length === array.shape[axis])
  if (!fits) throw new FormatError(`${name} has shape ${array.shape.join(' × ')}; the rest of the map asks for ${shape.map(length => length ?? 'any').join(' × ')}.`)
  return array as NpyArray<D>
}

export function refuseUnless(values: Float32Array | Float64Array, test: (value: number) => boolean, name: string, right: string): void {
  const at = values.findIndex(value => !test(value))
  if (at >= 0) throw new FormatError(`${name} holds ${values[at]} at place ${at}; its numbers should be ${right}.`)
}

/** Rows of `classes` numbers; `where` names a row. The sum of probabilities rounded to float16 can be off by 0.0005. */
export function refuseImprobable(probabilities: Float32Array, classes: number, name: string, where: (row: number) => string): void {
  refuseUnless(probabilities, p => p >= 0 && p <= 1.001, name, 'probabilities, from 0 to 1')
  for (let row = 0, from = 0; from < probabilities.length; row++, from += classes) {
    let sum = 0
    for (let k = from; k < from + classes; k++) sum += probabilities[k]
    if (Math.abs(sum - 1) <= 2e-3) continue
    throw new FormatError(`${name} sums to ${sum} at ${where(row)}; the probabilities of all classes should sum to 1.`)
  }
}

/** Members named `<folder>/<id>.npy`, by their ids. */
export function byId(npz: Npz, folder: string): Map<number, `${string}.npy`> {
  const pattern = new RegExp(`^${folder}/(0|[1-9]\\d*)\\.npy$`)
  return new Map(npz.names.flatMap(name => {
    const id = pattern.exec(name)?.[1]
    return id ? [[Number(id), name as `${string}.npy`] as const] : []
  }))
}
