// Persistent homology by its definition: every simplex listed, the boundary matrix reduced column by column. Slow; what `rips.ts` is tested against.
import { condensedIndex } from '../condensed.ts'

export interface Simplex { vertices: number[], value: number }

/** All simplices on up to `size` of n vertices that appear by `threshold`, in an order in which faces come before what they bound. */
export function ripsSimplices(distances: Float64Array, n: number, size: number, threshold: number): Simplex[] {
  const all: Simplex[] = []
  const extend = (vertices: number[], value: number): void => {
    if (vertices.length > 0) all.push({ vertices, value })
    if (vertices.length === size) return
    for (let next = (vertices.at(-1) ?? -1) + 1; next < n; next++) {
      const reach = vertices.reduce((most, vertex) => Math.max(most, Math.fround(distances[condensedIndex(vertex, next, n)])), value)
      if (reach <= threshold) extend([...vertices, next], reach)
    }
  }
  extend([], 0)
  return all.sort((a, b) => a.value - b.value || a.vertices.length - b.vertices.length)
}

/** [birth, death] of every bar of positive length, by dimension up to `maxDimension`; Edelsbrunner, Letscher & Zomorodian 2002. */
export function plainBars(distances: Float64Array, n: number, maxDimension: number, threshold: number): [number, number][][] {
  const simplices = ripsSimplices(distances, n, maxDimension + 2, threshold)
  const places = new Map(simplices.map(({ vertices }, place) => [vertices.join(), place]))
  const bars = Array.from({ length: maxDimension + 1 }, (): [number, number][] => [])
  const owner = new Map<number, Set<number>>()
  const born = new Set<number>()
  simplices.forEach(({ vertices, value }, place) => {
    const column = new Set(vertices.length === 1 ? [] : vertices.map((_, left) => places.get(vertices.toSpliced(left, 1).join())!))
    for (;;) {
      const last = Math.max(...column)
      if (column.size === 0) {
        born.add(place)
        return
      }
      const other = owner.get(last)
      if (other === undefined) {
        owner.set(last, column)
        born.delete(last)
        const { vertices: started, value: birth } = simplices[last]
        if (value > birth) bars[started.length - 1].push([birth, value])
        return
      }
      for (const face of other) if (!column.delete(face)) column.add(face)
    }
  })
  for (const place of born) {
    const { vertices, value } = simplices[place]
    if (vertices.length <= maxDimension + 1) bars[vertices.length - 1].push([value, Infinity])
  }
  return bars
}
