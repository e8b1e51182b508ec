// What the notebook knows of a search: which region is asked, what it proposes, what became of proposals that were trained, and how far the budget is spent.
import type { Region } from '../../core/search/region.ts'
import type { Proposal } from '../../core/search/trial.ts'

/** What a proposal is trained for: accuracy alone, or accuracy at a cost that many parameters make. */
export const SEARCH_AIMS = ['accuracy', 'cost'] as const

export interface SearchSettings {
  /** Proposals a batch. */
  count: number
  /** Networks that a loop trains in all. */
  budget: number
  /** Draws every batch, together with its number. */
  seed: number
  aim: (typeof SEARCH_AIMS)[number]
}

/** A proposal that is shown: an open circle until it is trained, then a line from where it was expected to where it landed. */
export interface ShownProposal {
  /** Unique in the session. */
  key: number
  /** Of which batch, from 0. */
  batch: number
  proposal: Proposal
  /** The network that it became, or is becoming; null until it is trained. */
  id: number | null
  /** Where it lies since, potential units, and its test accuracy; NaN where it diverged, and then it has no place. */
  landed: { place: readonly number[] | null, score: number } | null
}

/** How predictions fared, over those that landed: in accuracy and in place, each beside what saying the same of everybody would have come to. */
export interface SearchScore {
  landed: number
  /** Mean of |predicted − landed| accuracy; and of |mean accuracy of the map − landed|. */
  scoreError: number
  meanError: number
  /** Share of landed accuracies within one standard deviation of what was said; about 0.68 where the errors are honest. */
  withinError: number
  /** Median distance from the predicted place, potential units, and the median from a random network of the map. */
  placeError: number | null
  randomPlaceError: number | null
}

export interface SearchState {
  /** Whose networks vote. */
  region: Region
  settings: SearchSettings
  /** idle; proposing: a worker thinks; training: proposals are being trained once; looping: batch after batch; paused: the loop waits, and goes on from here. */
  phase: 'idle' | 'proposing' | 'training' | 'looping' | 'paused'
  /** Of the map with this series alone. */
  series: number
  /** All batches, the latest last. */
  shown: readonly ShownProposal[]
  /** How many batches were proposed: the seed of the next one is drawn from it. */
  batches: number
  /** Networks trained of the budget. */
  spent: number
  /** Accuracy of the best network of the map when the search began, and after each network that landed. */
  best: readonly { spent: number, score: number, id: number }[]
  /** Null until something landed. */
  scored: SearchScore | null
  /** Proposals that are pointed at in the panel or on the map: their keys. */
  pointed: number | null
  fault: string | null
  /** What one should know: too few networks voted, categories that never occur there, … */
  notes: readonly string[]
}

export const FIRST_SEARCH: SearchState = {
  region: { kind: 'top' }, settings: { count: 8, budget: 40, seed: 1, aim: 'accuracy' }, phase: 'idle', series: -1, shown: [], batches: 0, spent: 0, best: [], scored: null,
  pointed: null, fault: null, notes: [],
}

export interface SearchRoom {
  /** Other networks vote from the next batch on; proposals that were not trained go. Also while a loop runs. */
  setRegion(region: Region): void
  setSettings(change: Partial<SearchSettings>): void
  /** Another batch, shown and not trained. */
  propose(): Promise<void>
  /** Trains what is shown and was not trained (or only those with these keys); they land; predicted is held against landed. */
  train(keys?: readonly number[]): Promise<void>
  /** Batch after batch, the map updated between them, until the budget is spent or somebody pauses. Goes on where it was paused. */
  loop(): Promise<void>
  /** After the network under way; what has landed stays. */
  pause(): void
  /** Puts the search away; the networks stay. */
  clear(): void
  /** A proposal as a recipe document that `netfold train` reads, and as the address of a page that shows it. */
  recipeOf(key: number): string
  point(key: number | null): void
}
