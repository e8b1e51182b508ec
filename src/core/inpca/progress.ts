// Progress: how far along the road from ignorance to truth a model has come. Mao et al. (2024), PNAS 121(12) e2310002121.
import type { Steps } from '../steps.ts'
import { ignorance, truth } from './ends.ts'
import { angleBetween } from './geodesic.ts'
import { minimise } from './minimise.ts'
import { checkLabels } from './predictions.ts'

/** To which t is found; compare progress at 1e-4. */
const TOLERANCE = 1e-5

/** Arc cosines between two looks at the outside world: some milliseconds. */
const SLICE = 400_000

/** Angle below which the road stays where it is on a probe. */
const STAY = 1e-8

/**
 * s(P) = argmin over t in [0, 1] of Σ_n arccos⟨√p_n, g_n(t)⟩ for the road g from P0 (uniform) to P* (truth): the sum of great-circle
 * angles, not the Bhattacharyya distance. Predictions are models × probes × classes, row-major; one number a model.
 */
export function progressSteps(predictions: Float64Array, models: number, probes: number, classes: number, labels: ArrayLike<number>): Steps<Float64Array> {
  checkLabels(labels, probes, classes)
  return progressBetweenSteps(predictions, models, ignorance(probes, classes), truth(labels, classes), probes, classes)
}

/** The same along the road between any two models (probes × classes each). */
export function* progressBetweenSteps(
  predictions: Float64Array, models: number, from: Float64Array, to: Float64Array, probes: number, classes: number,
): Steps<Float64Array> {
  for (const [table, count] of [[predictions, models], [from, 1], [to, 1]] as const) {
    const size = count * probes * classes
    if (table.length !== size) throw new Error(`There are ${table.length} probabilities; ${count} models × ${probes} probes × ${classes} classes need ${size}.`)
  }
  const road = new Road(from, to, probes, classes)
  const progress = new Float64Array(models)
  let work = 0
  for (let model = 0; model < models; model++) {
    progress[model] = road.progress(predictions, model * probes * classes)
    work += 20 * probes
    if (work > SLICE) {
      yield { stage: 'progress', share: (model + 1) / models }
      work = 0
    }
  }
  return progress
}

/** A road, and the two numbers a probe that a model's angles to it depend on: its cosines with the road's ends. */
class Road {
  readonly #from: Float64Array
  readonly #to: Float64Array
  readonly #angles: Float64Array
  readonly #classes: number
  readonly #cosFrom: Float64Array
  readonly #cosTo: Float64Array
  /** The angle of all probes where it is the same, as from ignorance to truth; else NaN. */
  readonly #angle: number

  constructor(from: Float64Array, to: Float64Array, probes: number, classes: number) {
    this.#from = from.map(Math.sqrt)
    this.#to = to.map(Math.sqrt)
    this.#classes = classes
    this.#angles = Float64Array.from({ length: probes }, (_, probe) => angleBetween(this.#from, probe * classes, this.#to, probe * classes, classes))
    this.#angle = this.#angles.every(angle => Math.abs(angle - this.#angles[0]) < 1e-14) && this.#angles[0] >= STAY ? this.#angles[0] : NaN
    this.#cosFrom = new Float64Array(probes)
    this.#cosTo = new Float64Array(probes)
  }

  progress(predictions: Float64Array, start: number): number {
    this.#look(predictions, start)
    const angles = Number.isNaN(this.#angle) ? (t: number) => this.#sum(t) : (t: number) => this.#sumEven(t)
    const inside = minimise(angles, 0, 1, TOLERANCE)
    // The search never evaluates its bounds; where it ran into one, that is the answer if it is no worse.
    const end = Math.round(inside)
    return Math.abs(inside - end) < 3 * TOLERANCE && angles(end) <= angles(inside) ? end : inside
  }

  #look(predictions: Float64Array, start: number): void {
    const classes = this.#classes
    for (let probe = 0; probe < this.#angles.length; probe++) {
      let from = 0
      let to = 0
      for (let k = probe * classes; k < (probe + 1) * classes; k++) {
        const amplitude = Math.sqrt(predictions[start + k])
        from += amplitude * this.#from[k]
        to += amplitude * this.#to[k]
      }
      this.#cosFrom[probe] = from
      this.#cosTo[probe] = to
    }
  }

  #sumEven(t: number): number {
    const sine = Math.sin(this.#angle)
    const from = Math.sin((1 - t) * this.#angle) / sine
    const to = Math.sin(t * this.#angle) / sine
    let sum = 0
    for (let probe = 0; probe < this.#cosFrom.length; probe++) sum += Math.acos(Math.max(0, Math.min(1, this.#cosFrom[probe] * from + this.#cosTo[probe] * to)))
    return sum
  }

  #sum(t: number): number {
    let sum = 0
    for (let probe = 0; probe < this.#cosFrom.length; probe++) {
      const angle = this.#angles[probe]
      const cosine = angle < STAY
        ? this.#cosFrom[probe]
        : (this.#cosFrom[probe] * Math.sin((1 - t) * angle) + this.#cosTo[probe] * Math.sin(t * angle)) / Math.sin(angle)
      sum += Math.acos(Math.max(0, Math.min(1, cosine)))
    }
    return sum
  }
}
