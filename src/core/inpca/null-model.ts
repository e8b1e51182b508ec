// The yardstick beside a map: how close models would be if they shared nothing but how often they are right, and how surely.
import { condensedRow } from '../condensed.ts'
import { deriveSeed, mulberry32, shuffled } from '../random.ts'
import { median } from '../statistics.ts'
import { checkLabels } from './predictions.ts'

/**
 * Each model's rows permuted among the probes of the same true class. Error, loss, progress and the distances to P0 and P* stay the same;
 * what closeness to other models is left is explained by those alone. Models of one group (a run's checkpoints) are permuted alike, so
 * that a run stays a run; without groups each model goes its own way. Predictions: models × probes × classes, row-major; copied.
 */
export function withinClassShuffle(
  predictions: Float64Array, models: number, probes: number, classes: number, labels: ArrayLike<number>, seed: number, groups?: ArrayLike<number>,
): Float64Array {
  checkLabels(labels, probes, classes)
  const size = probes * classes
  if (predictions.length !== models * size) throw new Error(`There are ${predictions.length} probabilities; ${models} models × ${probes} probes × ${classes} classes need ${models * size}.`)
  const permuted = new Float64Array(predictions.length)
  for (let model = 0; model < models; model++) {
    const from = probeShuffle(labels, classes, seed, groups ? groups[model] : model)
    for (let probe = 0; probe < probes; probe++) {
      const row = model * size + from[probe] * classes
      permuted.set(predictions.subarray(row, row + classes), model * size + probe * classes)
    }
  }
  return permuted
}

/** The same as an order of probes: which probe's row comes to stand at each, always one of the same true class. One order a seed and group. */
export function probeShuffle(labels: ArrayLike<number>, classes: number, seed: number, group: number): Uint32Array {
  const probes = labels.length
  checkLabels(labels, probes, classes)
  const random = mulberry32(deriveSeed(seed, 'within-class shuffle', group))
  const from = new Uint32Array(probes)
  for (let c = 0; c < classes; c++) {
    const own: number[] = []
    for (let probe = 0; probe < probes; probe++) if (labels[probe] === c) own.push(probe)
    shuffled(own.length, random).forEach((other, place) => { from[own[place]] = own[other] })
  }
  return from
}

/** Distances against those of the null, over the pairs that were asked for. */
export interface AgainstNull {
  pairs: number
  mean: number
  nullMean: number
  median: number
  nullMedian: number
  /** mean / nullMean; below 1 where models are closer than their accuracy explains. Null where the null's mean is 0. */
  ratio: number | null
  medianRatio: number | null
  /** Share of pairs that are closer than the same pair of the null. */
  closer: number
}

/**
 * Compares distances with the null's (both condensed, n models) over the pairs for which `counts` says so, by default all; null where
 * there is no such pair. For "other architectures only", let `counts` ask whether the two differ in it.
 */
export function againstNull(distances: Float64Array, nullDistances: Float64Array, n: number, counts: (i: number, j: number) => boolean = () => true): AgainstNull | null {
  if (distances.length !== nullDistances.length) throw new Error(`There are ${distances.length} distances and ${nullDistances.length} of the null; they must be of the same pairs.`)
  const chosen: number[] = []
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) if (counts(i, j)) chosen.push(condensedRow(i, n) + j)
  const pairs = chosen.length
  if (pairs === 0) return null
  const mean = chosen.reduce((sum, k) => sum + distances[k], 0) / pairs
  const nullMean = chosen.reduce((sum, k) => sum + nullDistances[k], 0) / pairs
  const middle = median(chosen.map(k => distances[k]))
  const nullMiddle = median(chosen.map(k => nullDistances[k]))
  return {
    pairs, mean, nullMean, median: middle, nullMedian: nullMiddle,
    ratio: nullMean > 0 ? mean / nullMean : null,
    medianRatio: nullMiddle > 0 ? middle / nullMiddle : null,
    closer: chosen.filter(k => distances[k] < nullDistances[k]).length / pairs,
  }
}
