// How two groups lie to each other: distances within each, and across.
import { cliffsDelta } from '../../src/core/effect.ts'
import { median } from '../../src/core/statistics.ts'
import type { Between } from '../../src/protocol/geometry.ts'

/** `distance` of two ids; the groups share none. O(n² log n) in their size together. */
export function betweenGroups(a: readonly number[], b: readonly number[], distance: (one: number, other: number) => number): Between {
  const [ofA, ofB] = [a, b].map(group => group.flatMap((one, k) => group.slice(k + 1).map(other => distance(one, other))))
  const across = a.map(one => b.map(other => distance(one, other)))
  const all = across.flat()
  let nearest: Between['nearest'] = null
  across.forEach((row, i) => row.forEach((found, j) => { if (!nearest || found < nearest.distance) nearest = { a: a[i], b: b[j], distance: found } }))
  const { delta } = cliffsDelta(all, [...ofA, ...ofB])
  return { withinA: median(ofA), withinB: median(ofB), across: median(all), apart: (delta + 1) / 2, nearest, medoids: { a: medoid(a, distance), b: medoid(b, distance) } }
}

/** The one nearest to all the others together; the first of equals. */
function medoid(group: readonly number[], distance: (one: number, other: number) => number): number | null {
  const sums = group.map(one => group.reduce((sum, other) => sum + (other === one ? 0 : distance(one, other)), 0))
  return group.length > 0 ? group[sums.indexOf(Math.min(...sums))] : null
}
