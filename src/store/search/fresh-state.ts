// What is known of a search's best on rows that nobody was chosen by.
import type { OnRows } from '../../core/search/on-rows.ts'

/** Of one network, or of several with its settings. */
export interface FreshScore extends OnRows {
  id: number
  /** What the map's test rows say of it. */
  said: number
  /** How many networks this is the mean of, and how many besides diverged. */
  networks: number
  diverged: number
}

export interface Fresh {
  /**
   * drawn: the networks themselves, on rows drawn anew. exchanged: others of their settings, trained where the map's test rows are learned from and as many train rows
   * tested on.
   */
  kind: 'drawn' | 'exchanged'
  rows: number
  best: FreshScore
  /** The map's best before the search; null where it is the same one. */
  before: FreshScore | null
  ahead: OnRows | null
  /** drawn: those on the map that have the best one's settings and other seeds; null without any. */
  others: FreshScore | null
}

/** Of these networks: of another best, or with more others of its settings, it is another question. */
export interface FreshTest {
  best: number
  before: number | null
  others: readonly number[]
  /** Networks done, of how many. */
  done: number
  total: number
  found: Fresh | null
  fault: string | null
}
