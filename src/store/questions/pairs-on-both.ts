// Pairs of networks as both geometry sessions measure them.
import { condensedIndex } from '../../core/condensed.ts'
import { below, mulberry32 } from '../../core/random.ts'
import type { Alike } from '../../protocol/geometry.ts'
import type { Session } from '../session.ts'

/** Pairs looked at. */
const MOST = 2000

export async function pairsOnBoth({ services, holdings }: Session, ids: readonly number[] | null): Promise<Alike> {
  await holdings.session()
  const [one, other] = await Promise.all([services.geometry.distances(), services.beside.distances()])
  const [atOne, atOther] = [one, other].map(side => new Map(side.ids.map((id, k) => [id, k])))
  const known = (ids ?? one.ids).filter(id => atOne.has(id) && atOther.has(id)).sort((a, b) => a - b)
  const pairs = somePairs(known.length, MOST)
  const [a, b] = [pairs.map(([i]) => known[i]), pairs.map(([, j]) => known[j])]
  const between = (side: typeof one, at: Map<number, number>): Float64Array =>
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
