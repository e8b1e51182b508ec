// Bundles as they are dropped: a .npz, or single .npy files of one folder, each an array of a bundle by its name.
import { baseName, folderOf, shownName } from './base-name.ts'
import type { Bundle } from './bundle.ts'
import { bundleFrom, readBundle } from './bundle.ts'
import { looksLikeNpzData } from './data/npz-data.ts'
import type { DroppedFile } from './dropped.ts'
import { FormatError } from './format-error.ts'
import type { NpyArray } from './npy.ts'
import { readNpy } from './npy.ts'
import type { Npz } from './npz.ts'
import { openNpz } from './npz.ts'
import { looksLikeZip } from './zip.ts'

/** Whether a .npz is named as a data set is, and not as networks are. */
export function isDataSet([{ bytes }]: readonly DroppedFile[]): boolean {
  if (!looksLikeZip(bytes)) return false
  const { names } = openNpz(bytes)
  return looksLikeNpzData(names) && !names.some(name => /^(activations|probabilities|predictions|probs|logits|checkpoints)(\/|\.npy$)/.test(name))
}

/** Errors: FormatError, one sentence. */
export function readBundleFiles(files: readonly DroppedFile[]): Bundle {
  const [main] = files
  const name = withoutEnding(baseName(main.path))
  if (looksLikeZip(main.bytes)) return readBundle(main.bytes, null, name)
  const arrays = new Map<`${string}.npy`, NpyArray>(files.map(({ path, bytes }) => [`${withoutEnding(baseName(path))}.npy`, readNpy(bytes, shownName(path))]))
  // Names that say no kind are networks' own: their arrays are activations.
  const known = [...arrays.keys()].some(key => /^(activations|probabilities|predictions|probs|logits)\.npy$/.test(key))
  const named = new Map([...arrays].map(([key, array]): [`${string}.npy`, NpyArray] => known || /^(labels|y)\.npy$/.test(key) ? [key, array] : [`activations/${key}`, asColumn(array, key)]))
  const npz: Npz = {
    names: [...named.keys()], has: member => named.has(member as `${string}.npy`), text: () => null,
    array(member) {
      const found = named.get(member)
      if (!found) throw new FormatError(`There is no ${member}.`)
      return found
    },
    json(member) { throw new FormatError(`There is no ${member}.`) },
  }
  return bundleFrom(npz, null, files.length === 1 ? name : baseName(folderOf(main.path)) || name)
}

const withoutEnding = (name: string): string => name.replace(/(.)\.[^.]+$/, '$1')

/** One number a probe is a representation of one column. Errors: whole numbers in a row, which are labels rather. */
function asColumn(array: NpyArray, name: string): NpyArray {
  if (array.shape.length !== 1) return array
  if (!array.dtype.startsWith('float')) throw new FormatError(`${shownName(name)} holds a row of ${array.shape[0]} whole numbers; activations of a network are n × d, a row a probe. Labels of the probes are called labels.npy, and dropped with them.`)
  return { ...array, shape: [...array.shape, 1] }
}
