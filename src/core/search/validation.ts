// Rows that vote, rows that networks are compared on, and rows that nobody looks at before a search is over.
import type { Dataset } from '../data/dataset.ts'
import { splitRows } from '../data/splits.ts'
import { hitsOf, predictedOf } from '../training/figures.ts'
import type { NetworkActivations, TrainedNetwork } from '../network.ts'
import { deriveSeed } from '../random.ts'

/** A search compares representations on so many probes: the rest of the test rows are needed to vote and to be held back. */
export const SEARCH_PROBES = 100
/** Fewer rows than this neither vote nor judge: then all test rows vote. Our choice; one row in 20 is 5 % of accuracy. */
export const FEWEST_VOTERS = 20

/** A data set as a search sees it. */
export interface Validated {
  /** Its test rows are the validation rows, so that a training's test accuracy is a score. Train rows are as they were: the same spec makes the same network. */
  dataset: Dataset
  /** Test rows that are looked at once, at the end; ascending, empty where there are too few. */
  held: Uint32Array
  /** A sentence where rows have two duties; null where probes, validation and held-back rows are disjoint. */
  note: string | null
}

/**
 * Splits the test rows: `probes` of the probes stay probes (each class in proportion), half of the others vote, half are held back. What networks are
 * trained on does not change, so that a proposal's link names the network that the search trained.
 */
export function withValidation(dataset: Dataset, seed: number, probes: number = SEARCH_PROBES): Validated {
  const chosen = dataset.probes.length <= probes ? dataset.probes : pick(dataset, dataset.probes, probes, deriveSeed(seed, 'probes')).picked
  const rest = dataset.test.filter(row => !chosen.includes(row))
  if (rest.length < 2 * FEWEST_VOTERS) {
    return { dataset, held: new Uint32Array(0), note: `Of ${dataset.test.length} test rows ${dataset.probes.length} are probes: too few are left for validation, so all of them vote, and none is held back.` }
  }
  const { picked, left } = pick(dataset, rest, Math.ceil(rest.length / 2), deriveSeed(seed, 'validation'))
  return { dataset: { ...dataset, test: picked, probes: chosen }, held: left, note: null }
}

/** `count` of the rows, each class in proportion; both parts keep the rows' order. */
function pick({ labels, classes }: Dataset, rows: Uint32Array, count: number, seed: number): { picked: Uint32Array, left: Uint32Array } {
  const { test, train } = splitRows(Uint8Array.from(rows, row => labels[row]), classes, count, 0, seed)
  return { picked: test.map(place => rows[place]), left: train.map(place => rows[place]) }
}

/** A data set whose probes are followed by the held-back rows: what a network says of these is then known when it is done, and to be looked at only then. */
export const lookingAtHeld = ({ dataset, held }: Validated): Dataset => ({ ...dataset, probes: Uint32Array.from([...dataset.probes, ...held]) })

/** What a search keeps of a network that was trained on `lookingAtHeld`. */
export interface Seen {
  /** On the probes alone; null for a diverged network. */
  activations: NetworkActivations | null
  /** Accuracy on the held-back rows; NaN for a diverged network, and where none are held back. */
  heldAccuracy: number
}

export function seenOf({ activations, probabilities }: Pick<TrainedNetwork, 'activations' | 'probabilities'>, { dataset, held }: Validated): Seen {
  if (!activations || !probabilities) return { activations: null, heldAccuracy: NaN }
  const rows = dataset.probes.length
  const { id, columns, values } = activations
  const predicted = predictedOf(probabilities.subarray(rows * dataset.classes), dataset.classes)
  const labels = Uint8Array.from(held, row => dataset.labels[row])
  return { activations: { id, rows, columns, values: values.slice(0, rows * columns) }, heldAccuracy: hitsOf(predicted, labels) / held.length }
}
