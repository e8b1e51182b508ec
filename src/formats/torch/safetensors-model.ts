// A .safetensors file of weights, as a model without an architecture.
import type { SavedModel } from '../saved-model.ts'

/** Errors: FormatError, one sentence. */
export function readSafetensorsModel(_bytes: Uint8Array, _name: string): SavedModel {
  throw new Error('not yet')
}
