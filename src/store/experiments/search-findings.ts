// Whether the map finds better settings, in a sentence: against random search, and against the same vote without the map. Whichever way it fell in this run.
import type { PairedDifference } from '../../core/search/grade.ts'
import type { CardGrade, CardGrades } from '../../core/search/grade-card.ts'
import { ASKED, differs } from '../../core/search/grade-card.ts'
import type { Finding, Findings } from './experiments-state.ts'
import { two, unbroken, whole } from './figures.ts'

const points = (share: number): string => two(100 * share)
/** As a test's probability is read: two figures, and nothing below a thousandth. */
const chance = (p: number): string => p < 0.001 ? 'p < 0.001' : `p = ${p < 0.01 ? p.toFixed(3) : p.toFixed(2)}`

type Verdict = 'less' | 'alike' | 'more'
const verdict = (found: PairedDifference): Verdict => !differs(found) ? 'alike' : found.mean < 0 ? 'less' : 'more'

/** Against random search, then against the control. */
const LEADS: Readonly<Record<Verdict, Readonly<Record<Verdict, string>>>> = {
  less: { less: 'Yes, and the map itself helps', alike: 'Better than random search, but not shown to be the map’s doing', more: 'Better than random search, but settings alone do better still' },
  alike: { less: 'Not shown to beat random search, though the map helps the vote', alike: 'Not shown, neither against random search nor against settings alone', more: 'No: not shown to beat random search, and settings alone do better' },
  more: { less: 'No, random search does better, though the map helps the vote', alike: 'No, random search does better', more: 'No, random search and settings alone both do better' },
}

export function searchFindings({ methods, members, budget, repeats }: CardGrades): Findings {
  const named = (name: string): CardGrade => methods.find(method => method.name === name)!
  const [random, vote, control, looks, looksVote] = [ASKED.random, ASKED.vote, ASKED.voteControl, ASKED.looks, ASKED.looksVote].map(named)
  const [toRandom, toControl] = [vote.toRandom!, vote.toControl!]
  const answer = `${LEADS[verdict(toRandom)][verdict(toControl)]}: after ${budget} trainings the map’s vote is on average ${points(vote.mean)} points of accuracy short of the best of ${whole(members)} networks, `
    + `random search ${points(random.mean)} (${chance(toRandom.p)}), and the same vote among neighbours in settings, without the map, ${points(control.mean)} (${chance(toControl.p)}).`
  const claim = (words: string, found: PairedDifference, other: string): Finding => ({
    claim: words, words: `Regret after ${budget} trainings is on average ${differenceWords(found, other)}, over ${repeats} repeats at equal seeds.`, holds: verdict(found) === 'less',
  })
  const found = [
    claim('The map’s vote beats random search', toRandom, 'random search'),
    claim('The map itself helps the vote', toControl, 'the same vote by settings alone'),
    claim('Early looks beat random search', looks.toRandom!, 'random search'),
    claim('The map helps under early looks', looksVote.toControl!, 'early looks by settings alone'),
  ]
  return { answer: unbroken(answer), found: found.map(one => ({ ...one, words: unbroken(one.words) })) }
}

function differenceWords(found: PairedDifference, other: string): string {
  const { mean, interval: [low, high], p } = found
  const none = points(Math.abs(mean)) === points(0)
  const size = none ? `the same as that of ${other}` : `${points(Math.abs(mean))} points ${mean > 0 ? 'above' : 'below'} that of ${other}`
  return `${size}${none || differs(found) ? '' : ', which may be chance'} (95 % of the mean difference: ${points(low)} to ${points(high)}; Wilcoxon’s ${chance(p)})`
}
