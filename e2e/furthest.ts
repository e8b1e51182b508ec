// How far apart two engines' numbers lie, for the pages that hold one engine against another.

export type Numbers = Float32Array | null | undefined

/** The largest absolute difference over all pairs; Infinity where one has what the other has not, or a difference is no number. */
export function furthest(pairs: readonly (readonly [Numbers, Numbers])[]): number {
  let most = 0
  for (const [one, other] of pairs) {
    if (one?.length !== other?.length) return Infinity
    for (let place = 0; place < (one?.length ?? 0); place++) {
      const apart = Math.abs(one![place] - other![place])
      if (Number.isNaN(apart)) return Infinity
      most = Math.max(most, apart)
    }
  }
  return most
}
