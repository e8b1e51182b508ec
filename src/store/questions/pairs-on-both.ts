// Pairs of networks as both geometry sessions measure them, or as the map and their predictions do.
import { condensedIndex } from '../../core/condensed.ts'
import { below, mulberry32 } from '../../core/random.ts'
import type { Alike } from '../../protocol/geometry.ts'
import type { Session } from '../session.ts'

/** Pairs looked at on two maps; by predictions all of them, for as many networks as one can wait for, so that no sample hides the most striking. */
const MOST = 2000
const MOST_BY_PREDICTIONS = 200_000

interface Side { ids: ArrayLike<number>, condensed: Float64Array }

export async function pairsOnBoth({ services, holdings }: Session, ids: readonly number[] | null): Promise<Alike> {
  await holdings.session()
  return pairsOf(...await Promise.all([services.geometry.distances(), services.beside.distances()]), ids, MOST)
}

/** By the map's distance, and by the predictions at the end of training. */
export async function pairsByPredictions({ services, holdings }: Session, ids: readonly number[] | null): Promise<Alike> {
  return pairsOf(...await Promise.all([holdings.distances(), services.trajectories.ends()]), ids, MOST_BY_PREDICTIONS)
}

function pairsOf(one: Side, other: Side, ids: readonly number[] | null, most: number): Alike {
  const [atOne, atOther] = [one, other].map(side => new Map(Array.from(side.ids, (id, k) => [id, k])))
  const known = (ids ?? Array.from(one.ids)).filter(id => atOne.has(id) && atOther.has(id)).sort((a, b) => a - b)
  const pairs = somePairs(known.length, most)
  const [a, b] = [pairs.map(([i]) => known[i]), pairs.map(([, j]) => known[j])]
  const between = (side: Side, at: Map<number, number>): Float64Array =>
    Float64Array.from(a, (id, k) => side.condensed[condensedIndex(at.get(id)!, at.get(b[k])!, side.ids.length)])
  return { a: Int32Array.from(a), b: Int32Array.from(b), first: between(one, atOne), second: between(other, atOther), all: known.length * (known.length - 1) / 2 }
}

/** All pairs i < j of n, or so many different ones, always the same. */
export function somePairs(n: number, most: number): [number, number][] {
  const all = n * (n - 1) / 2
  if (all <= most) return Array.from({ length: n }, (_, i) => Array.from({ length: n - i - 1 }, (_, k): [number, number] => [i, i + 1 + k])).flat()
  const random = mulberry32(n)
  const chosen = new Map<number, [number, number]>()
  while (chosen.size < most) {
    const [i, j] = [below(n, random), below(n, random)]
    if (i !== j) chosen.set(Math.min(i, j) * n + Math.max(i, j), [Math.min(i, j), Math.max(i, j)])
  }
  return [...chosen].sort(([x], [y]) => x - y).map(([, pair]) => pair)
}
