// What the data of a map are called in the names of files that are saved of it. Pure.
import type { MapManifest } from '../formats/map-file.ts'

const LONGEST = 40

/** digits, moons, …; of other data their title in letters, digits and dashes, without the ending of a file. */
export function dataInFileName({ dataset, datasetTitle }: Pick<MapManifest, 'dataset' | 'datasetTitle'>): string {
  if (dataset && dataset.id !== 'own') return dataset.id
  const words = datasetTitle.replace(/\.[a-z0-9]{1,5}$/i, '').toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '')
  return [...words].slice(0, LONGEST).join('').replace(/-$/, '') || (dataset ? 'own' : 'brought')
}
