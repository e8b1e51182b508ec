// The tree of runs as a picture has it: where each branch lies among the leaves, how high, which runs are in it, and which branch a place means. Pure.
import type { Places } from '../../core/clusters/forest.ts'
import { leavesOf, placesOf } from '../../core/clusters/forest.ts'
import { childrenOf, heightOf } from '../../core/clusters/dendrogram.ts'
import type { BetweenRuns } from '../../protocol/trajectories.ts'

export interface Branch {
  /** Leaves are 0 … R−1, in the order of the runs; unions follow. */
  node: number
  height: number
  /** Of its stem, and of its two children's: places among the leaves from left to right, with their heights. */
  at: number
  children: readonly [{ at: number, height: number }, { at: number, height: number }]
}

export interface RunTree {
  /** Unions only, the lowest first. */
  branches: readonly Branch[]
  /** Height of the whole tree. */
  top: number
  places: Places
  /** Runs' ids from left to right, of one branch. */
  idsOf(node: number): number[]
  /** The largest branch over a place among the leaves that is no higher than `height`; a leaf where none is. */
  nodeAt(place: number, height: number): number
  heightOf(node: number): number
}

/** Null of fewer than two runs. */
export function treeOf({ ids, merges, order }: Pick<BetweenRuns, 'ids' | 'merges' | 'order'>): RunTree | null {
  const n = ids.length
  if (n < 2 || merges.length !== 4 * (n - 1)) return null
  const linkage = { n, merges }
  const places = placesOf(linkage, order)
  const branches = Array.from({ length: n - 1 }, (_, row): Branch => {
    const [a, b] = childrenOf(linkage, n + row).map(child => ({ at: places.stem[child], height: heightOf(linkage, child) }))
    return { node: n + row, height: heightOf(linkage, n + row), at: places.stem[n + row], children: [a, b] }
  })
  return {
    branches, places,
    top: heightOf(linkage, 2 * n - 2),
    heightOf: node => heightOf(linkage, node),
    idsOf: node => Array.from(leavesOf(places, order, node), leaf => ids[leaf]),
    nodeAt(place, height) {
      let node = order[Math.min(n - 1, Math.max(0, Math.round(place)))]
      for (let parent = places.parent[node]; parent >= 0 && heightOf(linkage, parent) <= height; parent = places.parent[node]) node = parent
      return node
    },
  }
}
