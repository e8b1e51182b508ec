// A map of any size for measuring the page: hyper-parameters drawn from the default recipe, places and figures made up. No network was trained.
import { DEFAULT_DATASET } from '../src/core/data/dataset.ts'
import type { NetworkRow } from '../src/core/network.ts'
import { drawNetworks } from '../src/core/population.ts'
import { DEFAULT_RECIPE } from '../src/core/recipe.ts'
import { PORTRAIT_MEASURES } from '../src/core/portrait/measures.ts'
import { mulberry32 } from '../src/core/random.ts'
import { DEFAULT_GEOMETRY } from '../src/core/settings.ts'
import { writeMap } from '../src/formats/map.ts'
import { MAP_FORMAT, MAP_VERSION } from '../src/formats/map-file.ts'

/** Along an arc from failure to success, with a cloud about it. `distances`: between all of them on the plane; N² / 2 numbers. Activations: probes × units. */
export function drawnMap(count: number, { distances = true, probes = 8, units = 3 } = {}): Uint8Array {
  const random = mulberry32(count)
  const specs = drawNetworks(DEFAULT_RECIPE, 0, count)
  const along = specs.map(() => random())
  const embedding = Float64Array.from(along.flatMap(share => [30 * Math.cos(3 * share) + 4 * (random() - 0.5), 20 * Math.sin(3 * share) + 4 * (random() - 0.5)]))
  const networks = specs.map((spec, k): NetworkRow => ({
    ...spec,
    outcome: {
      divergedAt: null, steps: 100, parameters: 1000 + k, trainLoss: 2.3 * (1 - along[k]) + 0.01, trainAccuracy: along[k],
      testLoss: 2.4 * (1 - along[k]) + 0.02, testAccuracy: Math.min(1, Math.max(0, along[k] + 0.1 * (random() - 0.5))),
    },
  }))
  const between = new Float64Array(distances ? count * (count - 1) / 2 : 0)
  for (let i = 0, at = 0; distances && i < count; i++) {
    for (let j = i + 1; j < count; j++) between[at++] = Math.hypot(embedding[2 * i] - embedding[2 * j], embedding[2 * i + 1] - embedding[2 * j + 1]) / 30
  }
  const classes = Array.from({ length: 10 }, (_, k) => String(k))
  return writeMap({
    manifest: {
      format: MAP_FORMAT, version: MAP_VERSION, title: `${count} made-up networks`, madeBy: 'a measurement of the page', dataset: DEFAULT_DATASET, datasetTitle: 'Digits', classNames: classes,
      train: 1257, test: 540, probes, recipe: { ...DEFAULT_RECIPE, count }, geometry: DEFAULT_GEOMETRY, phate: { t: 10, stress: 0.1, components: 1 }, mapped: count, parts: {},
    },
    networks,
    ids: networks.map(row => row.id),
    embedding,
    detail: distances
      ? {
          distances: between,
          details: networks.map(({ id }) => ({ id, curve: new Float32Array(8).fill(0.5), confusion: new Int32Array(100) })),
          measures: new Map(PORTRAIT_MEASURES.map((name, m) => [name, Float64Array.from(along, share => share * (m + 1) + random())])),
        }
      : null,
    activations: distances
      ? networks.map(({ id }, k) => {
          const values = Float32Array.from({ length: units * probes }, (_, at) => Math.sin(at * (1 + along[k])) + 0.1 * random())
          return { id, rows: probes, columns: units, values }
        })
      : null,
  })
}
