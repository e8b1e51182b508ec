// What came of an experiment, in sentences: each is reckoned from the networks of this very run, with the number that it rests on and what chance or the null
// gives. Where something does not hold, the sentence says so.
import { hiddenWords } from '../../core/architecture.ts'
import type { AgainstNull } from '../../core/inpca/null-model.ts'
import { againstNull } from '../../core/inpca/null-model.ts'
import { mantelTest, namesTest, rankTest } from '../../core/inpca/pair-tests.ts'
import { JOINED, lastStation } from '../../core/inpca/rejoining.ts'
import { median } from '../../core/statistics.ts'
import type { DecayPoint, ExperimentName, ExperimentPart, Finding, Stress } from './experiments-state.ts'

/** Of the shuffles. */
const SEED = 20
/** What we call one road: nearly every pair closer than its null, and by a good third (asserted on the digits, docs/methods/experiments.md). */
const CLOSER = 0.95
const RATIO = 0.7
/** What we call few axes. */
const FEW = { first: 0.9, third: 0.93 }
/** A difference in χ₃ that we call one. */
const LESS = 0.1
const CHANCE = 0.05

export function findingsOf(name: ExperimentName, parts: readonly ExperimentPart[]): Finding[] {
  switch (name) {
    case 'optimisers': return parts.flatMap(part => optimiserFindings(part))
    case 'size': return parts.flatMap(part => sizeFindings(part))
    case 'corners': return parts.flatMap(part => cornerFindings(part))
    case 'sloppy': return sloppyFindings(parts)
  }
}

function optimiserFindings(part: ExperimentPart): Finding[] {
  const optimisers = numbered(part, hyper => hyper.optimiser)
  const shapes = numbered(part, hiddenWords)
  const test = namesTest(part.between.distances, optimisers, shapes, SEED)
  const more = test.p <= CHANCE
  return [
    roadFinding(part, 'Runs of different optimisers', (i, j) => optimisers[i] !== optimisers[j]),
    {
      words: `Within an architecture, runs of different optimisers are ${near(test.across)} apart and runs of one optimiser with other seeds ${near(test.within)}: a factor of ${two(test.ratio)}, where shuffled names of optimisers stay below ${two(test.chance)} in 95 of 100 tries (p = ${chanceOf(test.p)}). ${more ? 'So optimisers do leave a trace, small beside what all share.' : 'So the optimiser leaves no trace that chance would not leave.'}`,
      holds: !more,
    },
    axesFinding(part),
  ]
}

function sizeFindings(part: ExperimentPart): Finding[] {
  const shapes = numbered(part, hiddenWords)
  const sizes = part.rows.map(row => Math.log(row.outcome.parameters))
  const apart = mantelTest(part.between.distances, sizes, SEED)
  const reached = part.rows.map((_, run) => updatesAt(part, run, HALFWAY))
  const all = [...reached.keys()].filter(run => reached[run] !== null)
  const speed = rankTest(all.map(run => sizes[run]), all.map(run => reached[run]!), SEED)
  const small = median(all.filter(run => sizes[run] <= median(sizes)).map(run => reached[run]!))
  const large = median(all.filter(run => sizes[run] > median(sizes)).map(run => reached[run]!))
  const tells = apart.p <= CHANCE && apart.rho > 0
  const faster = speed.p <= CHANCE && speed.rho < 0
  return [
    roadFinding(part, 'Runs of different architectures', (i, j) => shapes[i] !== shapes[j]),
    {
      words: `How far two runs lie apart ${tells ? 'rises' : 'does not rise'} with how much their numbers of weights differ: ρ = ${two(apart.rho)} over ${whole(apart.n)} pairs, where shuffled sizes stay below ${two(apart.chance)} (p = ${chanceOf(apart.p)}). ${tells ? 'Size leaves a trace.' : 'Size leaves no trace that chance would not leave.'}`,
      holds: !tells,
    },
    {
      words: `${faster ? 'Larger networks come along the road in fewer updates' : 'Larger networks do not come along the road in fewer updates'}: half-way after ${whole(large)} for the larger half, ${whole(small)} for the smaller (ρ = ${two(speed.rho)} over ${speed.n} runs, shuffled below ${two(speed.chance)}, p = ${chanceOf(speed.p)}), all at one learning rate.`,
      holds: faster,
    },
    axesFinding(part),
  ]
}

const HALFWAY = 0.5

/** Updates after which a run has come so far, between its checkpoints on the log scale on which they lie; null: never. */
function updatesAt({ map: { starts, steps, progress } }: ExperimentPart, run: number, wanted: number): number | null {
  for (let row = starts[run]; row < starts[run + 1]; row++) {
    if (progress[row] < wanted) continue
    if (row === starts[run]) return steps[row]
    const share = (wanted - progress[row - 1]) / (progress[row] - progress[row - 1])
    const [before, after] = [Math.log1p(steps[row - 1]), Math.log1p(steps[row])]
    return Math.expm1(before + share * (after - before))
  }
  return null
}

const CORNER_WORDS: Readonly<Record<string, string>> = { labels: 'Networks that were first trained on permuted labels', subset: 'Networks that first saw a few rows of half of the classes' }

function cornerFindings(part: ExperimentPart): Finding[] {
  const kinds = part.rows.map(row => row.hyper!.start)
  return [
    ...part.rejoining.flatMap(rejoiningFinding),
    roadFinding(part, 'Runs from corners, over the whole way,', (i, j) => (kinds[i] === 'fresh') !== (kinds[j] === 'fresh')),
    axesFinding(part),
  ]
}

/** From the first station that at least half as many pairs pass through as the last one's. */
function rejoiningFinding({ kind, index, way }: ExperimentPart['rejoining'][number]): Finding[] {
  const last = lastStation(way)
  if (last === null) return []
  const first = way.stations.findIndex((_, k) => way.pairs[k] >= way.pairs[last] / 2)
  const name = index === 'progress' ? 's' : 'accuracy'
  const at = (k: number): string => `at ${name} = ${station(way.stations[k])} ${near(way.apart[k])} from fresh runs (null ${near(way.nullApart[k])}; fresh ones among themselves ${near(way.fresh[k])})`
  const joined = way.belowNull === null
    ? `They do not come closer than ${two(JOINED)} of the null and stay there: they have not rejoined.`
    : `From ${name} = ${station(way.stations[way.belowNull])} on they are closer than ${two(JOINED)} of the null: they rejoin the road`
  const spread = way.belowNull === null ? '' : way.withinFresh === null
    ? `, though not the bundle: at the end they are still ${two(way.apart[last] / way.fresh[last])} times as far away as fresh runs are from one another.`
    : `, and from ${station(way.stations[way.withinFresh])} on they lie within the spread of fresh runs.`
  return [{ words: `${CORNER_WORDS[kind]} are ${at(first)}, and ${at(last)}. ${joined}${spread}`, holds: way.belowNull !== null }]
}

/** Digits, sloppy, not sloppy. */
function sloppyFindings(parts: readonly ExperimentPart[]): Finding[] {
  const [digits, sloppy, plain] = parts
  if (!digits || !sloppy) return []
  const found: Finding[] = []
  const list = (of: (part: ExperimentPart) => Stress | null): string =>
    parts.map(part => [part.title, of(part)] as const).flatMap(([title, stress]) => stress ? [`${title}: χ₃ = ${three(stress.stress[2])} (null ${three(stress.nullStress[2])})`] : []).join('; ')
  if (plain) {
    const less = sloppy.stress[2] - plain.stress[2]
    found.push({
      words: `With half of the networks begun in corners – ${list(part => part)}. ${less >= LESS ? 'Three axes show far less where the inputs are not sloppy.' : `Three axes do not show clearly less where the inputs are not sloppy (a difference of ${three(less)}).`}`,
      holds: less >= LESS,
    })
    if (sloppy.fresh && plain.fresh) {
      const fresh = sloppy.fresh.stress[2] - plain.fresh.stress[2]
      found.push({
        words: `The networks begun at ordinary weights alone – ${list(part => part.fresh)}. ${fresh >= LESS ? 'They too show it.' : 'Here the data make no clear difference: every run goes from ignorance towards truth, and that is one axis whatever the inputs.'}`,
        holds: fresh >= LESS,
      })
    }
  }
  const closer = parts.map(part => ({ title: part.title, against: againstNull(part.between.distances, part.between.nullDistances, part.rows.length) }))
    .filter((one): one is { title: string, against: AgainstNull } => one.against !== null)
  found.push({
    words: `Runs against the null – ${closer.map(({ title, against }) => `${title}: ${near(against.mean)} to ${near(against.nullMean)}, ratio ${two(against.ratio ?? NaN)}, ${percent(against.closer)} of pairs closer`).join('; ')}.`,
    holds: closer.every(({ against }) => against.closer >= CLOSER && (against.ratio ?? 1) < RATIO),
  })
  return found
}

/** How the curve over c reads; null while there is nothing to compare. */
export function decayFinding(curve: readonly DecayPoint[]): Finding | null {
  if (curve.length < 2) return null
  const third = (point: DecayPoint): string => `χ₃ = ${three(point.stress[2])} (null ${three(point.nullStress[2])}) at c = ${Number(point.decay.toPrecision(3))}`
  const [low, high] = [curve[0], curve[curve.length - 1]]
  const words = `${third(low)}, ${third(high)}`
  if (curve.length < 4) return { words: `${words}: try more values of c to see a curve.`, holds: high.stress[2] > low.stress[2] }
  const test = rankTest(curve.map(({ decay }) => decay), curve.map(({ stress }) => stress[2]), SEED)
  const rises = test.rho > 0 && test.p <= CHANCE
  return { words: `${words}. Over ${curve.length} values of c, ρ = ${two(test.rho)} (shuffled below ${two(test.chance)}, p = ${chanceOf(test.p)}): explained stress ${rises ? 'rises with how fast the inputs’ eigenvalues fall' : 'does not rise with the decay beyond what chance gives'}.`, holds: rises }
}

/** Pairs that differ, against the null of equal accuracy. */
function roadFinding({ between: { distances, nullDistances }, rows }: ExperimentPart, who: string, counts: (i: number, j: number) => boolean): Finding {
  const found = againstNull(distances, nullDistances, rows.length, counts)
  if (!found) return { words: `${who} cannot be compared: there is no such pair.`, holds: false }
  const holds = found.closer >= CLOSER && (found.ratio ?? 1) < RATIO
  return {
    words: `${who} are ${near(found.mean)} apart at equal progress, the null ${near(found.nullMean)}: ${percent(found.closer)} of ${whole(found.pairs)} pairs are closer than their null, ratio ${two(found.ratio ?? NaN)}. ${holds ? 'They share more than how often they are right: one road.' : `That is not one road as we call it (${percent(CLOSER)} closer, ratio below ${two(RATIO)}).`}`,
    holds,
  }
}

/** Few axes, and whether that says more than the null says. */
function axesFinding({ stress, nullStress }: Stress): Finding {
  const holds = stress[0] > FEW.first && stress[2] > FEW.third
  const empty = stress[2] - nullStress[2] < LESS / 2
  return {
    words: `Explained stress: χ₁ = ${three(stress[0])}, χ₃ = ${three(stress[2])}; of the null ${three(nullStress[0])} and ${three(nullStress[2])}. ${holds ? 'Few axes hold most of it' : 'Three axes do not hold as much as on easier data'}${empty ? ', but the null’s hold about as much: on these data that says little by itself.' : ', and more than of the null.'}`,
    holds,
  }
}

function numbered({ rows }: ExperimentPart, name: (hyper: NonNullable<ExperimentPart['rows'][number]['hyper']>) => string): number[] {
  const names: string[] = []
  return rows.map(({ hyper }) => {
    const own = name(hyper!)
    if (!names.includes(own)) names.push(own)
    return names.indexOf(own)
  })
}

const minus = (text: string): string => text.replace('-', '−')
const two = (value: number): string => minus(value.toFixed(2))
const three = (value: number): string => minus(value.toFixed(3))
const station = (value: number): string => String(Number(value.toFixed(2)))
const near = (value: number): string => Number.isFinite(value) ? (value < 0.01 ? value.toFixed(4) : value.toFixed(3)) : 'not known'
const whole = (value: number): string => Math.round(value).toLocaleString('en-US')
const chanceOf = (p: number): string => String(Number(p.toPrecision(1)))
/** No hundred that is not one. */
const percent = (share: number): string => `${share >= 1 ? 100 : Math.floor(1000 * share) / 10} %`
