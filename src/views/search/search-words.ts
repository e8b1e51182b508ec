// A search in words: settings of a proposal, what is foretold of it and what became of it, who votes, how predictions fared. Pure.
import type { Hyperparameters, NetworkRow } from '../../core/network.ts'
import type { OnRows } from '../../core/search/on-rows.ts'
import type { Proposal } from '../../core/search/trial.ts'
import { measureOf } from '../../store/measures.ts'
import type { SearchScore, SearchState, ShownProposal } from '../../store/search/search-state.ts'
import { spentOf } from '../../store/search/search-state.ts'
import type { FreshTest } from '../../store/search/fresh-state.ts'
import type { Luck } from '../../store/search/luck.ts'
import type { Setting, Usual } from '../../store/search/unusual.ts'
import { isUnusual } from '../../store/search/unusual.ts'
import { HYPER_KEYS, shortName } from '../panels/hyper-values.ts'
import { decimal, integer, measured, recipeName } from '../ui/format.ts'

/** From 1: what the map and the list call it. */
export const numberOf = ({ key }: Pick<ShownProposal, 'key'>): string => integer(key + 1)

export interface SettingWords { key: string, words: string, /** Unlike those who are asked. */ unusual: boolean }

/** Settings that one name tells together. */
const TOGETHER: readonly Setting[] = ['activation', 'family', 'depth', 'width']

/** 'tanh 64–64' first, then each setting that varies, in the order of the panels. */
export function settingsInWords(hyper: Hyperparameters, varying: ReadonlySet<Setting>, usual: Usual): SettingWords[] {
  const rest = (HYPER_KEYS as readonly string[]).filter((key): key is Setting => key !== 'parameters' && varying.has(key as Setting) && !TOGETHER.includes(key as Setting))
  return [
    { key: 'kind', words: recipeName(hyper), unusual: TOGETHER.some(key => isUnusual(usual, key, hyper[key])) },
    ...rest.map(key => ({ key, words: inWords(key, hyper[key]), unusual: isUnusual(usual, key, hyper[key]) })),
  ]
}

function inWords(key: Setting, value: number | string): string {
  const measure = measureOf(key)
  const said = measured(measure, value)
  if (key === 'optimiser') return said
  return key === 'learningRate' ? `lr ${said}` : typeof value === 'number' ? `${shortName(measure)} ${said}` : `${shortName(measure)}: ${said}`
}

/** .912 ± .021; without an error where none is known, and a dash before anything has been foretold. */
export const foretold = ({ predicted: { score, scoreError } }: Proposal): string =>
  Number.isFinite(scoreError) ? `${decimal(score, 3)} ± ${decimal(scoreError, 3)}` : decimal(score, 3)

/** What it came to. */
export const landedScore = ({ score }: NonNullable<ShownProposal['landed']>): string => Number.isFinite(score) ? decimal(score, 3) : 'diverged'

export const networks = (count: number): string => count === 1 ? 'one network' : `${integer(count)} networks`

export const votesOf = ({ votes, from }: Proposal): string => votes.length > 0 ? `${votes.length === 1 ? 'one vote' : `${votes.length} votes`}` : from === 'prior' ? 'drawn anew' : ''

/** All of a proposal, for those who hear the map. */
export function proposalInWords(one: ShownProposal, settings: readonly SettingWords[]): string {
  const become = one.landed ? `landed as network ${one.id}, ${landedScore(one.landed)}` : one.id === null ? 'not trained' : 'in training'
  return [`Proposal ${numberOf(one)}`, ...settings.map(({ words }) => words), `predicted ${foretold(one.proposal)}`, glimpsed(one), become].filter(Boolean).join(', ')
}

/** Whose networks vote. `onMap`: how many networks the map has. */
export function regionInWords({ region, voters }: Pick<SearchState, 'region' | 'voters'>, onMap: number): string {
  switch (region.kind) {
    case 'top': return voters.length > 0 ? `The ${networks(voters.length)} of the best neighbourhoods voted.` : `Of ${networks(onMap)} those in the best neighbourhoods vote, a fifth.`
    case 'networks': return `The ${networks(region.ids.length)} that you selected ${region.ids.length === 1 ? 'votes' : 'vote'}.`
    case 'gap': return 'The networks nearest to the place vote; proposals should land there.'
  }
}

/** Whole trainings and tenths of them: 12, 12.4. */
export const inTrainings = (spent: number): string => Math.abs(spent - Math.round(spent)) < 0.05 ? integer(spent) : decimal(spent, 1)

export const trainings = (count: number): string => count === 1 ? 'one training' : `${integer(count)} trainings`

/** How far a loop is. */
export const spentInWords = (search: SearchState): string => `${inTrainings(spentOf(search))} of ${trainings(search.settings.budget)}`

/** What was seen of it after a tenth of its training; '' where nobody looked. */
export const glimpsed = ({ look }: Pick<ShownProposal, 'look'>): string => look === null ? '' : Number.isFinite(look) ? `after a tenth ${decimal(look, 3)}` : 'diverged within a tenth'

/** What a loop, or somebody's looks, are about just now. */
export function underWayInWords({ looking, shown, phase }: Pick<SearchState, 'looking' | 'shown' | 'phase'>): string | null {
  if (looking) return `Looking at ${networks(looking.total)} after a tenth of ${looking.total === 1 ? 'its' : 'their'} training: ${integer(looking.done)} seen.`
  if (phase !== 'looping') return null
  const begun = shown.filter(({ id, landed }) => id !== null && landed === null).length
  return begun > 0 ? `Training ${networks(begun)} to ${begun === 1 ? 'its' : 'their'} end.` : 'Asking the map what to train next.'
}

/** What others of the same settings say of the best. */
export function luckInWords({ id, score, others, diverged, mean, low, high }: Luck): string {
  const them = others === 1 ? 'another with its settings and another seed' : `${integer(others)} others with its settings and other seeds`
  if (others === diverged) return `#${id} came to ${decimal(score, 3)}; ${them} diverged: it was lucky to get through.`
  const came = others - diverged === 1 ? decimal(mean, 3) : `${decimal(mean, 3)} on average (${decimal(low, 3)} to ${decimal(high, 3)})`
  const lost = diverged === 0 ? '' : `, ${diverged === 1 ? 'one' : integer(diverged)} of them diverged`
  return `#${id} came to ${decimal(score, 3)}; ${them} to ${came}${lost}. ${score > mean ? `So about ${decimal(score - mean, 3)} of the best was luck.` : 'So its settings are as good as it is.'}`
}

/** Differences below so many standard errors say nothing. */
const TOLD_APART = 2

/** What the best comes to on rows that nobody was chosen by; '' until it is known. */
export function freshInWords({ best: id, before: earlier, found }: Pick<FreshTest, 'best' | 'before' | 'found'>): string {
  if (!found) return ''
  const { kind, rows, best, before, ahead, others } = found
  const lost = (diverged: number): string => diverged === 0 ? '' : `, ${diverged === 1 ? 'one' : integer(diverged)} diverged`
  const said = `${decimal(best.score, 3)} ± ${decimal(best.error, 3)}`
  const beside = `the map’s test rows said ${decimal(best.said, 3)}.`
  const drawn = kind === 'drawn'
  const own = drawn
    ? `On ${integer(rows)} fresh rows #${id} comes to ${said}; ${beside}`
    : 'Data from a file have no fresh rows. So settings were trained with other seeds on other rows, the map’s test rows among them, and tested on '
      + `${integer(rows)} rows that had no say. Those of #${id} come to ${said} (${integer(best.networks)} seeds${lost(best.diverged)}); ${beside}`
  const rival = `${drawn ? 'The' : 'Those of the'} map’s best before, #${earlier}`
  return [
    own,
    earlier === null ? '' : before && ahead ? `${rival}: ${decimal(before.score, 3)}${lost(before.diverged)}. ${heldAgainst(ahead, drawn ? `#${id} is` : `#${id}’s are`)}`
      : `${rival}, ${drawn ? 'could not be made again' : 'diverge there'}.`,
    others ? `Its settings with ${others.networks === 1 ? 'another seed' : `${integer(others.networks)} other seeds`}: ${decimal(others.score, 3)}.` : '',
  ].filter(Boolean).join(' ')
}

const heldAgainst = ({ score, error }: OnRows, who: string): string => Math.abs(score) <= TOLD_APART * error
  ? `These rows do not tell them apart (${decimal(score, 3)} ± ${decimal(error, 3)}).`
  : `So ${who} ${score > 0 ? 'ahead' : 'behind'} by ${decimal(Math.abs(score), 3)} ± ${decimal(error, 3)}.`

/** One line of what is held against what: errors against those of saying the same of everybody, shares against what they would be if errors were stated right. */
export interface FaredLine { key: string, name: string, own: string, beside: string }

export function faredLines({ scoreError, usualError, within, placeError, usualPlaceError, insideCircle }: SearchScore): FaredLine[] {
  return [
    { key: 'score', name: 'accuracy, mean error', own: decimal(scoreError, 3), beside: `${decimal(usualError, 3)} same for all` },
    { key: 'within', name: 'within the stated error', own: decimal(within, 2), beside: '0.68 if honest' },
    ...placeError === null ? [] : [{ key: 'place', name: 'place, median distance', own: decimal(placeError, 2), beside: `${decimal(usualPlaceError ?? NaN, 2)} same for all` }],
    ...insideCircle === null ? [] : [{ key: 'circle', name: 'within the drawn circle', own: decimal(insideCircle, 2), beside: '0.67 if honest' }],
  ]
}

/** The region's networks as they were understood; before anybody voted, those who are named, or everybody. */
export function askedAmong({ region, voters }: Pick<SearchState, 'region' | 'voters'>, rows: readonly NetworkRow[]): NetworkRow[] {
  const ids = new Set(voters.length > 0 ? voters : region.kind === 'networks' ? region.ids : [])
  return ids.size > 0 ? rows.filter(({ id }) => ids.has(id)) : [...rows]
}
