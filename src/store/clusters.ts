// The tree of a map's networks with what is known of each of its clusters: who is in it, what they have more often than everyone, and who lies in
// the middle. Everything is reckoned once a cluster, so that a cut that is dragged costs the two clusters that are new.
import { clustersAt, leavesOf, placesOf } from '../core/clusters/forest.ts'
import type { Places } from '../core/clusters/forest.ts'
import type { Linkage } from '../core/clusters/linkage.ts'
import { levelOfFamilies } from '../core/discoveries.ts'
import type { Column, Enrichment, EnrichmentReport } from '../core/enrichment.ts'
import { enrichments } from '../core/enrichment.ts'
import type { Together } from '../core/enrichment-together.ts'
import { together } from '../core/enrichment-together.ts'
import type { Hierarchy } from '../protocol/geometry.ts'
import type { CategoryMeasure } from './measures.ts'

export const FEWEST_CLUSTERS = 2
export const MOST_CLUSTERS = 12

/** What sets a cluster apart: one condition, or two that hold together; with how often they do. */
export interface ClusterName extends Together { conditions: readonly Enrichment[] }

export interface Cluster {
  /** Its place in the tree. */
  node: number
  /** From 1, from left to right in the tree. */
  number: number
  /** Place among the colours of clusters; a cluster keeps it when the cut moves. */
  hue: number
  ids: readonly number[]
  /** Everything it has more often, the least likely first; corrected for the conditions and for the clusters tried (see `levelOf`). */
  found: readonly Enrichment[]
  /** Null: nothing stands out. */
  name: ClusterName | null
  /** The network from which the others lie least far on the map. */
  middle: number
}

interface Known { ids: readonly number[], report: EnrichmentReport, middle: number }

/** Share of the names of a cut that may be chance's. */
const LEVEL = 0.05

export class ClusterTree {
  readonly linkage: Linkage
  readonly order: Int32Array
  readonly places: Places
  private readonly known = new Map<number, Known>()
  private readonly cuts = new Map<number, readonly Cluster[]>()
  private readonly measures = new Map<number, CategoryMeasure>()
  private readonly levels = new Map<number, number>()

  /** Row k of the columns and of the positions (N × 2) is network hierarchy.ids[k]. */
  constructor(readonly hierarchy: Hierarchy, private readonly columns: readonly Column[], private readonly positions: Float64Array) {
    this.linkage = { n: hierarchy.ids.length, merges: hierarchy.merges }
    this.order = hierarchy.order
    this.places = placesOf(this.linkage, hierarchy.order)
  }

  get count(): number { return this.linkage.n }

  /** Numbers of clusters that one may cut into. */
  get most(): number { return Math.min(MOST_CLUSTERS, this.count) }

  idsOf(node: number): readonly number[] { return this.about(node).ids }

  heightOf(node: number): number { return node < this.count ? 0 : this.linkage.merges[4 * (node - this.count) + 2] }

  /** Heights between which a line cuts into so many: below the first merge that is undone, above the last one that is not. */
  between(clusters: number): [low: number, high: number] {
    const undone = 2 * this.count - clusters
    return [this.heightOf(undone - 1), undone > 2 * this.count - 2 ? this.heightOf(2 * this.count - 2) : this.heightOf(undone)]
  }

  /** How many clusters a line at this height leaves. */
  countAt(height: number): number {
    let clusters = 1
    while (clusters < this.count && this.heightOf(2 * this.count - 1 - clusters) > height) clusters++
    return clusters
  }

  /** The largest cluster over a place among the leaves that is no higher than `height`. */
  nodeAt(place: number, height: number): number {
    let node = this.order[Math.min(this.count - 1, Math.max(0, Math.round(place)))]
    for (let parent = this.places.parent[node]; parent >= 0 && this.heightOf(parent) <= height; parent = this.places.parent[node]) node = parent
    return node
  }

  /** From left to right. */
  cut(clusters: number): readonly Cluster[] {
    const count = Math.min(this.most, Math.max(1, clusters))
    const standing = this.cuts.get(count)
    if (standing) return standing
    const made = clustersAt(this.linkage, count)
      .map((node, hue) => ({ ...this.described(node, count), hue, number: 0 }))
      .sort((a, b) => this.places.first[a.node] - this.places.first[b.node])
      .map((cluster, k) => ({ ...cluster, number: k + 1 }))
    this.cuts.set(count, made)
    return made
  }

  /** One branch of the tree, as strictly judged as the clusters of a cut. */
  described(node: number, clusters: number): Omit<Cluster, 'number' | 'hue'> {
    const { ids, report, middle } = this.about(node)
    const level = this.levelOf(clusters)
    const found = report.found.filter(one => one.p * report.tried <= level)
    return { node, ids, middle, found, name: this.named(node, found) }
  }

  /**
   * What p times the conditions tried (Bonferroni within a cluster) must not exceed, so that at most 5 % of the named clusters are named by chance, on
   * average (Benjamini & Hochberg between the clusters of a cut: core/discoveries.ts).
   */
  levelOf(clusters: number): number {
    const standing = this.levels.get(clusters)
    if (standing !== undefined) return standing
    const nodes = clustersAt(this.linkage, clusters)
    const level = levelOfFamilies(nodes.map(node => {
      const { found, tried } = this.about(node).report
      return found.length > 0 ? found[0].p * tried : 1
    }), LEVEL)
    this.levels.set(clusters, level)
    return level
  }

  /** Which cluster of a cut each network is in, by its number. */
  measure(clusters: number): CategoryMeasure {
    const cut = this.cut(clusters)
    const standing = this.measures.get(cut.length)
    if (standing) return standing
    const of = new Map(cut.flatMap(({ ids, number }) => ids.map(id => [id, String(number)])))
    const measure: CategoryMeasure = {
      kind: 'category', group: 'derived', key: 'derived:clusters', label: 'Cluster', words: 'cluster',
      values: cut.map(({ number }) => String(number)), hues: cut.map(({ hue }) => hue), read: row => of.get(row.id) ?? '',
    }
    this.measures.set(cut.length, measure)
    return measure
  }

  private about(node: number): Known {
    const standing = this.known.get(node)
    if (standing) return standing
    const leaves = leavesOf(this.places, this.order, node)
    const made = {
      ids: Array.from(leaves, leaf => this.hierarchy.ids[leaf]),
      report: enrichments(this.columns, this.flags(node)),
      middle: this.hierarchy.ids[middleOf(leaves, this.positions)],
    }
    this.known.set(node, made)
    return made
  }

  private flags(node: number): boolean[] {
    const flags = Array.from({ length: this.count }, () => false)
    for (const leaf of leavesOf(this.places, this.order, node)) flags[leaf] = true
    return flags
  }

  /** The clearest condition, and the next with which it says more and is still true of at least half. */
  private named(node: number, found: readonly Enrichment[]): ClusterName | null {
    if (found.length === 0) return null
    const flags = this.flags(node)
    const alone = { conditions: [found[0]], ...together(this.columns, [found[0]], flags) }
    const size = this.places.last[node] - this.places.first[node] + 1
    for (const other of found.slice(1)) {
      const both = together(this.columns, [found[0], other], flags)
      if (2 * both.selected >= size && both.factor > alone.factor) return { conditions: [found[0], other], ...both }
    }
    return alone
  }
}

/** The member from which the sum of distances to the others is least; the first of equals. Positions N × 2. */
function middleOf(members: Int32Array, positions: Float64Array): number {
  const [xs, ys] = [Float64Array.from(members, member => positions[2 * member]), Float64Array.from(members, member => positions[2 * member + 1])]
  let found = 0
  let least = Infinity
  for (let one = 0; one < xs.length; one++) {
    let sum = 0
    for (let other = 0; other < xs.length && sum < least; other++) sum += Math.sqrt((xs[one] - xs[other]) ** 2 + (ys[one] - ys[other]) ** 2)
    if (sum < least) {
      least = sum
      found = one
    }
  }
  return members[found]
}
