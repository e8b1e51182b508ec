// What views ask of the notebook that takes more than reading a field.
import type { Shape } from '../core/comparison/comparison-block.ts'
import { recipeBlock } from '../core/comparison/comparison-block.ts'
import type { DatasetSettings } from '../core/data/dataset.ts'
import { hasPictures, ownDataWords } from '../core/data/dataset.ts'
import type { NetworkRow } from '../core/network.ts'
import type { GeometrySettings } from '../core/settings.ts'
import type { Imported } from './imports/imported.ts'
import type { AppState, MapView, TrainingState } from './state.ts'
import { firstStale, stageKeys } from './pipeline.ts'

/** A network of the map, on it or diverged. */
export function networkOf(map: MapView | null, id: number): NetworkRow | null {
  return map?.networks.find(row => row.id === id) ?? map?.diverged.find(row => row.id === id) ?? null
}

/** The brought file that a network of the map came from, where it is at hand. */
export const broughtOf = ({ imports }: Pick<AppState, 'imports'>, id: number): Imported | null => imports.find(one => one.ids.includes(id)) ?? null

/** Changes when a brought network is run in another way under the same id. */
export const turnOf = (state: Pick<AppState, 'imports'>, id: number): number => broughtOf(state, id)?.turn ?? 0

/** Networks as comparisons ask of them: of one whose file is at hand the number of hidden layers is known, and its answers. */
export function shapesOf({ imports }: Pick<AppState, 'imports'>, rows: readonly NetworkRow[], { metric }: Pick<GeometrySettings, 'metric'>): readonly { hyper: Shape | null }[] {
  if (imports.length === 0 || metric === 'hyper-parameters') return rows
  return rows.map(row => {
    const opened = row.hyper ? null : broughtOf({ imports }, row.id)?.opened
    return opened?.kind === 'model' ? { hyper: { family: 'mlp' as const, depth: opened.card.network.layers.length - 1 } } : row
  })
}

/** Whether networks are trained, or were for the map that is being made; not so where networks that stand are measured and laid out anew. */
export function trains(training: TrainingState | null): boolean {
  return training !== null && (training.phase === 'starting' || training.phase === 'training' || training.recipe !== undefined || training.justFinished.length > 0)
}

/** Why training cannot begin now; null where it can. `here` grows this map, `anew` makes another. */
export function trainBlock(state: AppState): { here: string | null, anew: string | null } {
  const { training, faults, datasetFaults, map, dataset, recipe } = state
  if (training) {
    const busy = trains(training) ? 'Training is under way.' : 'The map is being made anew.'
    return { here: busy, anew: busy }
  }
  // Where the data are no pictures the recipe's families do not count (core's recipeFor).
  const amiss = Object.keys(faults).filter(key => key !== 'family' || hasPictures(dataset))
  if (amiss.length || Object.keys(datasetFaults).length) return { here: 'Mend the marked field first.', anew: 'Mend the marked field first.' }
  const drawn = { ...recipe, family: hasPictures(dataset) ? recipe.family : ['mlp' as const] }
  const anew = absentData(dataset, state.ownData) ?? recipeBlock(drawn, state.geometry, [])
  if (!map) return { here: 'There is no map to add to yet: train a new one.', anew }
  if (!map.manifest.dataset) return { here: 'These networks were trained elsewhere, on data that Netfold does not have: train a new map instead.', anew }
  const absent = absentData(map.manifest.dataset, state.ownData)
  if (absent) return { here: absent, anew }
  if (!map.comparable) return { here: 'This map carries no activations to compare new networks with: train a new one.', anew }
  if (!sameData(map.manifest.dataset, dataset)) return { here: `This map shows ${map.manifest.datasetTitle}; other data need a map of their own.`, anew }
  return { here: recipeBlock(drawn, map.manifest.geometry, shapesOf(state, map.networks, map.manifest.geometry)), anew }
}

/** Why nobody stands on the map, and what to do; null where somebody does. */
export function emptyBlock(map: MapView | null): string | null {
  if (!map) return 'There is no map yet. Train one, or open a file.'
  if (map.networks.length > 0) return null
  return map.diverged.length > 0 ? 'Every network diverged, and none has a place on the map. Train again with smaller learning rates.' : 'Nobody is on the map yet. Train networks, or open a file.'
}

/** Why this map's representations cannot be measured; null where they can. */
export function measuringBlock(map: MapView): string | null {
  const empty = emptyBlock(map)
  if (empty) return empty
  if (!map.manifest.dataset) return 'They were trained elsewhere, on probes whose labels Netfold does not have.'
  if (!map.comparable) return 'The map carries no activations to measure.'
  return null
}

/** Why nothing can be done that needs these data: they were brought, and are not here; null where they are, or nobody has looked yet. */
export function absentData(settings: DatasetSettings | null | undefined, held: AppState['ownData']): string | null {
  const own = settings?.id === 'own' ? settings.own : null
  if (!own || !held || held.some(({ own: { hash } }) => hash === own.hash)) return null
  return `This map was trained on ${ownDataWords(own)}; drop that data set to train more or open networks.`
}

function sameData(made: AppState['dataset'], wanted: AppState['dataset']): boolean {
  if (made.id === 'own') return wanted.id === 'own' && made.seed === wanted.seed && made.own?.hash === wanted.own?.hash && made.own?.rows === wanted.own?.rows
  return made.id === wanted.id && made.seed === wanted.seed
    && (made.id === 'digits' || made.id === 'teacher' || made.noise === wanted.noise)
    && (made.id !== 'teacher' || made.decay === wanted.decay)
}

/** Whether the form's geometry would give another map than the one on screen. */
export function embeddingStale(state: AppState): boolean {
  const { map, geometry, training, geometryFaults } = state
  if (!map || training || Object.keys(geometryFaults).length) return false
  const inputs = { dataset: map.manifest.dataset, ids: [] }
  if (map.landed.size > 0 || map.manifest.phate.slid) return true
  return firstStale(stageKeys({ ...inputs, geometry: map.manifest.geometry }), stageKeys({ ...inputs, geometry })) !== null
}

/** Whether the layout slid to the form's t, and nothing else of the form would give another map. */
export function onlySlid({ map, geometry }: AppState): boolean {
  if (!map?.manifest.phate.slid) return false
  const inputs = { dataset: map.manifest.dataset, ids: [] }
  return firstStale(stageKeys({ ...inputs, geometry: map.manifest.geometry }), stageKeys({ ...inputs, geometry })) === null
}
