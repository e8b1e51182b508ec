// How large a data set is, known without making it: what a training will cost can be said before its data are at hand.
import type { Dataset, DatasetSettings } from './dataset.ts'
import { DIGITS } from './digits.ts'
import { pictureOf } from './own.ts'
import { POINTS } from './plane.ts'
import { PROBES, testCountOf, TRAIN_PROBES } from './splits.ts'
import { TEACHER } from './teacher.ts'

export interface DataSize extends Pick<Dataset, 'features' | 'classes' | 'image'> {
  /** Numbers of rows. */
  train: number
  test: number
  probes: number
  trainProbes: number
}

export const sizeOf = ({ features, classes, image, train, test, probes, trainProbes }: Dataset): DataSize =>
  ({ features, classes, image, train: train.length, test: test.length, probes: probes.length, trainProbes: trainProbes.length })

/** The size that makeDataset gives the data set of this name, whatever its other settings. */
export function knownSize({ id, own }: Pick<DatasetSettings, 'id' | 'own'>): DataSize {
  const rows = (all: number, test: number): Pick<DataSize, 'train' | 'test' | 'probes' | 'trainProbes'> =>
    ({ train: all - test, test, probes: PROBES, trainProbes: Math.min(TRAIN_PROBES, all - test) })
  if (id === 'own') {
    const { shape, classes, rows: all } = own!
    const test = testCountOf(all)
    return {
      features: shape.reduce((product, length) => product * length, 1), classes, image: pictureOf(shape), train: all - test, test,
      probes: Math.min(PROBES, test), trainProbes: Math.min(TRAIN_PROBES, all - test),
    }
  }
  if (id === 'digits') return { features: 64, classes: 10, image: { width: 8, height: 8 }, ...rows(DIGITS, testCountOf(DIGITS)) }
  if (id === 'teacher') return { features: TEACHER.features, classes: TEACHER.classes, image: null, ...rows(TEACHER.train + TEACHER.test, TEACHER.test) }
  return { features: 2, classes: 2, image: null, ...rows(POINTS, testCountOf(POINTS)) }
}
