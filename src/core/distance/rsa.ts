// Representational similarity: do two networks agree which probes are close and which are far, in rank if not in number?
import { condensedSize } from '../condensed.ts'
import { probeDistances } from '../diffusion/points.ts'
import type { NetworkActivations } from '../network.ts'
import type { Steps } from '../steps.ts'
import { pairSteps } from '../tiles.ts'
import { checkComparable } from './networks.ts'

/** Ranks up to here, halves included, are exact in float32. */
const EXACT_PAIRS = 2 ** 23

/**
 * 1 − Spearman's ρ between the condensed probe distances D_i and D_j, ties at their mean rank (Kriegeskorte et al., Front. Syst. Neurosci. 2, 2008), for
 * all pairs, condensed; from 0 to 2. It does not see any monotone change of a network's distances.
 *
 * With z = centred ranks / their norm, 1 − ρ = ‖z_i − z_j‖² / 2, by direct differences. Ranks are kept in float32, which holds them exactly.
 * A network for which all probes are equally far apart has no ranks and is refused by name.
 */
export function* rsaDistanceSteps(networks: readonly NetworkActivations[]): Steps<Float64Array> {
  checkComparable(networks)
  const ranked: ProbeRanks[] = []
  for (const network of networks) {
    ranked.push(probeRanks(network))
    if (condensedSize(network.rows) > 2000) yield { stage: 'ranks', share: ranked.length / networks.length }
  }
  return yield* rankDistanceSteps(ranked)
}

/** Ranks of a network's probe distances, condensed, and the norm of what they differ from their mean by. */
export interface ProbeRanks { ranks: Float32Array | Float64Array, size: number }

/** Refuses, by name, a network that holds all probes equally far apart. */
export function probeRanks(network: NetworkActivations): ProbeRanks {
  const ranks = meanRanks(probeDistances(network))
  const mean = (ranks.length + 1) / 2
  let squares = 0
  for (let k = 0; k < ranks.length; k++) squares += (ranks[k] - mean) ** 2
  if (squares === 0) throw new Error(`Network ${network.id} holds all probes equally far apart in this layer, so its rank correlation is undefined; leave it out or choose another metric.`)
  return { ranks: ranks.length < EXACT_PAIRS ? new Float32Array(ranks) : ranks, size: Math.sqrt(squares) }
}

/** The second half of it: from ranks to distances. Those among the first, where they are `known` (condensed), are copied. */
export function* rankDistanceSteps(ranked: readonly ProbeRanks[], known?: Float64Array): Steps<Float64Array> {
  const length = ranked[0]?.ranks.length ?? 0
  const mean = (length + 1) / 2
  const write = (i: number, target: Float64Array, start: number): void => {
    const { ranks, size } = ranked[i]
    for (let k = 0; k < length; k++) target[start + k] = (ranks[k] - mean) / size
  }
  return yield* pairSteps({ count: ranked.length, length, write }, { stage: 'distances', finish: square => square / 2, ...known && { known } })
}

/** Ranks from 1; equal values share the mean of theirs. By sorting the numbers alone, which is several times faster than sorting places. */
export function meanRanks(values: Float64Array): Float64Array {
  const sorted = values.slice().sort()
  /** First place of each run of equal values, and the rank that they share. */
  const starts = new Float64Array(sorted.length)
  const shared = new Float64Array(sorted.length)
  let runs = 0
  for (let start = 0; start < sorted.length;) {
    let end = start + 1
    while (end < sorted.length && sorted[end] === sorted[start]) end++
    starts[runs] = sorted[start]
    shared[runs++] = (start + end + 1) / 2
    start = end
  }
  return values.map(value => shared[placeOf(value, starts, runs)])
}

/** Where a value stands among ascending ones, by halving. */
function placeOf(value: number, ascending: Float64Array, count: number): number {
  let low = 0
  let high = count - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}
