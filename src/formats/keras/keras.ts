// Keras models: .keras (a zip of a configuration and an HDF5 file of weights) and .h5 (both in one HDF5 file, or weights alone).
import type { SavedModel } from '../saved-model.ts'

/** `name`: for sentences. Errors: FormatError, one sentence. */
export function readKeras(_bytes: Uint8Array, _name: string): SavedModel {
  throw new Error('not yet')
}

/** The same for one HDF5 file. */
export function readKerasH5(_bytes: Uint8Array, _name: string): SavedModel {
  throw new Error('not yet')
}
