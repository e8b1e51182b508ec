// One ready-made map from its recipe: trained, measured, laid out from the numbers as its file will hold them.
import type { TrainingThreads } from '../../cli/training-threads.ts'
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { NetworkDetail, TrainedNetwork } from '../../src/core/network.ts'
import { CURVE_COLUMNS } from '../../src/core/network.ts'
import { measureColumns } from '../../src/core/portrait/portrait.ts'
import { DEFAULT_GEOMETRY } from '../../src/core/settings.ts'
import { runToEnd } from '../../src/core/steps.ts'
import type { MapFile } from '../../src/formats/map-file.ts'
import { MAP_FORMAT, MAP_VERSION } from '../../src/formats/map-file.ts'
import { GeometrySession } from '../../workers/geometry/session.ts'
import { keptActivations } from '../keep-activations.ts'
import { claimsOf } from './claims.ts'
import type { ReadyMade } from './ready-made.ts'
import { specsOf, stretchesOf } from './ready-made.ts'
import { coarsePredictions, onGrid, toSignificantBits } from './rounding.ts'

/** Significant bits of what is kept: distances within 1/512 of what they were, losses 1/256, measures 1/8192. */
const BITS = { distance: 9, loss: 8, measure: 13 }

/** `told` hears a sentence at a time. */
export async function makeMap(made: ReadyMade, count: number, dataset: Dataset, workforce: TrainingThreads, version: string, told: (sentence: string) => void): Promise<MapFile> {
  const { name, keep } = made
  const runs = stretchesOf(made, count)
  const networks = await workforce.train(specsOf(runs))
  told(`${count} networks trained`)
  const trained = networks.flatMap(network => network.activations ?? [])
  const activations = made.activations ? trained.map(one => onGrid(one) ?? keptActivations(one)) : trained
  const session = new GeometrySession(DEFAULT_GEOMETRY, null)
  const report = runToEnd(session.add(activations))
  for (const { id, why } of report.refused) told(`network ${id} has no place on the map: ${why}`)
  const ids = report.added
  const mapped = new Set(ids)
  const distances = session.distances().condensed.map(distance => toSignificantBits(distance, BITS.distance))
  told('distances measured')
  const { coordinates, t, stress, components, notes } = layOut(ids, distances, networks)
  for (const note of notes) told(note)
  const labels = Int32Array.from(dataset.probes, probe => dataset.labels[probe])
  const measured = activations.filter(({ id }) => mapped.has(id))
  const portraits = await workforce.measure(measured, labels, DEFAULT_GEOMETRY)
  told('representations measured')
  const measures = new Map([...measureColumns(portraits)].map(([measure, values]) => [measure, values.map(value => toSignificantBits(value, BITS.measure))]))
  // What the form goes on from: the last stretch's, up to the map's last network.
  const recipe = { ...runs[runs.length - 1].recipe, count }
  const map: MapFile = {
    manifest: {
      format: MAP_FORMAT, version: MAP_VERSION, title: made.title(count),
      madeBy: `Netfold ${version}, npm run make-maps ${name}: trained on the CPU; its numbers are rounded so that they travel well, and the layout is made from the rounded ones`,
      dataset: made.dataset, datasetTitle: dataset.title, classNames: dataset.classNames,
      train: dataset.train.length, test: dataset.test.length, probes: dataset.probes.length,
      recipe, geometry: DEFAULT_GEOMETRY, phate: { t, stress, components }, mapped: ids.length,
      parts: {
        detail: `${name}.detail.npz`, ...made.activations && { activations: `${name}.activations.npz` }, ...keep.checkpoints > 0 && { checkpoints: `${name}.checkpoints.npz` },
      },
      lineage: { base: null, runs },
      provenance: { version, devices: ['cpu'], seeds: { data: made.dataset.seed, population: recipe.seed, layout: DEFAULT_GEOMETRY.seed } },
    },
    networks: networks.map(network => network.row),
    ids, embedding: coordinates,
    detail: { distances, details: networks.map(roundedDetail), measures },
    activations: made.activations ? measured : null,
    checkpoints: keep.checkpoints > 0 ? new Map(networks.flatMap(one => one.checkpoints ? [[one.id, coarsePredictions(one.checkpoints, dataset.classes)] as const] : [])) : null,
  }
  return { ...map, manifest: { ...map.manifest, ...claimsOf(name, map) } }
}

/** From rounded distances, as whoever reads the file would lay them out. */
function layOut(ids: number[], distances: Float64Array, networks: readonly TrainedNetwork[]) {
  const nowhere = { ids, distances, coordinates: new Float64Array(2 * ids.length), t: 1 }
  const signal = networks.map(({ id, row }) => ({ id, value: row.outcome.testAccuracy }))
  return runToEnd(new GeometrySession(DEFAULT_GEOMETRY, nowhere).embed({ settings: DEFAULT_GEOMETRY, start: 'classic', signal }))
}

/** Losses in fewer bits; accuracies, which are counts over counts, as they are. */
function roundedDetail({ id, curve, confusion }: TrainedNetwork): NetworkDetail {
  const isLoss = CURVE_COLUMNS.map(column => column.endsWith('Loss'))
  return { id, confusion, curve: curve.map((value, k) => isLoss[k % CURVE_COLUMNS.length] ? toSignificantBits(value, BITS.loss) : value) }
}
