// The first map, `digits`, as it was first made: activations in halves wherever that is harmless, everything else computed from them and kept to the bit.
// The files that ship were written by version 4 of the format; what other hands recomputed of them (shipped-map.py) holds as long as they stay.
import type { TrainingThreads } from '../../cli/training-threads.ts'
import type { Dataset } from '../../src/core/data/dataset.ts'
import { DEFAULT_DATASET } from '../../src/core/data/dataset.ts'
import type { Recipe } from '../../src/core/recipe.ts'
import { drawNetworks } from '../../src/core/population.ts'
import { DEFAULT_RECIPE } from '../../src/core/recipe.ts'
import { measureColumns } from '../../src/core/portrait/portrait.ts'
import { DEFAULT_GEOMETRY } from '../../src/core/settings.ts'
import { runToEnd } from '../../src/core/steps.ts'
import type { MapFile } from '../../src/formats/map-file.ts'
import { MAP_FORMAT, MAP_VERSION } from '../../src/formats/map-file.ts'
import { GeometrySession } from '../../workers/geometry/session.ts'
import { keptActivations } from '../keep-activations.ts'

export const FIRST = 'digits'

/** The default recipe, further than the form's count: "train more" goes on where this map ends. */
export const FIRST_RECIPE: Recipe = { ...DEFAULT_RECIPE, count: 360 }

/** `told` hears a sentence at a time. */
export async function makeFirst(count: number, dataset: Dataset, workforce: TrainingThreads, version: string, told: (sentence: string) => void): Promise<MapFile> {
  const networks = await workforce.train(drawNetworks(FIRST_RECIPE, 0, count))
  told(`${count} networks trained`)
  const activations = networks.flatMap(network => network.activations ? [keptActivations(network.activations)] : [])
  const session = new GeometrySession(DEFAULT_GEOMETRY, null)
  const report = runToEnd(session.add(activations))
  for (const { id, why } of report.refused) told(`network ${id} has no place on the map: ${why}`)
  told(`operators: ${report.saturated.length} saturated, ${report.flat.length} flat; distances measured`)
  const signal = networks.map(({ id, row }) => ({ id, value: row.outcome.testAccuracy }))
  const { ids, coordinates, t, stress, components, notes } = runToEnd(session.embed({ settings: DEFAULT_GEOMETRY, start: 'classic', signal }))
  for (const note of notes) told(note)
  const labels = Int32Array.from(dataset.probes, probe => dataset.labels[probe])
  const mapped = new Set(ids)
  const measured = activations.filter(({ id }) => mapped.has(id))
  const portraits = await workforce.measure(measured, labels, DEFAULT_GEOMETRY)
  told('representations measured')
  return {
    manifest: {
      format: MAP_FORMAT, version: MAP_VERSION,
      title: `${count} networks on the digits`,
      madeBy: `Netfold ${version}, npm run make-maps: trained on the CPU; everything is computed from the activations as kept here, rounded to float16 where that is harmless`,
      dataset: DEFAULT_DATASET, datasetTitle: dataset.title, classNames: dataset.classNames,
      train: dataset.train.length, test: dataset.test.length, probes: dataset.probes.length,
      recipe: { ...FIRST_RECIPE, count }, geometry: DEFAULT_GEOMETRY,
      phate: { t, stress, components }, mapped: ids.length,
      parts: { detail: `${FIRST}.detail.npz`, activations: `${FIRST}.activations.npz` },
    },
    networks: networks.map(network => network.row),
    ids, embedding: coordinates,
    detail: { distances: session.distances().condensed, details: networks.map(({ id, curve, confusion }) => ({ id, curve, confusion })), measures: measureColumns(portraits) },
    activations: measured,
  }
}
