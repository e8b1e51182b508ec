// From settings to a data set, and a sentence for every setting that none can be made from.
import type { Dataset, DatasetSettings } from './dataset.ts'
import { DATASETS } from './dataset.ts'
import { digitsFrom } from './digits.ts'
import { planeFrom } from './plane.ts'
import { teacherFrom } from './teacher.ts'

export const DEFAULT_DATASET: DatasetSettings = { id: 'digits', noise: 0.1, decay: 0.5, seed: 1 }

/** One sentence per setting that cannot be, keyed by the setting; empty when all are sound. */
export type DatasetFaults = Partial<Record<keyof DatasetSettings, string>>

/** Settings that the chosen data set ignores are checked too: they come back into play when another is chosen. */
export function checkDataset({ id, noise, decay, seed }: DatasetSettings): DatasetFaults {
  const faults: DatasetFaults = {}
  if (!DATASETS.includes(id)) faults.id = `Data set: ${String(id)} is not known; choose one of ${DATASETS.join(', ')}.`
  if (!(noise >= 0 && noise <= 1)) faults.noise = `Noise: ${noise} is outside 0 to 1.`
  if (!(decay >= 0 && decay <= 10)) faults.decay = `Decay: ${decay} is outside 0 to 10.`
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) faults.seed = `Data seed: ${seed} is not a whole number from 0 to 4294967295.`
  return faults
}

/** Makes the data set. `digits`: the bytes of digits.bin, needed for the digits only. Errors: the first fault's sentence, or missing bytes. */
export function makeDataset(settings: DatasetSettings, digits: Uint8Array | null): Dataset {
  const fault = Object.values(checkDataset(settings))[0]
  if (fault !== undefined) throw new Error(fault)
  switch (settings.id) {
    case 'digits':
      if (!digits) throw new Error('The digits have not been loaded: hand in the bytes of digits.bin.')
      return digitsFrom(digits, settings)
    case 'teacher': return teacherFrom(settings)
    default: return planeFrom(settings.id, settings)
  }
}
