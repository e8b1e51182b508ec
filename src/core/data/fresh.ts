// Rows that no network has learned from or been chosen by: drawn anew by the law of the data, or, where data come from a file, train rows in the place of the test rows.
import { deriveSeed } from '../random.ts'
import type { Dataset, DatasetSettings } from './dataset.ts'
import { planeRows } from './plane.ts'
import { splitRows } from './splits.ts'
import { teacherRows } from './teacher.ts'

/** Rows drawn anew: of 90 % right the standard error is .7 %. */
export const FRESH = 2000

/** Whether rows can be drawn anew. A file has no others. */
export const isDrawn = ({ id }: Pick<DatasetSettings, 'id'>): boolean => id !== 'digits' && id !== 'own'

/** Why there are no fresh rows, in a sentence; null where there are. */
export const freshBlock = ({ id, noise }: Pick<DatasetSettings, 'id' | 'noise'>): string | null =>
  id === 'gaussians' && noise === 0 ? 'Without noise each class is a single point, and no row is fresh.' : null

/** FRESH rows of the same law, by a seed of their own; the teacher is the same. Errors: data from a file. */
export function freshRows(settings: DatasetSettings): Pick<Dataset, 'inputs' | 'labels'> {
  const { id } = settings
  if (id === 'digits' || id === 'own') throw new Error('Data that come from a file cannot be drawn anew.')
  const seed = deriveSeed(settings.seed, 'fresh')
  return id === 'teacher' ? teacherRows(settings, FRESH, seed) : planeRows(id, { ...settings, seed }, FRESH, true)
}

/** The same rows to learn from; the test rows are drawn anew. */
export function withFresh(dataset: Dataset, settings: DatasetSettings): Dataset {
  const fresh = freshRows(settings)
  const rows = dataset.labels.length
  const inputs = new Float32Array(dataset.inputs.length + fresh.inputs.length)
  inputs.set(dataset.inputs)
  inputs.set(fresh.inputs, dataset.inputs.length)
  return { ...dataset, inputs, labels: Uint8Array.from([...dataset.labels, ...fresh.labels]), test: Uint32Array.from(fresh.labels, (_, row) => rows + row) }
}

/**
 * As many train rows as there are test rows become test rows, every class in proportion, and all test rows are learned from. So settings that were chosen by how networks did
 * on the test rows are tested on rows that chose nobody. All new test rows are probes: what a network answers to each is known when it is trained.
 */
export function exchanged(dataset: Dataset, seed: number): Dataset {
  const { labels, classes, train, test, trainProbes } = dataset
  const split = splitRows(Uint8Array.from(train, row => labels[row]), classes, test.length, 0, deriveSeed(seed, 'exchanged'))
  const [tested, stay] = [split.test, split.train].map(places => places.map(place => train[place]))
  const staying = new Set(stay)
  return { ...dataset, train: Uint32Array.from([...stay, ...test]).sort(), test: tested, probes: tested, trainProbes: trainProbes.filter(row => staying.has(row)) }
}
