// The data sets as people call them.
import type { BuiltInId, DatasetId, DatasetSettings } from '../../core/data/dataset.ts'

export const DATASET_NAMES: Record<BuiltInId, string> = {
  digits: 'Digits, 8×8 pixels',
  circles: 'Circles',
  moons: 'Moons',
  spirals: 'Spirals',
  xor: 'XOR',
  gaussians: 'Gaussians',
  teacher: 'Sloppy teacher',
}

/** A brought one by the title that its owner gave it. */
export const datasetName = ({ id, own }: Pick<DatasetSettings, 'id' | 'own'>): string => id === 'own' ? own?.title ?? 'Your own data' : DATASET_NAMES[id]

/** Generated points in the plane: they have noise, and can be drawn without their data being fetched. */
export const isPlane = (id: DatasetId): id is Exclude<BuiltInId, 'digits' | 'teacher'> => id !== 'digits' && id !== 'teacher' && id !== 'own'
