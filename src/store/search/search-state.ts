// What the notebook knows of a search: which region is asked, what it proposes, what became of proposals that were trained, and how far the budget is spent.
import type { Aim } from '../../core/search/aim.ts'
import { RUNGS, rungEpochs } from '../../core/search/pool.ts'
import type { Region } from '../../core/search/region.ts'
import type { Proposal } from '../../core/search/trial.ts'
import type { FreshTest } from './fresh-state.ts'

export interface SearchSettings {
  /** Proposals a batch. */
  count: number
  /** What a loop may spend, in whole trainings. */
  budget: number
  /** Draws every proposal, together with its number. */
  seed: number
  /** What makes a proposal the better one. */
  aim: Aim
  /** Early looks of a loop: for each network trained to its end so many are trained for a tenth, and of all that stand there the best goes on. 1: no looks. */
  looks: number
}

export const MOST_PROPOSALS = 64
export const MOST_BUDGET = 1000
export const MOST_LOOKS = 10

/** Looks for each network that is trained to its end, where anybody looks: the way that was graded. */
export const USUAL_LOOKS = 5

/** What a look costs, in whole trainings, before one knows at whom: epochs are whole, so each costs a little less or more (`lookCost`). */
export const LOOK = RUNGS[0]

/** A proposal that is shown: an open circle until it is trained, then a line from where it was expected to where it landed. */
export interface ShownProposal {
  /** Its number among all that were proposed with this seed, from 0. */
  key: number
  /** Its predicted place moves with the networks about it when the map is laid out anew. NaN where the prediction is still to be made (a link was opened). */
  proposal: Proposal
  /** What saying the same of everybody comes to: the mean score of the map, and the median distance from the predicted place to its networks. */
  usual: { score: number, place: number | null }
  /** Test accuracy after a tenth of its training (NaN: it diverged by then); null where nobody has looked. */
  look: number | null
  /** The id that is kept for it from the beginning. Its seeds follow from the id: under this one it is the same network for whoever looks at it or trains it, in any order. */
  reserved?: number
  /** The network that it became, or is becoming; null until it is trained. */
  id: number | null
  /** Its test accuracy (NaN: it diverged), where it lies, and how far that was from the predicted place on the map as it was foretold; null without a place. */
  landed: { score: number, place: readonly number[] | null, missed: number | null } | null
  /** What the search had spent when it landed, in whole trainings. */
  spent?: number
}

/** How predictions fared, over those that landed: in accuracy and in place, each beside what saying the same of everybody would have come to. */
export interface SearchScore {
  landed: number
  diverged: number
  /** Mean of |predicted − landed| accuracy, and of |mean accuracy of the map − landed|. */
  scoreError: number
  usualError: number
  /** Share of landed accuracies within one standard deviation of what was said; about 0.68 where the errors are honest. */
  within: number
  /** Median distance from the predicted place, potential units, and the median distance of the map's other networks from it. */
  placeError: number | null
  usualPlaceError: number | null
  /** Share that landed within the radius that was drawn; about 0.67 where it is honest. */
  insideCircle: number | null
}

export interface SearchState {
  /** Of the map with this series alone. */
  series: number
  /** Whose networks vote. */
  region: Region
  settings: SearchSettings
  /** idle; proposing: a worker thinks; training: proposals are being trained once; looping: batch after batch; paused: the loop waits, and goes on from here. */
  phase: 'idle' | 'proposing' | 'training' | 'looping' | 'paused'
  /** In the order of their keys. */
  shown: readonly ShownProposal[]
  /** How many were proposed with this seed: the key of the next. */
  made: number
  /** What looks have cost whose proposals have been put away, in whole trainings: they have been paid for all the same. */
  sunk: number
  /** Networks that looks have been made for and that have not gone on to their end yet: a look is its share of one. */
  due: number
  /** How far the early looks under way are; null where nobody looks. */
  looking: { done: number, total: number } | null
  /** Ids of the region as it was understood for the latest batch. */
  voters: readonly number[]
  /** Accuracy of the best network of the map when the first proposal was trained (spent 0), and after each that landed since. */
  best: readonly { spent: number, score: number, id: number }[]
  /** How the best does on rows that nobody was chosen by; absent or null until somebody asks. */
  fresh?: FreshTest | null
  /** The proposal that is pointed at in the panel or on the map. */
  pointed: number | null
  fault: string | null
  /** What one should know, in sentences. */
  notes: readonly string[]
}

/** What a visitor has asked of a search, for undo and redo to move through. */
export interface Searched extends Pick<SearchState, 'series' | 'region' | 'settings'> {
  /** How often other proposals have been asked for. */
  anew: number
  /** Before anybody had chosen anything. */
  first: Pick<SearchState, 'region' | 'settings'>
}

export const FIRST_SETTINGS: SearchSettings = { count: 8, budget: 40, seed: 1, aim: 'score', looks: USUAL_LOOKS }

export const newSearch = (series: number): SearchState => ({
  series, region: { kind: 'top' }, settings: FIRST_SETTINGS, phase: 'idle', shown: [], made: 0, sunk: 0, due: 0, looking: null, voters: [], best: [], pointed: null, fault: null, notes: [],
})

export interface SearchRoom {
  /** Other networks vote from the next batch on; proposals that were not trained go. Also while a loop runs. */
  setRegion(region: Region): void
  /** Another seed begins anew: proposals that were not trained go. Under another aim those go that nobody has looked at: they were proposed for something else. */
  setSettings(change: Partial<SearchSettings>): void
  /** Another batch, shown and not trained. */
  propose(): Promise<void>
  /** Trains what is shown and was not trained (or only those with these keys); they land; predicted is held against landed. */
  train(keys?: readonly number[]): Promise<void>
  /** Trains what is open, and has not been looked at, for a tenth, beside the map. */
  look(): Promise<void>
  /** The settings of the best network so far, with other seeds: they land on the map, and are no part of the search. */
  again(): Promise<void>
  /** Tests the best of a loop on fresh rows, beside whatever else is under way; no part of the budget. */
  testFresh(): Promise<void>
  stopFresh(): void
  /** Batch after batch, the map updated between them, until the budget is spent or somebody pauses. Goes on where it was paused. */
  loop(): Promise<void>
  /** A loop of an earlier visit goes on, once what that had begun is trained. */
  goOn(): Promise<void>
  /** After the batch under way. What has landed stays. */
  pause(): void
  /** Ends what is under way at once. What has landed stays. */
  stop(): void
  /** Puts the search away; the networks stay. */
  clear(): void
  point(key: number | null): void
  /** A proposal as a document that `netfold train` reads. */
  documentOf(key: number): string
}

/** Not trained, and not being trained. */
export const openOf = ({ shown }: SearchState): ShownProposal[] => shown.filter(({ id }) => id === null)

/** What a look at it costs, in whole trainings: the epochs of its first tenth, of all that it has. */
export const lookCost = ({ proposal: { hyper: { epochs } } }: ShownProposal): number => rungEpochs(epochs)[0] / epochs

/** What is left to pay for its end. */
export const endCost = (one: ShownProposal): number => one.look === null ? 1 : 1 - lookCost(one)

/** What of the budget is spent, in whole trainings: who landed is one, and a look at one that did not go on is its own part of one. */
export const spentOf = ({ shown, sunk }: Pick<SearchState, 'shown' | 'sunk'>): number =>
  shown.reduce((sum, one) => sum + (one.landed !== null ? 1 : one.look !== null ? lookCost(one) : 0), sunk)
