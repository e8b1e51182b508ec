// The grading in small, as the page's card has it: a pool that trains in seconds, half of the budget, and those methods that its questions are about. What they are
// is known here, how they search is not: that is loaded by the worker that searches (card-repeats.ts).
import { median } from '../statistics.ts'
import type { PairedDifference, Quartiles } from './grade.ts'
import { pairedDifference, quartilesAt } from './grade.ts'
import type { Distances, Member, Pool } from './pool.ts'
import { scoreOf } from './pool.ts'
import type { Ran } from './repeats.ts'

/** Whole trainings that a search of the card may cost. */
export const CARD_BUDGET = 30
export const CARD_REPEATS = 60

/** Whom the card's questions are about. */
export const ASKED = {
  random: 'random',
  vote: 'manifold, after 10',
  voteControl: '(c) neighbours in settings, after 10',
  looks: 'looks by score, random',
  looksVote: 'looks by score, manifold',
  looksControl: 'looks by score, (c) neighbours in settings',
} as const

/** In the order in which the card lists them. */
export const CARD_NAMES: readonly string[] = [ASKED.random, 'sobol', 'tpe, after 10', 'halving', ASKED.vote, ASKED.voteControl, ASKED.looks, ASKED.looksVote, ASKED.looksControl]

/** A map's methods, and what each differs from in nothing but the map. */
const CONTROLS: Readonly<Record<string, string>> = { [ASKED.vote]: ASKED.voteControl, [ASKED.looksVote]: ASKED.looksControl }

/** Nobody of the card asks for distances after a tenth of a training. */
const NOT_ASKED = (members: number): Distances => ({ rows: new Int32Array(members).fill(-1), condensed: new Float64Array(0) })

export const cardPool = (pool: Omit<Pool, 'early'>): Pool => ({ ...pool, early: NOT_ASKED(pool.members.length) })

/** What came of one method: regret in shares of accuracy. */
export interface CardGrade {
  name: string
  /** After 1, 2, … whole trainings. */
  regret: readonly Quartiles[]
  /** At the end, mean over repeats. */
  mean: number
  /** Median accuracy, on rows that no search saw, of the network with the best score; NaN where none has one. */
  held: number
  /** Regret at the end less random search's, and less that of the same method without the map; null where there is no such other. */
  toRandom: PairedDifference | null
  toControl: PairedDifference | null
}

export interface CardGrades {
  members: number
  diverged: number
  /** Scores of the pool: what there is to find, and what is usual (a diverged network scores 0). */
  best: number
  median: number
  budget: number
  repeats: number
  methods: readonly CardGrade[]
}

/** `results`: repeat × method, as CARD_NAMES has them; one repeat at least. */
export function cardGrades(members: readonly Member[], results: readonly (readonly Ran[])[], budget = CARD_BUDGET): CardGrades {
  const scores = members.map(member => scoreOf(member) || 0)
  const best = scores.reduce((most, score) => Math.max(most, score), 0)
  const curves = CARD_NAMES.map((_, place) => results.map(ran => ran[place].best.map(score => best - score)))
  const end = (place: number): number[] => curves[place].map(curve => curve[budget - 1])
  const between = (place: number, other: number): PairedDifference | null => other < 0 || other === place ? null : pairedDifference(end(place), end(other))
  const budgets = Array.from({ length: budget }, (_, place) => place + 1)
  return {
    members: members.length, diverged: members.filter(member => Number.isNaN(scoreOf(member))).length, best, median: median(scores), budget, repeats: results.length,
    methods: CARD_NAMES.map((name, place) => ({
      name, regret: quartilesAt(curves[place], budgets), mean: end(place).reduce((sum, value) => sum + value, 0) / results.length,
      held: median(results.map(ran => ran[place].held[budget - 1]).filter(Number.isFinite)),
      toRandom: between(place, CARD_NAMES.indexOf(ASKED.random)), toControl: between(place, CARD_NAMES.indexOf(CONTROLS[name])),
    })),
  }
}

/** Bold in the tables: chance alone gives it less than one time in twenty, by the test and by the interval. */
export const differs = ({ p, interval: [low, high] }: PairedDifference): boolean => p < 0.05 && (high < 0 || low > 0)
