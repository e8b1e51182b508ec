// What a file of PyTorch is made of, whichever layout it has.
import type { Pickle } from './pickle.ts'
import type { Storages } from './storages.ts'

export interface TorchFile {
  format: 'torch-zip' | 'torch-legacy' | 'torchscript'
  pickle: Pickle
  storages: Storages
  /** Texts of TorchScript's classes, by their names; empty for other files. */
  code: ReadonlyMap<string, string>
}
