// What a network's training rows become, anew in every epoch: pictures moved by a pixel, or every feature with noise. Same spec, same epoch, same bits, whichever engine.
import type { Dataset } from '../data/dataset.ts'
import type { NetworkSpec } from '../network.ts'
import { below, deriveSeed, mulberry32, normals } from '../random.ts'
import type { Work } from './learner.ts'
import type { TrainingPlan } from './plan.ts'

/** Standard deviation of the noise, in units of the feature's own over the training rows: enough to be seen in what is fitted, and not in what is got right. */
export const NOISE_SHARE = 0.3
/** Pixels that a picture may move, up or down and left or right. */
export const MOST_SHIFT = 1

/** What a number of a row costs to be moved, or given noise, in multiply-adds of the compiled engine (training/work.ts). */
export const SHIFTING = 100
export const NOISING = 700

/** Numbers between two yields: a millisecond or two. */
const SLICE = 32_768

/**
 * The rows of the plan as they are learnt from in an epoch (counted from 0): plan.rows × features, row-major; null where they stay as they are. From
 * mulberry32 of the order seed, 'augment' and the epoch, row after row in the plan's order:
 *   shifts  down and then across, each −1, 0 or 1, equally likely; what moves in from beyond the edge is the background (backgroundOf)
 *   noise   x + 0.3 s z for each feature, s its standard deviation (deviationsOf), z standard normal
 * Errors: shifts of rows that are no pictures.
 */
export function* augmented(spec: NetworkSpec, plan: TrainingPlan, dataset: Dataset, epoch: number): Generator<Work, Float32Array | null, void> {
  const { augmentation } = spec.hyper
  if (augmentation !== 'shifts' && augmentation !== 'noise') return null
  const { features } = dataset
  const random = mulberry32(deriveSeed(spec.orderSeed, 'augment', epoch))
  const rewrite = augmentation === 'shifts' ? shifting(dataset, random) : noising(dataset, random)
  const price = augmentation === 'shifts' ? SHIFTING : NOISING
  const rewritten = new Float32Array(plan.rows.length * features)
  const rows = Math.max(1, Math.floor(SLICE / features))
  for (let from = 0; from < plan.rows.length; from += rows) {
    const to = Math.min(plan.rows.length, from + rows)
    for (let row = from; row < to; row++) rewrite(plan.rows[row] * features, rewritten, row * features)
    yield (to - from) * features * price
  }
  return rewritten
}

/** Writes the row of the data set that begins at `from` to `into` from `at` on. */
type Rewrite = (from: number, into: Float32Array, at: number) => void

function shifting(dataset: Dataset, random: () => number): Rewrite {
  const { inputs, image, features } = dataset
  if (!image) throw new Error('Shifts need pictures, and the rows of this data set are none; choose the augmentation none or noise.')
  const { height, width } = image
  const channels = features / (height * width)
  const background = backgroundOf(dataset)
  const ways = 2 * MOST_SHIFT + 1
  const origins = Array.from({ length: ways * ways }, (_, way) =>
    originsOf(height, width, channels, Math.floor(way / ways) - MOST_SHIFT, way % ways - MOST_SHIFT))
  return (from, into, at) => {
    const down = below(ways, random)
    const origin = origins[down * ways + below(ways, random)]
    for (let place = 0; place < features; place++) into[at + place] = origin[place] < 0 ? background[place % channels] : inputs[from + origin[place]]
  }
}

/** Where each number of a picture that has moved was before; −1: beyond the edge. */
function originsOf(height: number, width: number, channels: number, down: number, across: number): Int32Array {
  return Int32Array.from({ length: height * width * channels }, (_, place) => {
    const pixel = Math.floor(place / channels)
    const [y, x] = [Math.floor(pixel / width) - down, pixel % width - across]
    return y >= 0 && y < height && x >= 0 && x < width ? (y * width + x) * channels + place % channels : -1
  })
}

function noising(dataset: Dataset, random: () => number): Rewrite {
  const { inputs, features } = dataset
  const spread = deviationsOf(dataset).map(deviation => NOISE_SHARE * deviation)
  const normal = normals(random)
  return (from, into, at) => {
    for (let feature = 0; feature < features; feature++) into[at + feature] = inputs[from + feature] + spread[feature] * normal()
  }
}

/** What is kept of a data set, which does not change. */
const backgrounds = new WeakMap<Dataset, Float32Array>()
const deviations = new WeakMap<Dataset, Float64Array>()

/** One number a channel: the median (of an even count the lower) of the outermost pixels of all training pictures. */
export function backgroundOf(dataset: Dataset): Float32Array {
  const known = backgrounds.get(dataset)
  if (known) return known
  const { inputs, image, features, train } = dataset
  const { height, width } = image!
  const channels = features / (height * width)
  const edge: number[] = []
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if (y === 0 || x === 0 || y === height - 1 || x === width - 1) edge.push((y * width + x) * channels)
  }
  const found = Float32Array.from({ length: channels }, (_, channel) => {
    const values = new Float32Array(train.length * edge.length)
    train.forEach((row, place) => edge.forEach((pixel, k) => { values[place * edge.length + k] = inputs[row * features + pixel + channel] }))
    return values.sort()[(values.length - 1) >> 1]
  })
  backgrounds.set(dataset, found)
  return found
}

/** Of each feature over the training rows, divided by their number; sums in float64, row after row. */
export function deviationsOf(dataset: Dataset): Float64Array {
  const known = deviations.get(dataset)
  if (known) return known
  const { inputs, features, train } = dataset
  const mean = new Float64Array(features)
  const square = new Float64Array(features)
  for (const row of train) for (let feature = 0; feature < features; feature++) mean[feature] += inputs[row * features + feature]
  for (let feature = 0; feature < features; feature++) mean[feature] /= train.length
  for (const row of train) {
    for (let feature = 0; feature < features; feature++) {
      const apart = inputs[row * features + feature] - mean[feature]
      square[feature] += apart * apart
    }
  }
  const found = square.map(sum => Math.sqrt(sum / train.length))
  deviations.set(dataset, found)
  return found
}
