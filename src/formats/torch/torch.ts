// PyTorch files: a state_dict, a checkpoint, a pickled module or TorchScript, as a zip or in the layout from before 1.6. Pickles are data: nothing is run.
import type { SavedModel } from '../saved-model.ts'

/** Errors: FormatError, one sentence. */
export function readTorch(_bytes: Uint8Array, _name: string): SavedModel {
  throw new Error('not yet')
}
