// `npm run make-maps [-- --count N --out DIR]`: trains the population of the ready-made map, lays it out and writes its three files.
// The same seed gives the same bytes on every run, whatever the number of cores.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { TrainingThreads } from '../cli/training-threads.ts'
import { DEFAULT_DATASET } from '../src/core/data/dataset.ts'
import { makeDataset } from '../src/core/data/make.ts'
import type { TrainedNetwork } from '../src/core/network.ts'
import { KEEP_NOTHING } from '../src/core/network.ts'
import type { Recipe } from '../src/core/population.ts'
import { DEFAULT_RECIPE, drawNetworks } from '../src/core/population.ts'
import { measureColumns } from '../src/core/portrait/portrait.ts'
import { DEFAULT_GEOMETRY } from '../src/core/settings.ts'
import { runToEnd } from '../src/core/steps.ts'
import { fitsHalf } from '../src/formats/half.ts'
import { readMapActivations, readMapDetail, readMapHead, writeMapParts } from '../src/formats/map.ts'
import type { MapFile } from '../src/formats/map-file.ts'
import { MAP_FORMAT, MAP_VERSION } from '../src/formats/map-file.ts'
import { GeometrySession } from '../workers/geometry/session.ts'
import { keptActivations } from './keep-activations.ts'

const NAME = 'digits'

/** The default recipe, further than the form's count: "train more" goes on where this map ends. */
const RECIPE: Recipe = { ...DEFAULT_RECIPE, count: 360 }

const root = new URL('../', import.meta.url)
const { values: options } = parseArgs({ options: { count: { type: 'string', default: String(RECIPE.count) }, out: { type: 'string', default: fileURLToPath(new URL('public/maps', root)) } } })
const count = Number(options.count)
if (!Number.isInteger(count) || count < 1) throw new Error(`--count is ${options.count}; it should be a whole number from 1.`)

const started = performance.now()
const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`

const dataset = makeDataset(DEFAULT_DATASET, readFileSync(new URL('public/data/digits.bin', root)))
const workforce = new TrainingThreads(dataset, KEEP_NOTHING, Math.min(availableParallelism(), count))
let told = 0
const trained = await workforce.train(drawNetworks(RECIPE, 0, count), (_share, done) => {
  if (done === told || (done % 20 !== 0 && done !== count)) return
  told = done
  console.log(`trained ${done} of ${count}, ${seconds()}`)
})
const map = await layOut(trained)
await workforce.end()
write(map)
summarise(map)

/** Distances and layout by the page's own geometry, from the activations as the file will hold them. */
async function layOut(networks: TrainedNetwork[]): Promise<MapFile> {
  const activations = networks.flatMap(network => network.activations ? [keptActivations(network.activations)] : [])
  const session = new GeometrySession(DEFAULT_GEOMETRY, null)
  const report = runToEnd(session.add(activations))
  for (const { id, why } of report.refused) console.log(`network ${id} has no place on the map: ${why}`)
  console.log(`operators: ${report.saturated.length} saturated, ${report.flat.length} flat; distances done, ${seconds()}`)
  const signal = networks.map(({ id, row }) => ({ id, value: row.outcome.testAccuracy }))
  const { ids, coordinates, t, stress, components, notes } = runToEnd(session.embed({ settings: DEFAULT_GEOMETRY, start: 'classic', signal }))
  for (const note of notes) console.log(note)
  const labels = Int32Array.from(dataset.probes, probe => dataset.labels[probe])
  const mapped = new Set(ids)
  const measured = activations.filter(({ id }) => mapped.has(id))
  const portraits = await workforce.measure(measured, labels, DEFAULT_GEOMETRY)
  console.log(`representations measured, ${seconds()}`)
  return {
    manifest: {
      format: MAP_FORMAT, version: MAP_VERSION,
      title: `${count} networks on the digits`,
      madeBy: `Netfold ${version()}, npm run make-maps: trained on the CPU; everything is computed from the activations as kept here, rounded to float16 where that is harmless`,
      dataset: DEFAULT_DATASET, datasetTitle: dataset.title, classNames: dataset.classNames,
      train: dataset.train.length, test: dataset.test.length, probes: dataset.probes.length,
      recipe: { ...RECIPE, count }, geometry: DEFAULT_GEOMETRY,
      phate: { t, stress, components }, mapped: ids.length,
      parts: { detail: `${NAME}.detail.npz`, activations: `${NAME}.activations.npz` },
    },
    networks: networks.map(network => network.row),
    ids, embedding: coordinates,
    detail: { distances: session.distances().condensed, details: networks.map(({ id, curve, confusion }) => ({ id, curve, confusion })), measures: measureColumns(portraits) },
    activations: measured,
  }
}

function version(): string {
  return (JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string }).version
}

/** Writes the three files, after reading them back as the page will. */
function write(map: MapFile): void {
  const { head, detail, activations } = writeMapParts(map)
  const read = readMapHead(head)
  readMapDetail(detail!, read)
  readMapActivations(activations!, read)
  mkdirSync(options.out, { recursive: true })
  const files = [[`${NAME}.npz`, head], [map.manifest.parts.detail!, detail!], [map.manifest.parts.activations!, activations!]] as const
  for (const [name, bytes] of files) {
    writeFileSync(join(options.out, name), bytes)
    console.log(`${name}: ${bytes.length.toLocaleString('en-US')} bytes`)
  }
}

function summarise({ manifest: { phate }, networks, activations }: MapFile): void {
  const accuracies = networks.filter(row => row.outcome.divergedAt === null).map(row => row.outcome.testAccuracy).sort((a, b) => a - b)
  const quantile = (share: number): string => (accuracies[Math.round(share * (accuracies.length - 1))] ?? NaN).toFixed(3)
  console.log(`${networks.length} networks, ${networks.length - accuracies.length} diverged; test accuracy min ${quantile(0)}, quarters ${quantile(0.25)} ${quantile(0.5)} ${quantile(0.75)}, max ${quantile(1)}`)
  console.log(`${accuracies.filter(value => value < 0.2).length} below 0.2, ${accuracies.filter(value => value >= 0.9).length} at 0.9 or more`)
  console.log(`PHATE: t ${phate.t}, stress ${phate.stress.toFixed(4)}, ${phate.components} component${phate.components === 1 ? '' : 's'}`)
  console.log(`${activations!.filter(({ values }) => !fitsHalf(values)).length} networks kept in float32; ${seconds()} in all`)
}
