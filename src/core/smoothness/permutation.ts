// Is a signal smoother on the map than chance? Its energy against that of the same values on shuffled networks.
import { below, mulberry32 } from '../random.ts'
import { quantile } from '../statistics.ts'
import type { Steps } from '../steps.ts'
import type { Graph, Weighting } from './signal.ts'
import { checkSignal, degrees, energy, isConstant } from './signal.ts'

/** Energies of shuffled signals: their 1 %, 50 % and 99 % quantiles, and p = (1 + number not above R)/(1 + B). */
export interface PermutationNull { low: number, median: number, high: number, p: number }

export interface SmoothnessTest {
  /** R of the signal itself, 0 … 2. */
  energy: number
  /** B, shuffles of each kind. */
  permutations: number
  /** Against shuffles over all nodes. Null where the signal has no variation. */
  everywhere: PermutationNull | null
  /** Against shuffles within groups. Null where no groups were given, or the signal has no variation within any. */
  withinGroups: PermutationNull | null
  notes: string[]
}

export interface SmoothnessOptions {
  seed: number
  /** Number of shuffles B, 999 unless said. */
  permutations?: number
  weighting?: Weighting
  /** A group per node, such as its checkpoint's epoch: the second null keeps what the groups alone explain. */
  groups?: ArrayLike<number>
}

/**
 * Permutation test of the Dirichlet energy R of a signal (one value per node) on a graph: p = (1 + #{R_perm ≤ R})/(1 + B). Where networks
 * are checkpoints, accuracy follows the epoch, so only the second null, shuffling within an epoch, says anything about the map.
 * Refuses signals or groups of another length, values that are not finite, and fewer than one shuffle.
 */
export function* smoothnessTestSteps(graph: Graph, signal: ArrayLike<number>, options: SmoothnessOptions): Steps<SmoothnessTest> {
  const { seed, permutations = 999, weighting = 'degree', groups } = options
  const { n } = graph
  checkSignal(signal, n)
  if (!(Number.isInteger(permutations) && permutations >= 1)) throw new Error(`${permutations} is not a number of shuffles; there must be at least one.`)
  if (groups && groups.length !== n) throw new Error(`There are ${groups.length} groups for ${n} nodes; each node needs one.`)
  const sums = degrees(graph)
  const own = energy(graph, signal, sums, weighting)
  const result: SmoothnessTest = { energy: own, permutations, everywhere: null, withinGroups: null, notes: [] }
  if (isConstant(signal)) return { ...result, notes: ['The signal has no variation, so there is nothing to test.'] }
  const against = (blocks: number[][], stage: string): Steps<PermutationNull> =>
    nullSteps(random => energy(graph, shuffledWithin(signal, blocks, random), sums, weighting), own, { seed, permutations, stage, pause: pauseFor(graph) })
  result.everywhere = yield* against([Array.from({ length: n }, (_, i) => i)], 'shuffles')
  if (!groups) return result
  const blocks = blocksOf(groups)
  if (blocks.every(block => isConstant(block.map(i => signal[i])))) return { ...result, notes: ['The signal does not vary within any group, so the second test says nothing.'] }
  result.withinGroups = yield* against(blocks, 'shuffles within groups')
  return result
}

function* nullSteps(
  shuffledEnergy: (random: () => number) => number, own: number, { seed, permutations, stage, pause }: { seed: number, permutations: number, stage: string, pause: number },
): Steps<PermutationNull> {
  const random = mulberry32(seed)
  const energies = new Float64Array(permutations)
  // A shuffle that leaves the signal as it is must count as not above it, whatever the order of the sums.
  const bound = own * (1 + 1e-12)
  let notAbove = 0
  for (let round = 0; round < permutations; round++) {
    energies[round] = shuffledEnergy(random)
    if (energies[round] <= bound) notAbove++
    if ((round + 1) % pause === 0) yield { stage, share: (round + 1) / permutations }
  }
  const [low, median, high] = [0.01, 0.5, 0.99].map(q => quantile(energies, q))
  return { low, median, high, p: (1 + notAbove) / (1 + permutations) }
}

/** Shuffles between two reports: some milliseconds of work. */
const pauseFor = ({ value }: Graph): number => Math.max(1, Math.floor(2_000_000 / (value.length + 1)))

/** The values with those of each block of nodes in random order (Fisher & Yates). */
function shuffledWithin(signal: ArrayLike<number>, blocks: number[][], random: () => number): Float64Array {
  const values = Float64Array.from(signal)
  for (const block of blocks) {
    for (let last = block.length - 1; last > 0; last--) {
      const other = below(last + 1, random)
      const kept = values[block[last]]
      values[block[last]] = values[block[other]]
      values[block[other]] = kept
    }
  }
  return values
}

/** The nodes of each group, groups by ascending number. */
function blocksOf(groups: ArrayLike<number>): number[][] {
  const blocks = new Map<number, number[]>()
  for (let i = 0; i < groups.length; i++) {
    const block = blocks.get(groups[i])
    if (block) block.push(i)
    else blocks.set(groups[i], [i])
  }
  return [...blocks].sort(([a], [b]) => a - b).map(([, block]) => block)
}
