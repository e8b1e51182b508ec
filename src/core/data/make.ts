// From settings to a data set.
import type { Dataset, DatasetSettings } from './dataset.ts'
import { checkDataset } from './dataset.ts'
import { digitsFrom } from './digits.ts'
import type { OwnSource } from './own.ts'
import { ownFrom } from './own.ts'
import { planeFrom } from './plane.ts'
import { teacherFrom } from './teacher.ts'

/** Makes the data set. `digits`: the bytes of digits.bin, `own`: what was brought; each needed for these only. Errors: the first fault's sentence, or what is missing. */
export function makeDataset(settings: DatasetSettings, digits: Uint8Array | null, own: OwnSource | null = null): Dataset {
  const fault = Object.values(checkDataset(settings))[0]
  if (fault !== undefined) throw new Error(fault)
  switch (settings.id) {
    case 'digits':
      if (!digits) throw new Error('The digits have not been loaded: hand in the bytes of digits.bin.')
      return digitsFrom(digits, settings)
    case 'own':
      if (!own) throw new Error(`The data set ${settings.own!.title} is not at hand: drop it again.`)
      return ownFrom(own, settings)
    case 'teacher': return teacherFrom(settings)
    default: return planeFrom(settings.id, settings)
  }
}
