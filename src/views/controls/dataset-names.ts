// The data sets as people call them.
import type { DatasetId } from '../../core/data/dataset.ts'

export const DATASET_NAMES: Record<DatasetId, string> = {
  digits: 'Digits, 8×8 pixels',
  circles: 'Circles',
  moons: 'Moons',
  spirals: 'Spirals',
  xor: 'XOR',
  gaussians: 'Gaussians',
  teacher: 'Sloppy teacher',
}

/** Data sets of points in the plane: they have noise, and can be drawn. */
export const isPlane = (id: DatasetId): id is Exclude<DatasetId, 'digits' | 'teacher'> => id !== 'digits' && id !== 'teacher'
