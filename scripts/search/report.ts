// What the grading says: tables for the method page and for the terminal.
import type { PairedDifference, Quartiles } from '../../src/core/search/grade.ts'
import { pairedDifference, quartilesAt } from '../../src/core/search/grade.ts'
import { median } from '../../src/core/statistics.ts'
import type { Pair } from './controls.ts'
import { PAIRS } from './controls.ts'
import type { Foretelling } from './foretelling.ts'
import { ASKED, DRAWS, KNOWN } from './foretelling.ts'
import type { Method } from '../../src/core/search/methods.ts'
import { FEW } from '../../src/core/search/methods.ts'
import type { TimedRan } from './repeats.ts'
import { BUDGET, METHODS } from './repeats.ts'

/** Budgets at which regret is written down. */
export const BUDGETS = [20, 40, BUDGET]

/** One method on one task. */
export interface Graded {
  method: Method
  regret: Quartiles[]
  /** Of the mean regret over all budgets above FEW, and of the regret at the end: this method − random, and − its TPE. Null against itself. */
  toRandom: Differences | null
  toTpe: Differences | null
  /** Median accuracy, on rows that no search saw, of the network with the best score. */
  held: number
  seconds: number
}
export interface Differences { along: PairedDifference, end: PairedDifference }

/** What a question of controls.ts is answered with on one task. */
export interface Compared extends Pair, Differences {}

/** Everything about a task. */
export interface TaskReport {
  title: string
  members: number
  best: number
  median: number
  repeats: number
  graded: Graded[]
  compared: readonly Compared[]
  foretelling: readonly Foretelling[]
}

const RANDOM = 0
/** The estimator that has drawn as many at random; that which begins earlier for who draws none. */
const tpeFor = ({ opening }: Method): number => METHODS.findIndex(({ name }) => name === `tpe, after ${opening === BUDGET / 2 ? opening : FEW}`)

const FROM = FEW
const along = ({ best }: TimedRan, attainable: number): number => best.subarray(FROM).reduce((sum, score) => sum + attainable - score, 0) / (BUDGET - FROM)
const atEnd = ({ best }: TimedRan, attainable: number): number => attainable - best[BUDGET - 1]

/** repeat × method. */
type Results = readonly (readonly TimedRan[])[]

const differences = (results: Results, attainable: number, a: number, b: number): Differences => ({
  along: pairedDifference(results.map(ran => along(ran[a], attainable)), results.map(ran => along(ran[b], attainable))),
  end: pairedDifference(results.map(ran => atEnd(ran[a], attainable)), results.map(ran => atEnd(ran[b], attainable))),
})

export function compare(results: Results, attainable: number): Compared[] {
  const placeOf = (name: string): number => {
    const place = METHODS.findIndex(method => method.name === name)
    if (place < 0) throw new Error(`There is no way of searching called "${name}" to be compared.`)
    return place
  }
  return PAIRS.map(pair => ({ ...pair, ...differences(results, attainable, placeOf(pair.method), placeOf(pair.other)) }))
}

export function grade(results: Results, attainable: number): Graded[] {
  const between = (a: number, b: number): Differences | null => a === b ? null : differences(results, attainable, a, b)
  return METHODS.map((method, place) => ({
    method,
    regret: quartilesAt(results.map(ran => ran[place].best.map(score => attainable - score)), BUDGETS),
    toRandom: between(place, RANDOM), toTpe: between(place, tpeFor(method)),
    held: median(results.map(ran => ran[place].held[BUDGET - 1])),
    seconds: median(results.map(ran => ran[place].seconds)),
  }))
}

/** Points of accuracy (hundredths), so that no row is full of noughts. */
const points = (share: number, digits = 2): string => (100 * share).toFixed(digits).replace('-', '−')
const signed = (share: number): string => {
  const text = points(share)
  return Number(text.replace('−', '-')) === 0 ? text.replace('−', '') : (share > 0 ? '+' : '') + text
}
const chance = (p: number): string => p < 0.001 ? '< .001' : p.toFixed(3).replace(/^0/, '')

function difference(found: Differences | null, which: keyof Differences): string {
  if (!found) return ''
  const { mean, interval: [low, high], p } = found[which]
  const text = `${signed(mean)} (${signed(low)} to ${signed(high)}), ${chance(p)}`
  return p < 0.05 && (high < 0 || low > 0) ? `**${text}**` : text
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')

/** The section of the method page, without its heading. */
export function sectionOf(reports: readonly TaskReport[]): string {
  const parts = reports.map(({ title, members, best, median: middle, repeats, graded }) => [
    `### ${title}`,
    `${members.toLocaleString('en-US')} networks; the best has ${points(best, 1)} % of the validation rows right, the median ${points(middle, 1)} %. ${repeats} repeats.`,
    tableOf(
      ['method', ...BUDGETS.map(budget => `regret after ${budget}`), 'held back', '− random, along', '− random, at the end', '− TPE, along', '− TPE, at the end'],
      graded.map(({ method, regret, held, toRandom, toTpe }) => [
        method.name, ...regret.map(({ lower, median, upper }) => `${points(median)} (${points(lower)} to ${points(upper)})`), points(held, 1),
        difference(toRandom, 'along'), difference(toRandom, 'end'), difference(toTpe, 'along'), difference(toTpe, 'end'),
      ]),
    ),
  ].join('\n\n'))
  return [...parts, answered(reports), foretold(reports)].join('\n\n')
}

function answered(reports: readonly TaskReport[]): string {
  const figures = 2 * reports.length * PAIRS.length
  return [
    '### What the map adds',
    `Paired differences of regret between two ways that differ in one respect, as above: below 0 the first has less. Of these ${figures} figures chance alone would make some ${Math.round(figures / 20)} bold.`,
    tableOf(
      ['what is asked', 'first − second', ...reports.flatMap(({ title }) => [`${title}: along`, 'at the end'])],
      reports[0].compared.map(({ question, method, other }, place) =>
        [question, `${method} − ${other}`, ...reports.flatMap(({ compared }) => [difference(compared[place], 'along'), difference(compared[place], 'end')])]),
    ),
  ].join('\n\n')
}

function foretold(reports: readonly TaskReport[]): string {
  const number = (value: number): string => value.toFixed(2).replace(/^(-?)0/, '$1').replace('-', '−')
  return [
    '### What a tenth of a training says of its end',
    `${KNOWN} networks of a pool known to their end, ${ASKED} others foretold: Spearman's correlation with their final score, and the same within the truly best fifth; medians of ${DRAWS} draws.`,
    tableOf(
      ['foretold from', ...reports.map(({ title }) => title)],
      reports[0].foretelling.map(({ from }, place) => [from, ...reports.map(({ foretelling }) => `${number(foretelling[place].all)}, ${number(foretelling[place].best)}`)]),
    ),
  ].join('\n\n')
}

/** The heading under which the page has the tables; all up to the next heading of its rank is the bench's, everything else is ours to write. */
export const HEADING = '## Tables'

export function withSection(page: string, section: string): string {
  const from = page.indexOf(`\n${HEADING}\n`)
  if (from < 0) throw new Error(`docs/methods/search.md has no heading "${HEADING}", under which the tables belong.`)
  const begin = from + HEADING.length + 2
  const next = page.indexOf('\n## ', begin)
  return `${page.slice(0, begin)}\n${section}\n${next < 0 ? '' : page.slice(next)}`
}
