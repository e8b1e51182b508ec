// Diffusion spectral mutual information between a cloud and its labels: how much smaller a class is than as many points taken anywhere.
import { mulberry32, shuffled } from '../random.ts'
import { binOf } from '../statistics.ts'
import type { Steps } from '../steps.ts'
import type { Cloud } from './cloud.ts'
import { cloudSteps } from './cloud.ts'
import type { EntropyUnit } from './entropy.ts'
import { checkTime, spectralEntropy } from './entropy.ts'
import type { KernelWidth } from './kernel.ts'
import { gaussianKernel, kernelSigma, normaliseKernel } from './kernel.ts'
import { coincidentSpectrum, descendingEigenvalueSteps, noWidth } from './spectrum.ts'

/** Eigenvalues of one class and of random subsets of the cloud of the same size. */
export interface ClassSpectra { label: number, size: number, own: Float64Array, subsets: Float64Array[] }

/** What the mutual information is made from; any t and unit can be had from it. */
export interface InformationSpectra {
  n: number
  /** By ascending label. */
  classes: ClassSpectra[]
  sigma: number
  median: number
  notes: string[]
}

export interface MutualInformation {
  /** Σ p(c) (subsets − own). */
  information: number
  /** Per class: mean entropy of the random subsets and entropy of the class's points. */
  classes: { label: number, size: number, subsets: number, own: number }[]
}

/** How many random subsets stand for "anywhere". */
const SUBSETS = 5

/**
 * The spectra of DSMI(Z; Y) (arXiv 2312.04823). σ is fixed from the whole cloud. Subsets are drawn without replacement by a generator that
 * starts anew from the same seed for each class, so that the names of classes change nothing. `labels`: n whole numbers.
 */
export function* informationSpectraSteps(cloud: Cloud, labels: Int32Array, width: KernelWidth, seed: number): Steps<InformationSpectra> {
  const { n, median } = cloud
  if (labels.length !== n) throw new Error(`There are ${labels.length} labels for ${n} points; each point needs one.`)
  const sigma = kernelSigma(width, cloud)
  const whole = sigma === 0 ? null : gaussianKernel(cloud, sigma)
  const present = [...new Set(labels)].sort((a, b) => a - b)
  const spectra = present.length * (SUBSETS + 1)
  let done = 0
  function* spectrum(members: Uint32Array): Steps<Float64Array> {
    yield { stage: 'class spectra', share: done / spectra }
    const eigenvalues = yield* subsetSpectrumSteps(whole, n, members)
    done++
    return eigenvalues
  }
  const classes: ClassSpectra[] = []
  for (const label of present) {
    const members = Uint32Array.from(labels.keys()).filter(k => labels[k] === label)
    const own = yield* spectrum(members)
    const random = mulberry32(seed)
    const subsets: Float64Array[] = []
    // In ascending order the subset of all points is the cloud itself, bit for bit.
    for (let round = 0; round < SUBSETS; round++) subsets.push(yield* spectrum(shuffled(n, random).slice(0, members.length).sort()))
    classes.push({ label, size: members.length, own, subsets })
  }
  return { n, classes, sigma, median, notes: sigma === 0 ? [noWidth(n)] : [] }
}

/** DSMI(Z; Y) = Σ_c p(c) [mean over the random subsets of size n_c of DSE(subset) − DSE(points of class c)], from the spectra. */
export function mutualInformation({ n, classes }: InformationSpectra, t: number, unit: EntropyUnit = 'bits'): MutualInformation {
  checkTime(t)
  const entropies = classes.map(({ label, size, own, subsets }) => ({
    label,
    size,
    own: spectralEntropy(own, t, unit),
    subsets: subsets.reduce((sum, eigenvalues) => sum + spectralEntropy(eigenvalues, t, unit), 0) / subsets.length,
  }))
  return { information: entropies.reduce((sum, { size, own, subsets }) => sum + size / n * (subsets - own), 0), classes: entropies }
}

/** DSMI of points (n × d, row-major) with whole-number labels, in one call. */
export function* mutualInformationSteps(
  points: Float64Array, n: number, d: number, labels: Int32Array, settings: { width: KernelWidth, t: number, seed: number, unit?: EntropyUnit },
): Steps<MutualInformation> {
  const cloud = yield* cloudSteps(points, n, d)
  return mutualInformation(yield* informationSpectraSteps(cloud, labels, settings.width, settings.seed), settings.t, settings.unit)
}

/** Labels for a continuous quantity: its bin, 0 … count − 1, among equally wide ones from the least to the largest value. */
export function equalWidthBins(values: ArrayLike<number>, count = 10): Int32Array {
  if (!(Number.isInteger(count) && count >= 1)) throw new Error(`${count} is not a number of bins; there must be at least one.`)
  const list = Float64Array.from(values)
  const odd = list.findIndex(value => !Number.isFinite(value))
  if (odd >= 0) throw new Error(`Value ${odd} is ${list[odd]}; only finite values have a bin.`)
  const least = list.reduce((a, b) => Math.min(a, b), Infinity)
  const largest = list.reduce((a, b) => Math.max(a, b), -Infinity)
  return Int32Array.from(list, value => binOf(value, least, largest, count))
}

/** Spectrum of the diffusion among some of the points: their affinities stay, their row sums are their own. No kernel: all points count as one. */
function* subsetSpectrumSteps(kernel: Float64Array | null, n: number, members: Uint32Array): Steps<Float64Array> {
  const m = members.length
  if (!kernel) return coincidentSpectrum(m)
  const own = new Float64Array(m * m)
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) own[i * m + j] = kernel[members[i] * n + members[j]]
  }
  return yield* descendingEigenvalueSteps(normaliseKernel(own, m), m)
}
