// Sentences that read the pictures between runs with their numbers, and say what is not shown. Pure, so that what is claimed can be tested.
import type { AgainstNull } from '../../../core/inpca/null-model.ts'
import type { BetweenRuns, FactorReport, RunIndex } from '../../../protocol/trajectories.ts'
import type { AlikePairs } from '../../../store/trajectories/between-alike.ts'
import type { Gain } from '../../../store/trajectories/between-averages.ts'
import type { FactorFinding } from '../../../store/trajectories/between-factors.ts'
import type { sharedSeeds, Verdict } from '../../../store/trajectories/between-null.ts'
import { CLAIM, FEWEST_PAIRS, verdictOf } from '../../../store/trajectories/between-null.ts'
import { decimal, integer, power, tick } from '../../ui/format.ts'

export const runsOf = (count: number): string => `${integer(count)} ${count === 1 ? 'run' : 'runs'}`

/** A distance between runs. */
export const distance = (value: number): string => value >= 0.01 ? decimal(value, 3) : value >= 0.001 ? decimal(value, 4) : power(value)
export const nats = (value: number): string => `${distance(value)} nats`

/** By which they are held against each other, and what the paper says of it. */
export const INDEX_WORDS: Record<RunIndex, string> = {
  progress: 'Runs are compared where they have come equally far from ignorance to truth, as the paper writes. Its later code compares at equal accuracy.',
  accuracy: 'Runs are compared where they answer equally many probes rightly, as the paper’s later code does. The paper itself writes progress.',
}

/** Of several configurations, what the mean distances say; they are told apart by `by`. */
export function betweenWords({ ids, across, within }: Pick<BetweenRuns, 'ids' | 'across' | 'within'>, by: string, configurations: number): string {
  if (ids.length < 2) return 'Two runs at least are needed to compare any.'
  if (!across) return within ? `All ${runsOf(ids.length)} have the same ${by}; they lie ${nats(within.mean)} apart on average.` : 'There is nothing to compare.'
  if (!within) return `No two runs have the same ${by}; runs lie ${nats(across.mean)} apart on average.`
  const ratio = across.mean / within.mean
  const how = ratio > 1.15 ? `, ${decimal(ratio, 1)} times as far` : ratio < 1 / 1.15 ? ', nearer' : ', about as far'
  return `${runsOf(ids.length)} in ${configurations} configurations: with the same ${by} they lie ${nats(within.mean)} apart on average, with different ones ${nats(across.mean)}${how}.`
}

/** The map of the runs themselves. */
export function stressWords(stress: ArrayLike<number>): string {
  const two = stress.length > 1 ? stress[1] : stress[0]
  if (!(two >= 0)) return 'Two runs at least are needed to draw a map of them.'
  const held = `Two axes explain ${decimal(two, 2)} of the stress`
  return two < 0.7
    ? `${held}: runs as wholes are not low-dimensional, though their checkpoints are, and that is a result. Read the tree, not this picture alone.`
    : `${held}, more than the paper’s runs show: these few runs differ in little.`
}

const RUNS_OF = { across: (by: string) => `pairs of runs with a different ${by}`, within: (by: string) => `pairs of runs with the same ${by}` }

/** What the null says of these pairs, and how much may be concluded. */
export function nullWords(against: AgainstNull | null, which: 'across' | 'within', by: string): { found: string, means: string, verdict: Verdict } {
  const verdict = verdictOf(against)
  const pairs = RUNS_OF[which](by)
  if (!against) return { found: `There are no ${pairs}.`, means: '', verdict }
  if (against.ratio === null) return { found: `The ${integer(against.pairs)} ${pairs} do not differ at all, and neither do their nulls.`, means: '', verdict }
  const closer = Math.round(against.closer * against.pairs)
  const found = `${integer(closer)} of ${integer(against.pairs)} ${pairs} ${closer === 1 ? 'is' : 'are'} closer than the same two runs with shuffled examples; ratio ${decimal(against.ratio, 2)}.`
  return { found, means: MEANS[verdict], verdict }
}

const MEANS: Record<Verdict, string> = {
  shown: 'So they answer alike example by example, beyond what their accuracies explain. It is not shown that the runs are the same.',
  partly: `Less than the claim asks for (${100 * CLAIM.closer} % of the pairs closer, ratio below ${CLAIM.ratio}): here it holds in part.`,
  not: 'The paper’s claim does not replicate here: how right two runs are explains most of how close they are.',
  few: `Fewer than ${FEWEST_PAIRS} pairs: too few to conclude anything.`,
  none: '',
}

/** Null where all seeds differ, and are known. */
export function seedWords({ weights, order, unknown }: ReturnType<typeof sharedSeeds>, runs: number): string | null {
  const what = [weights.length > 0 && `${integer(weights.length)} share initial weights`, order.length > 0 && `${integer(order.length)} share the order of their batches`].filter(Boolean).join(' and ')
  if (what) return `Of ${runsOf(runs)}, ${what} with another run. Shared seeds fake agreement: differences between them are made too small. Train with distinct seeds.`
  return unknown > 0 ? `The seeds of ${runsOf(unknown)} are not known. Where seeds are shared, agreement is partly theirs.` : null
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
const listed = (names: readonly string[]): string => names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`

export function factorWords(report: FactorReport, finding: FactorFinding): string {
  const { r2, pairs } = report
  if (finding.kind === 'constant') return 'These runs do not differ in any factor.'
  if (Number.isNaN(r2.value)) return `${integer(pairs)} pairs are too few to explain their distances: train more runs.`
  const figures = `(R²\u00a0${decimal(r2.value, 2)} for runs that were not seen, ${integer(pairs)} pairs)`
  if (finding.kind === 'none') return `No factor explains how far runs lie apart better than chance ${figures}.`
  if (finding.kind === 'unclear') return `Together the factors explain some of it ${figures}, but no single one does so better than chance.`
  const { clear } = finding as Extract<FactorFinding, { kind: 'some' }>
  const total = clear.reduce((sum, row) => sum + row.value, 0)
  let share = 0
  const most = clear.filter(row => { const before = share; share += row.value; return before <= total / 2 }).slice(0, 3)
  return `${capital(listed(most.map(row => row.name)))} ${most.length === 1 ? 'matters' : 'matter'} most to how far runs lie apart ${figures}.`
}

/** Over configurations of at least two runs each. */
export function averageWords(gains: readonly Gain[]): string {
  const best = gains.reduce<Gain | null>((best, gain) => !best || gain.error < best.error ? gain : best, null)
  if (!best) return 'No configuration has two runs: there is nothing to average.'
  const name = best.kind === 'Bhattacharyya' || best.kind === 'Jeffreys' ? `The ${best.kind} centroid` : `The ${best.kind} average`
  const figures = `${decimal(best.error, 3)} against ${decimal(best.runs, 3)} on average`
  return best.better === 0
    ? `No average errs less than its runs do here (${name.replace('The', 'the')}: ${figures}).`
    : `${name} errs less than its runs in ${integer(best.better)} of ${integer(best.of)} ${best.of === 1 ? 'configuration' : 'configurations'}: ${figures}.`
}

/** A mark is a pair. */
export function alikeWords({ pairs, accurate }: AlikePairs, threshold: number): string {
  if (pairs.length === 0) return 'There are no pairs of networks whose predictions and representations are both known.'
  if (accurate === 0) return `No two networks reach an accuracy of ${tick(threshold)}: lower it, for networks that know nothing predict alike anyway.`
  return 'Each mark is a pair; upper left, they predict alike and represent differently.'
}
