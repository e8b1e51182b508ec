// PyTorch files: a state_dict, a checkpoint, a pickled module or TorchScript, as a zip or in the layout from before 1.6. Pickles are data: nothing is run.
import { FormatError } from '../format-error.ts'
import { NO_EVIDENCE } from '../chain/evidence.ts'
import { proposeChains } from '../chain/propose.ts'
import type { SavedModel } from '../saved-model.ts'
import { looksLikeZip } from '../zip.ts'
import { readArchive } from './archive.ts'
import { collectTensors } from './collect.ts'
import { readLegacy } from './legacy.ts'
import { readTensor } from './rebuild.ts'
import { LIMITS } from '../limits.ts'

/** Errors: FormatError, one sentence. */
export function readTorch(bytes: Uint8Array, name: string): SavedModel {
  if (bytes.length === 0) throw new FormatError(`${name} is empty (0 bytes).`)
  const file = looksLikeZip(bytes) ? readArchive(bytes, name) : readLegacy(bytes, name)
  const found = collectTensors(file.pickle.value, name)
  const budget = { left: LIMITS.allNumbers }
  const tensors = Array.from(found.tensors, ([label, described]) => readTensor(label, described, file.storages, budget, name))
  return { format: file.format, producer: 'pytorch', tensors, graph: null, why: null, assumed: [], warnings: [], proposals: proposeChains(tensors, 'torch', NO_EVIDENCE) }
}
