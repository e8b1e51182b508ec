// Pairs of networks that predict alike and represent differently: which they are, and the most striking of them first. Pure.
import { ranks } from '../../core/statistics.ts'
import type { Alike } from '../../protocol/geometry.ts'

/** `represent`: distance of their representations; `predict`: of their predictions at the end, in nats. */
export interface AlikePair { a: number, b: number, represent: number, predict: number }

export interface AlikePairs {
  /** As drawn: both distances finite, that of predictions positive (the axis is a log scale). */
  pairs: readonly AlikePair[]
  /** Pairs that predict the very same and so have no place on a log scale. */
  equal: number
  /** Indices into `pairs`, the most striking first: near by predictions for how far they are by representations, by rank. */
  top: readonly number[]
  /** Pairs of which both count as accurate. */
  accurate: number
}

/**
 * `accurate`: whose accuracy reaches the threshold (networks that know nothing predict alike as well, and it says nothing). A pair is among the top where
 * its rank by representations exceeds its rank by predictions, both among the pairs of accurate networks.
 */
export function alikePairs({ a, b, first, second }: Alike, accurate: (id: number) => boolean, most: number): AlikePairs {
  const all = Array.from(a, (id, k): AlikePair => ({ a: id, b: b[k], represent: first[k], predict: second[k] }))
    .filter(pair => Number.isFinite(pair.represent) && Number.isFinite(pair.predict))
  const pairs = all.filter(pair => pair.predict > 0)
  const good = [...pairs.keys()].filter(k => accurate(pairs[k].a) && accurate(pairs[k].b))
  const [represent, predict] = [ranks(good.map(k => pairs[k].represent)), ranks(good.map(k => pairs[k].predict))]
  const top = good.map((k, at) => ({ k, by: represent[at] - predict[at] })).filter(({ by }) => by > 0)
    .sort((x, y) => y.by - x.by || x.k - y.k).slice(0, most).map(({ k }) => k)
  return { pairs, equal: all.length - pairs.length, top, accurate: good.length }
}
