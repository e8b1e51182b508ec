// What came of an experiment: the answer in one sentence, and what the paper says, each held against the networks of this very run, with the number that it rests
// on and what chance or the null gives. Where something does not hold, it says so.
import { hiddenWords } from '../../core/architecture.ts'
import type { AgainstNull } from '../../core/inpca/null-model.ts'
import { againstNull } from '../../core/inpca/null-model.ts'
import { mantelTest, namesTest, rankTest } from '../../core/inpca/pair-tests.ts'
import { JOINED, lastStation } from '../../core/inpca/rejoining.ts'
import { median } from '../../core/statistics.ts'
import type { DecayPoint, ExperimentPart, Findings, Finding, RunsName, Stress } from './experiments-state.ts'
import { chanceOf, near, percent, station, three, two, unbroken, whole } from './figures.ts'

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

export function findingsOf(name: RunsName, parts: readonly ExperimentPart[]): Findings {
  const { answer, found } = written(name, parts)
  return { answer: unbroken(answer), found: found.map(finding => ({ ...finding, words: unbroken(finding.words) })) }
}

function written(name: RunsName, parts: readonly ExperimentPart[]): Findings {
  switch (name) {
    case 'optimisers': return optimiserFindings(parts[0])
    case 'size': return sizeFindings(parts[0])
    case 'corners': return cornerFindings(parts[0])
    case 'sloppy': return sloppyFindings(parts)
  }
}

function optimiserFindings(part: ExperimentPart): Findings {
  const optimisers = numbered(part, hyper => hyper.optimiser)
  const shapes = numbered(part, hiddenWords)
  const test = namesTest(part.between.distances, optimisers, shapes, SEED)
  const more = test.p <= CHANCE
  const road = roadFinding(part, 'Different optimisers, one road', 'Runs of different optimisers', (i, j) => optimisers[i] !== optimisers[j])
  const answer = `${!road.holds ? 'Yes' : more ? 'Hardly' : 'Not in the road they take'}: ${road.brief}, and within an architecture ${two(test.ratio)} times as far as two seeds of one optimiser (by chance up to ${two(test.chance)}).`
  const found = [
    road,
    {
      claim: 'The optimiser leaves no trace',
      words: `Within an architecture, runs of different optimisers are ${near(test.across)} apart and runs of one optimiser with other seeds ${near(test.within)}: a factor of ${two(test.ratio)}, where shuffled names of optimisers stay below ${two(test.chance)} in 95 of 100 tries (p = ${chanceOf(test.p)}). ${more ? 'So optimisers do leave a trace, small beside what all share.' : 'So the optimiser leaves no trace that chance would not leave.'}`,
      holds: !more,
    },
    axesFinding(part),
  ]
  return { answer, found }
}

function sizeFindings(part: ExperimentPart): Findings {
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
  const road = roadFinding(part, 'Different architectures, one road', 'Runs of different architectures', (i, j) => shapes[i] !== shapes[j])
  const answer = `${faster ? 'For the pace, yes' : 'Not for the pace'}: the larger half is half-way after ${whole(large)} updates, the smaller after ${whole(small)} (ρ = ${two(speed.rho)}, by chance up to ±${two(speed.chance)}); for the road ${road.holds ? tells ? 'a little' : 'no' : 'yes'}: ${road.brief}.`
  const found = [
    road,
    {
      claim: 'Size leaves no trace in the road',
      words: `How far two runs lie apart ${tells ? 'rises' : 'does not rise'} with how much their numbers of weights differ: ρ = ${two(apart.rho)} over ${whole(apart.n)} pairs, where shuffled sizes stay below ${two(apart.chance)} (p = ${chanceOf(apart.p)}). ${tells ? 'Size leaves a trace.' : 'Size leaves no trace that chance would not leave.'}`,
      holds: !tells,
    },
    {
      claim: 'Larger networks are faster',
      words: `${faster ? 'Larger networks come along the road in fewer updates' : 'Larger networks do not come along the road in fewer updates'}: half-way after ${whole(large)} for the larger half, ${whole(small)} for the smaller (ρ = ${two(speed.rho)} over ${speed.n} runs, shuffled below ${two(speed.chance)}, p = ${chanceOf(speed.p)}), all at one learning rate.`,
      holds: faster,
    },
    axesFinding(part),
  ]
  return { answer, found }
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

const CORNER_WORDS: Readonly<Record<string, { claim: string, who: string }>> = {
  labels: { claim: 'Permuted labels first: the road is rejoined', who: 'Networks that were first trained on permuted labels' },
  subset: { claim: 'Half of the classes first: the road is rejoined', who: 'Networks that first saw a few rows of half of the classes' },
}

function cornerFindings(part: ExperimentPart): Findings {
  const kinds = part.rows.map(row => row.hyper!.start)
  const found = [
    ...part.rejoining.flatMap(rejoiningFinding),
    roadFinding(part, 'One road over the whole way', 'Runs from corners and fresh ones, over the whole way,', (i, j) => (kinds[i] === 'fresh') !== (kinds[j] === 'fresh')),
    axesFinding(part),
  ]
  return { answer: cornerAnswer(part), found }
}

/** Of permuted labels: those begin farthest from the road, and are compared at equal progress as the paper does. */
function cornerAnswer({ rejoining }: ExperimentPart): string {
  const far = rejoining.find(({ kind }) => kind === 'labels')
  const last = far ? lastStation(far.way) : null
  if (!far || last === null) return 'Not known: too few runs pass through the same places.'
  const { way } = far
  const where = `at s = ${station(way.stations[last])} runs begun on permuted labels are ${near(way.apart[last])} from fresh runs (null ${near(way.nullApart[last])})`
  if (way.belowNull === null) return `No: ${where}.`
  const late = way.stations[way.belowNull] > HALFWAY ? ', late' : ''
  return way.withinFresh === null
    ? `The road${late}, but not the bundle: ${where}, still ${two(way.apart[last] / way.fresh[last])} times as far as fresh runs are from one another.`
    : `Yes${late}: ${where}, as near as fresh runs are to one another.`
}

/** From the first station that at least half as many pairs pass through as the last one's. */
function rejoiningFinding({ kind, index, way }: ExperimentPart['rejoining'][number]): Finding[] {
  const last = lastStation(way)
  if (last === null) return []
  const first = way.stations.findIndex((_, k) => way.pairs[k] >= way.pairs[last] / 2)
  const name = index === 'progress' ? 's' : 'accuracy'
  const { claim, who } = CORNER_WORDS[kind] ?? { claim: kind, who: kind }
  const at = (k: number): string => `${near(way.apart[k])} from fresh runs at ${name} = ${station(way.stations[k])} (null ${near(way.nullApart[k])}; fresh ones among themselves ${near(way.fresh[k])})`
  const joined = way.belowNull === null
    ? `They do not come closer than ${two(JOINED)} of the null and stay there: they have not rejoined.`
    : `From ${name} = ${station(way.stations[way.belowNull])} on they are closer than ${two(JOINED)} of the null: they rejoin the road`
  const spread = way.belowNull === null ? '' : way.withinFresh === null
    ? `, though not the bundle: at the end they are still ${two(way.apart[last] / way.fresh[last])} times as far away as fresh runs are from one another.`
    : `, and from ${station(way.stations[way.withinFresh])} on they lie within the spread of fresh runs.`
  return [{ claim, words: `${who} are ${at(first)}, and ${at(last)}. ${joined}${spread}`, holds: way.belowNull !== null }]
}

/** Digits, sloppy, not sloppy. */
function sloppyFindings(parts: readonly ExperimentPart[]): Findings {
  const [, sloppy, plain] = parts
  const found: Finding[] = []
  let answer = 'Not known: both teachers have inputs that are not sloppy.'
  const list = (of: (part: ExperimentPart) => Stress | null): string =>
    parts.map(part => [part.title, of(part)] as const).flatMap(([title, stress]) => stress ? [`${title}: ${thirdOf(stress)}`] : []).join('; ')
  if (plain?.fresh && sloppy.fresh) {
    const less = sloppy.stress[2] - plain.stress[2]
    const nulls = sloppy.nullStress[2] - plain.nullStress[2]
    const fresh = sloppy.fresh.stress[2] - plain.fresh.stress[2]
    const [corners, ordinary] = [less >= LESS, fresh >= LESS]
    const ofNull = nulls >= less ? 'no more apart than the null’s' : 'the null’s'
    answer = `${corners ? ordinary ? 'Where the inputs are sloppy' : 'Where the inputs are sloppy, if networks begin in corners' : 'Sloppy inputs make no clear difference'}: three axes hold ${three(sloppy.stress[2])} of the stress at ${decayOf(sloppy)} and ${three(plain.stress[2])} at ${decayOf(plain)} (${ofNull} ${three(sloppy.nullStress[2])} and ${three(plain.nullStress[2])}); begun at ordinary weights ${three(sloppy.fresh.stress[2])} and ${three(plain.fresh.stress[2])}.`
    found.push({
      claim: 'Sloppy inputs, few axes: half of the networks from corners',
      words: `${list(part => part)}. ${corners ? `Three axes show far less where the inputs are not sloppy${nulls >= less ? `, but the null’s fall as far (by ${three(nulls)}, the runs’ by ${three(less)}): being right as seldom explains it` : ''}.` : `Three axes do not show clearly less where the inputs are not sloppy (a difference of ${three(less)}).`}`,
      holds: corners,
    }, {
      claim: 'Sloppy inputs, few axes: from ordinary weights alone',
      words: `${list(part => part.fresh)}. ${ordinary ? 'They too show it.' : 'Here the data make no clear difference: every run goes from ignorance towards truth, and that is one axis whatever the inputs.'}`,
      holds: ordinary,
    })
  }
  const closer = parts.map(part => ({ title: part.title, against: againstNull(part.between.distances, part.between.nullDistances, part.rows.length) }))
    .filter((one): one is { title: string, against: AgainstNull } => one.against !== null)
  found.push({
    claim: 'One road on each set of data, corners included',
    words: `Between runs – ${closer.map(({ title, against }) => `${title}: ${near(against.mean)}, the null ${near(against.nullMean)}, ratio ${two(against.ratio ?? NaN)}, ${percent(against.closer)} of pairs closer`).join('; ')}.`,
    holds: closer.every(({ against }) => against.closer >= CLOSER && (against.ratio ?? 1) < RATIO),
  })
  return { answer, found }
}

/** Of 'Sloppy teacher, c = 0.5' the c. */
const decayOf = ({ title }: ExperimentPart): string => title.slice(title.lastIndexOf(',') + 2)

const thirdOf = ({ stress, nullStress }: Stress): string => `χ₃ = ${three(stress[2])} (null ${three(nullStress[2])})`

/** How the curve over c reads; null while there is nothing to compare. c = 0 is told of and not reckoned in: its inputs are stronger, not only more even. */
export function decayFinding(curve: readonly DecayPoint[]): Finding | null {
  const slope = curve.filter(({ decay }) => decay > 0)
  if (slope.length < 2) return null
  const claim = 'The faster the inputs’ eigenvalues fall, the fewer axes'
  const at = (point: DecayPoint): string => `${thirdOf(point)} at c = ${Number(point.decay.toPrecision(3))}`
  const [low, high] = [slope[0], slope[slope.length - 1]]
  const aside = slope.length < curve.length ? ` c = 0 (${thirdOf(curve[0])}) is left out: its inputs have 20 times the variance of those at c = 0.001, and are learnt faster.` : ''
  if (slope.length < 4) return { claim, words: `${at(low)}, ${at(high)}: try ${4 - slope.length} more values of c to see whether it is a slope.${aside}`, holds: high.stress[2] > low.stress[2] }
  const test = rankTest(slope.map(({ decay }) => decay), slope.map(({ stress }) => stress[2]), SEED)
  const [own, nulls] = [high.stress[2] - low.stress[2], high.nullStress[2] - low.nullStress[2]]
  const rises = test.rho > 0 && test.p <= CHANCE
  const words = `${at(low)}, ${at(high)}. Over ${slope.length} values of c explained stress ${rises ? 'rises with the decay' : 'does not rise with the decay beyond what chance gives'}: ρ = ${two(test.rho)} (shuffled below ${two(test.chance)}, p = ${chanceOf(test.p)})`
  return { claim, words: `${words}${rises && nulls >= own ? `; the null’s rises as far (by ${three(nulls)}, the runs’ by ${three(own)}), so being right more often explains it` : ''}.${aside}`, holds: rises }
}

/** Pairs that differ, against the null of equal accuracy. */
function roadFinding(
  { between: { distances, nullDistances }, rows }: ExperimentPart, claim: string, who: string, counts: (i: number, j: number) => boolean,
): Finding & { /** For the answer. */ brief: string } {
  const found = againstNull(distances, nullDistances, rows.length, counts)
  if (!found) return { claim, brief: 'there is no pair to compare', words: `${who} cannot be compared: there is no such pair.`, holds: false }
  const holds = found.closer >= CLOSER && (found.ratio ?? 1) < RATIO
  const apart = `${near(found.mean)} apart at equal progress`
  return {
    claim, brief: `${who.charAt(0).toLowerCase()}${who.slice(1)} are ${apart} (null ${near(found.nullMean)})`,
    words: `${who} are ${apart}, the null ${near(found.nullMean)}: ${percent(found.closer)} of ${whole(found.pairs)} pairs are closer than their null, ratio ${two(found.ratio ?? NaN)}. ${holds ? 'They share more than how often they are right: one road.' : `That is not one road as we call it (${percent(CLOSER)} closer, ratio below ${two(RATIO)}).`}`,
    holds,
  }
}

/** Few axes, and whether that says more than the null says. */
function axesFinding({ stress, nullStress }: Stress): Finding {
  const holds = stress[0] > FEW.first && stress[2] > FEW.third
  const empty = stress[2] - nullStress[2] < LESS / 2
  return {
    claim: 'Few axes hold the runs',
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
