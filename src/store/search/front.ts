// Accuracy against what it costs: the networks of the map that no cheaper one matches, and how far those that a search has added have raised them.
import type { DatasetSettings } from '../../core/data/dataset.ts'
import { knownSize } from '../../core/data/size.ts'
import type { NetworkRow } from '../../core/network.ts'
import type { Aim } from '../../core/search/aim.ts'
import { costFor } from '../../core/search/cost.ts'
import type { Weighed } from '../../core/search/pareto.ts'
import { meanRises, paretoFront } from '../../core/search/pareto.ts'
import { inOrder } from './fared.ts'
import type { ShownProposal } from './search-state.ts'

/** What accuracy is held against. */
export type FrontCost = Exclude<Aim, 'score'>

/**
 * Networks whose cost and accuracy are known. Nobody knows the size of one that was trained elsewhere and brought without its layers, nor the training of one without
 * its settings or on a data set that is not ours.
 */
export function weighed(networks: readonly NetworkRow[], cost: FrontCost, dataset: DatasetSettings | null): Weighed[] {
  const workOf = cost === 'training' && dataset ? costFor(cost, knownSize(dataset)) : null
  return networks.flatMap(({ id, hyper, outcome: { parameters, testAccuracy } }) => {
    const own = cost === 'parameters' ? parameters : hyper && workOf ? workOf(hyper) : NaN
    return own > 0 && Number.isFinite(testAccuracy) ? [{ id, score: testAccuracy, cost: own }] : []
  })
}

/** What a search has done for the front: how many that it trained stand there, and how much higher it stood after each that landed, in their order. */
export interface FrontGain { landed: number, onFront: number, rises: readonly { spent: number, rise: number, id: number, one: Weighed | null }[] }

/** Null before anybody landed, and where nobody was there before whom one could be held against. Of one that diverged nothing rises. */
export function frontGain(shown: readonly ShownProposal[], all: readonly Weighed[]): FrontGain | null {
  const landed = inOrder(shown)
  const proposed = new Map(landed.map(({ id }) => [id!, null as Weighed | null]))
  for (const one of all) if (proposed.has(one.id)) proposed.set(one.id, one)
  const before = all.filter(({ id }) => !proposed.has(id))
  if (landed.length === 0 || before.length === 0) return null
  const rises = meanRises(before, landed.map(({ id }) => proposed.get(id!) ?? { id: id!, score: NaN, cost: NaN }))
  return {
    landed: landed.length, onFront: paretoFront(all).filter(({ id }) => proposed.has(id)).length,
    rises: landed.map(({ id, spent }, place) => ({ spent: spent ?? place + 1, rise: rises[place], id: id!, one: proposed.get(id!) ?? null })),
  }
}
