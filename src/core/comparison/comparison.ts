// From a metric, a layer and networks to condensed distances: the one place for the page's worker and the terminal alike. Networks may come later than
// others: what is known of those who were there is not computed again.
import { condensedSize } from '../condensed.ts'
import { accuracyDistances, hyperparameterDistances } from '../distance/controls.ts'
import { bhattacharyyaSteps } from '../inpca/bhattacharyya.ts'
import { checkPredictions } from '../inpca/predictions.ts'
import type { GeometrySettings } from '../settings.ts'
import type { Steps } from '../steps.ts'
import { within } from '../steps.ts'
import type { Comparand } from './comparand.ts'
import { layersOf } from './comparand.ts'
import type { Context, Method, OperatorWork } from './methods.ts'
import { METHODS } from './methods.ts'

/** A network and what was made of each of its compared layers; null before anything was, and for metrics that look at no layer. */
export interface Compared { network: Comparand, parts: readonly unknown[] | null }

export interface Comparison {
  compared: Compared[]
  /** Kept for newcomers; null for metrics that are quick to compute anew. */
  strands: Float64Array[] | null
  /** Condensed, in the order of `compared`. */
  distances: Float64Array
  refused: { id: number, why: string }[]
  /** Of those that were prepared now: a kernel that is too narrow, or too wide, for them. */
  saturated: number[]
  flat: number[]
  /** What should be said beside the distances; none where they are exact. */
  notes: string[]
}

type Settings = Pick<GeometrySettings, 'metric' | 'layer' | 'scale' | 'sigma'>

export interface Job {
  settings: Settings
  /** Who was there, and the strands among them; null where they are not known. */
  there: readonly Compared[]
  known: readonly Float64Array[] | null
  newcomers: readonly Comparand[]
  work: OperatorWork
  /** What is kept of each network in float32. */
  compact: boolean
}

/** Distances between all networks, those who were there first. A newcomer who cannot be compared is refused by name; who was there must be comparable. */
export function* comparisonSteps(job: Job): Steps<Comparison> {
  const { metric } = job.settings
  if (metric === 'bhattacharyya' || metric === 'accuracy' || metric === 'hyper-parameters') return yield* wholeSteps(job, metric)
  return yield* layerSteps(job, METHODS[metric] as Method)
}

/** By what a network answers, or by what is known of it: no layer is looked at, and all pairs are made anew each time. */
function* wholeSteps({ there, newcomers }: Job, metric: 'bhattacharyya' | 'accuracy' | 'hyper-parameters'): Steps<Comparison> {
  const networks = [...there.map(({ network }) => network), ...newcomers]
  const distances = metric === 'bhattacharyya' ? yield* predictionDistanceSteps(networks)
    : metric === 'accuracy' ? accuracyDistances(networks) : hyperparameterDistances(networks)
  return { compared: networks.map(network => ({ network, parts: null })), strands: null, distances, refused: [], saturated: [], flat: [], notes: [] }
}

function* predictionDistanceSteps(networks: readonly Comparand[]): Steps<Float64Array> {
  const [first] = networks
  if (!first) return new Float64Array(0)
  const all = networks.map(({ id, probabilities }) => {
    if (!probabilities) throw new Error(`Network ${id} brings no predictions on the probes, so it cannot be compared by them.`)
    return probabilities
  })
  const size = all[0].length
  const odd = all.findIndex(probabilities => probabilities.length !== size)
  if (odd >= 0) throw new Error(`Network ${networks[odd].id} predicts other classes or probes than network ${first.id}; only predictions of the same kind can be compared.`)
  const table = new Float32Array(size * all.length)
  all.forEach((probabilities, k) => table.set(probabilities, k * size))
  const classes = size / first.rows
  const { probabilities } = checkPredictions(table, all.length, first.rows, classes)
  return (yield* bhattacharyyaSteps(probabilities, all.length, first.rows, classes)).distances
}

export type Preparation = Pick<Comparison, 'compared' | 'refused' | 'saturated' | 'flat'>

/** What is made of each network before it is compared with another; of those that have it already it is taken as it is. */
export function* preparationSteps({ settings, there, newcomers, work, compact }: Omit<Job, 'known'>): Steps<Preparation> {
  const { metric } = settings
  const everyone: Compared[] = [...there, ...newcomers.map(network => ({ network, parts: null }))]
  if (metric === 'bhattacharyya' || metric === 'accuracy' || metric === 'hyper-parameters') return { compared: everyone, refused: [], saturated: [], flat: [] }
  const context: Context = { settings, compact, work, note: () => undefined }
  const bare = everyone.filter(({ parts }) => !parts)
  const layers = bare.length > 0 ? layersOf(bare.map(({ network }) => network), settings.layer) : []
  const made = new Map(bare.map(({ network }) => [network.id, [] as unknown[]]))
  const refused = new Map<number, string>()
  const [saturated, flat] = [new Set<number>(), new Set<number>()]
  const probes = everyone[0]?.network.rows ?? 0
  for (const [l, layer] of layers.entries()) {
    const prepared = yield* within((METHODS[metric] as Method).prepare(layer, context), l / layers.length, 1 / layers.length)
    for (const [k, one] of prepared.entries()) {
      const { id, rows } = layer[k]
      if ('why' in one) refused.set(id, one.why)
      else if (rows !== probes) refused.set(id, `it was run on ${rows} probes, and this map compares networks on ${probes}.`)
      else made.get(id)!.push(one.part)
      if ('health' in one && one.health?.saturated) saturated.add(id)
      if ('health' in one && one.health?.flat) flat.add(id)
    }
  }
  const remain = (id: number): boolean => !refused.has(id)
  return {
    compared: everyone.filter(({ network }) => remain(network.id)).map(({ network, parts }) => ({ network, parts: parts ?? made.get(network.id)! })),
    refused: Array.from(refused, ([id, why]) => ({ id, why })), saturated: [...saturated].filter(remain), flat: [...flat].filter(remain),
  }
}

function* layerSteps(job: Job, method: Method): Steps<Comparison> {
  const { settings, there, known, newcomers, work, compact } = job
  const depth = depthOf([...there.map(({ network }) => network), ...newcomers], settings)
  const prepared = yield* preparationSteps(job)
  const before = new Set(there.map(({ network }) => network.id))
  const lost = prepared.refused.find(({ id }) => before.has(id))
  if (lost) throw new Error(lost.why)
  const { compared } = prepared
  if (compared.length === 0 && prepared.refused.length > 0) throw new Error(prepared.refused[0].why)
  const notes = new Set<string>()
  const context: Context = { settings, compact, work, note: sentence => void notes.add(sentence) }
  const each = known ? known.length / depth : 0
  const strands: Float64Array[] = []
  const byLayer: Float64Array[] = []
  for (let l = 0; l < depth; l++) {
    const own = yield* within(method.strands(compared.map(({ parts }) => parts![l]), known?.slice(l * each, (l + 1) * each) ?? null, context), l / depth, 1 / depth)
    strands.push(...own)
    byLayer.push(method.combined(own))
  }
  return { ...prepared, strands, distances: acrossLayers(byLayer, compared.length), notes: [...notes] }
}

/** How many layers are compared: all where that is asked for, of networks that have equally many. */
function depthOf(networks: readonly Comparand[], { layer }: Settings): number {
  return layer !== 'all' || networks.length === 0 ? 1 : layersOf(networks, 'all').length
}

/** Root of the mean, over layers, of squared distances. */
function acrossLayers(layers: readonly Float64Array[], count: number): Float64Array {
  if (layers.length === 1) return layers[0]
  const squares = new Float64Array(condensedSize(count))
  for (const distances of layers) for (let pair = 0; pair < squares.length; pair++) squares[pair] += distances[pair] ** 2
  return squares.map(sum => Math.sqrt(sum / layers.length))
}
