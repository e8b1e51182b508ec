// The sloppy teacher task: inputs whose spread falls off exponentially from one coordinate to the next, labelled by a random network.
// Mao et al. (2024), PNAS 121(12) e2310002121 (arXiv 2305.01604): trajectories are low-dimensional where the inputs are sloppy.
import { exponential, hyperbolicTangent } from '../elementary.ts'
import { deriveSeed, mulberry32, normals } from '../random.ts'
import type { Dataset, DatasetSettings } from './dataset.ts'
import { PROBES, splitRows } from './splits.ts'

/** Its size. */
export const TEACHER = { features: 200, classes: 5, train: 1000, test: 400 } as const
const { features: FEATURES, classes: CLASSES, train: TRAIN, test: TEST } = TEACHER
const HIDDEN = 50

/** Eigenvalues of the inputs' covariance times 200: eᵢ = 50 c exp(−c i), i = 0…199; all 1 for c = 0. */
export function teacherSpectrum(decay: number): Float64Array {
  return Float64Array.from({ length: FEATURES }, (_, place) => decay === 0 ? 1 : 50 * decay * exponential(-decay * place))
}

/**
 * 1,400 inputs with independent normal coordinates of standard deviation √(eᵢ / 200). The teacher is a fixed network 200-50-5 with tanh,
 * without biases: first layer N(0, 1) (the inputs carry the 1 / 200), second N(0, 1 / 50); its largest output is the label. The paper
 * uses 5,000 + 1,000 samples; 1,000 + 400 train in a browser.
 */
export function teacherFrom(settings: DatasetSettings): Dataset {
  const { inputs, labels } = teacherRows(settings, TRAIN + TEST, deriveSeed(settings.seed, 'teacher', 'inputs'))
  return {
    id: 'teacher',
    title: 'Sloppy teacher',
    inputs,
    labels,
    features: FEATURES,
    classes: CLASSES,
    classNames: ['A', 'B', 'C', 'D', 'E'],
    ...splitRows(labels, CLASSES, TEST, PROBES, settings.seed),
    image: null,
  }
}

/** `count` inputs by a seed of their own, labelled by the teacher of the settings' seed. */
export function teacherRows({ decay, seed }: Pick<DatasetSettings, 'decay' | 'seed'>, count: number, inputSeed: number): Pick<Dataset, 'inputs' | 'labels'> {
  const deviations = teacherSpectrum(decay).map(value => Math.sqrt(value / FEATURES))
  const normal = normals(mulberry32(inputSeed))
  const inputs = Float32Array.from({ length: count * FEATURES }, (_, place) => deviations[place % FEATURES] * normal())
  const weight = normals(mulberry32(deriveSeed(seed, 'teacher', 'weights')))
  const first = Float64Array.from({ length: FEATURES * HIDDEN }, weight)
  const second = Float64Array.from({ length: HIDDEN * CLASSES }, () => weight() / Math.sqrt(HIDDEN))
  return { inputs, labels: Uint8Array.from({ length: count }, (_, row) => teach(inputs.subarray(row * FEATURES, (row + 1) * FEATURES), first, second)) }
}

/** The class with the largest output, the lower one of equals. */
function teach(input: Float32Array, first: Float64Array, second: Float64Array): number {
  const sums = new Float64Array(HIDDEN)
  input.forEach((value, place) => { for (let unit = 0; unit < HIDDEN; unit++) sums[unit] += value * first[place * HIDDEN + unit] })
  const outputs = new Float64Array(CLASSES)
  sums.forEach((sum, unit) => { for (let label = 0; label < CLASSES; label++) outputs[label] += hyperbolicTangent(sum) * second[unit * CLASSES + label] })
  return outputs.indexOf(Math.max(...outputs))
}
