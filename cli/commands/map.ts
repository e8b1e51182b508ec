// netfold map: a bundle of networks trained anywhere → a map file that the page opens: distances, layout, and what is measured of each network.
import type { Portrait } from '../../src/core/portrait/portrait.ts'
import { measureColumns, portraitSteps } from '../../src/core/portrait/portrait.ts'
import type { NetworkDetail } from '../../src/core/network.ts'
import type { Comparand } from '../../src/core/comparison/comparand.ts'
import { FLOAT64_UP_TO } from '../../src/core/distance/all-pairs.ts'
import { distanceWarnings } from '../../src/core/distance/warnings.ts'
import { checkGeometry, METRICS, SCALES } from '../../src/core/settings.ts'
import type { GeometrySettings } from '../../src/core/settings.ts'
import type { Steps } from '../../src/core/steps.ts'
import type { Bundle } from '../../src/formats/bundle.ts'
import { checkpointsOf, confusionOf, countedClasses, rowOfBundle } from '../../src/formats/bundle-networks.ts'
import type { MapFile } from '../../src/formats/map-file.ts'
import { MAP_FORMAT, MAP_VERSION } from '../../src/formats/map-file.ts'
import { writeMap } from '../../src/formats/map.ts'
import { GeometrySession } from '../../workers/geometry/session.ts'
import { checkProbes, readBundleFile, withNames } from '../bundle-file.ts'
import { accuracyOf } from '../bundle-predictions.ts'
import { command } from '../command.ts'
import { checkOut, writeWhole } from '../files.ts'
import { choice, number, path, positive, text, whole, wordOr } from '../options.ts'
import { beginInTerminal } from '../pairs-threads.ts'
import { blaming, Refusal } from '../refusal.ts'
import type { Seconds } from '../run-steps.ts'
import { rounded, runSteps } from '../run-steps.ts'
import { version } from '../version.ts'

/** Hyper-parameters on our own scales are not what a bundle's table promises. */
const OFFERED = METRICS.filter(metric => metric !== 'hyper-parameters')

export const map = command({
  summary: 'a bundle of networks → a map file that the page opens',
  usage: 'B.npz --out M.npz [--table T.csv]',
  files: { from: 1, to: 1 },
  options: {
    out: path('the map, a .npz'),
    title: text('its title; the bundle’s name where none is given'),
    table: path('rows of the networks, .csv or .json, beside the bundle'),
    metric: choice(OFFERED, 'diffusion', 'how two networks are compared'),
    layer: choice(['last'], 'last', 'a bundle has one layer a network'),
    dims: choice(['2', '3'], '2', 'dimensions of the layout'),
    sigma: positive('0.5', 'width of the kernel, in units of the scale'),
    scale: choice(SCALES, 'mean', 'what probe distances are divided by'),
    knn: whole('5', 'PHATE: neighbours that set the bandwidth', 1, 1000),
    decay: positive('40', 'PHATE: exponent of the kernel'),
    gamma: number('1', 'PHATE: informational distance', 'a number from -1 to 1', value => value >= -1 && value <= 1),
    t: wordOr(['auto'], whole('auto', 'PHATE: diffusion time', 1)),
    seed: whole('0', 'PHATE: seed of the layouts', 0, 0xffffffff),
  },
  notes: ['Every network needs activations/<id> [n, d] (or, by --metric bhattacharyya, probabilities/<id> [n, C]). Labels, probabilities, checkpoints and a table of hyper-parameters and metrics are used, and kept, where they are there.'],
  run([file], { out, title, table, dims, ...chosen }) {
    const geometry: GeometrySettings = { ...chosen, dimensions: dims === '3' ? 3 : 2 }
    refuseFaults(geometry)
    const target = checkOut(out, [file, table])
    const bundle = readBundleFile(file, table)
    checkProbes(bundle, file)
    const answers = geometry.metric === 'bhattacharyya' && bundle.networks.every(({ activations }) => !activations)
    const activations = bundle.networks.map(({ name, activations, probabilities }, id): Comparand => {
      // Compared by its answers, a network needs nothing else; they stand where activations would, and are not kept as such.
      if (answers && probabilities) {
        const values = Float32Array.from(probabilities.values)
        return { id, rows: probabilities.rows, columns: probabilities.columns, values, probabilities: values }
      }
      if (!activations) throw new Refusal(file, `has no activations/${name}; every network on a map needs its activations on the probes${bundle.networks.some(one => one.activations) ? '' : ', but by --metric bhattacharyya'}.`)
      if (geometry.metric === 'bhattacharyya' && !probabilities) throw new Refusal(file, `has no probabilities/${name}; the metric bhattacharyya compares predictions.`)
      const accuracy = geometry.metric === 'accuracy' ? { accuracy: accuracyOf(bundle, id, file) } : {}
      return { id, ...activations, ...probabilities && { probabilities: Float32Array.from(probabilities.values) }, ...accuracy }
    })
    const seconds: Seconds = {}
    const made = blaming(file, () => runSteps(mapSteps(bundle, { networks: activations, answers }, geometry, title ?? file.split(/[\\/]/).at(-1)!), seconds))
    writeWhole(target, writeMap(made.map))
    const { phate, mapped } = made.map.manifest
    return Promise.resolve({ n: mapped, t: phate.t, stress: phate.stress, ...made.notes.length > 0 && { notes: made.notes }, seconds: rounded(seconds) })
  },
})

/** A map that the page would refuse to make is not made here either. */
function refuseFaults(geometry: GeometrySettings): void {
  // The page's sentences begin with the field's name; here the option's stands before them.
  for (const [option, fault] of Object.entries(checkGeometry(geometry))) throw new Refusal(`--${option}`, fault.replace(/^[^:]+: /, ''))
}

const LABELS_ARE_NO_CLASSES = 'The labels are not numbers of classes (0 to C − 1), so no accuracy is known.'

/** Whether accuracy can be told, as far as labels go. */
const labelled = ({ labels, classes }: Bundle): boolean => !labels || classes === 0 || labels.every(label => label >= 0 && label < classes)

/** `answers`: they bring predictions alone. */
function* mapSteps(
  bundle: Bundle, { networks: activations, answers }: { networks: Comparand[], answers: boolean }, geometry: GeometrySettings, title: string,
): Steps<{ map: MapFile, notes: string[] }> {
  const session = new GeometrySession(geometry, null, beginInTerminal, activations.length > FLOAT64_UP_TO)
  const report = yield* session.add(activations)
  const [refused] = report.refused
  if (refused) throw new Error(/^Network \d/.test(refused.why) ? withNames(refused.why, bundle) : `Network ${bundle.networks[refused.id].name} has no place on the map: ${refused.why}`)
  // Tables of confusion that the page would not read, for their number of classes or their size, are left out.
  const classes = countedClasses(bundle)
  const details = bundle.networks.map((_, id): NetworkDetail => ({ id, curve: new Float32Array(0), confusion: classes > 0 ? confusionOf(bundle, id) : new Int32Array(0) }))
  const networks = bundle.networks.map((_, id) => rowOfBundle(bundle, id, id))
  const signal = networks.map(({ id, outcome }) => ({ id, value: outcome.testAccuracy }))
  const { ids, coordinates, t, stress, components, notes } = yield* session.embed({ settings: geometry, start: 'classic', signal })
  const portraits: Portrait[] = []
  for (const network of answers ? [] : activations) {
    portraits.push(yield* portraitSteps(network, bundle.labels, geometry))
    yield { stage: 'measures', share: portraits.length / activations.length }
  }
  const checkpoints = new Map(bundle.networks.flatMap((_, id) => {
    const kept = checkpointsOf(bundle, id)
    return kept ? [[id, kept] as const] : []
  }))
  const [saturated, flat] = [new Set(report.saturated), new Set(report.flat)]
  const health = ids.map(id => ({ meanDiagonal: NaN, medianPerplexity: NaN, saturated: saturated.has(id), flat: flat.has(id) })) // the session keeps no figures
  return {
    notes: [...notes, ...distanceWarnings(health, false, geometry), ...labelled(bundle) ? [] : [LABELS_ARE_NO_CLASSES]],
    map: {
      manifest: {
        format: MAP_FORMAT, version: MAP_VERSION, title, madeBy: `Netfold ${version()}, netfold map`, dataset: null, datasetTitle: title,
        classNames: Array.from({ length: classes }, (_, label) => String(label)), train: 0, test: bundle.probes, probes: bundle.probes,
        ...bundle.labels && { labels: [...bundle.labels] },
        recipe: null, geometry, phate: { t, stress, components }, mapped: ids.length, parts: {},
        provenance: { version: version(), devices: [], seeds: { data: null, population: null, layout: geometry.seed } },
      },
      networks, ids, embedding: coordinates,
      detail: {
        distances: session.distances().condensed, details,
        measures: answers ? new Map() : measureColumns(portraits),
      },
      activations: answers ? null : activations,
      ...checkpoints.size > 0 && { checkpoints },
    },
  }
}
