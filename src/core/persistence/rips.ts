// Persistent homology of the Vietoris–Rips complex of a finite set of points with distances: components, loops and voids.
import { runToEnd } from '../steps.ts'
import type { Steps } from '../steps.ts'
import type { Diagram } from './diagram.ts'
import { edgeCoboundary } from './edge-coboundary.ts'
import { sortEdgesSteps } from './edges.ts'
import { enclosingRadius, filtrationSteps, firstEnd, float32Lengths, pointsOf, rankTable, secondEnd } from './filtration.ts'
import { reduceSteps } from './reduction.ts'
import { openTrianglesSteps, triangleCoboundary } from './triangle-coboundary.ts'

export interface RipsOptions {
  /** Highest dimension of homology: 0 components, 1 loops as well (default), 2 voids as well (meant for n up to some hundreds). */
  maxDimension?: 0 | 1 | 2
  /** Longest edge; 'auto' (default) is the enclosing radius, at which the complex becomes a cone and nothing can change any more. */
  threshold?: number | 'auto'
  /** Number of points; only needed to tell no points from one, neither of which has a distance. */
  n?: number
}

export interface RipsPersistence {
  n: number
  /** The longest length taken into account, a float32 number. */
  threshold: number
  /** One diagram a dimension, bars in rising order of birth, then death. */
  diagrams: Diagram[]
  /** The two ends of the edge with which each bar of dimension 1 begins, in the order of its diagram: 2 entries a bar. */
  birthEdges: Uint32Array
  /** The two ends of the edge with which each bar of dimension 0 that ends does so, in the order of its diagram: 2 entries a bar. */
  joiningEdges: Uint32Array
}

interface Bar { birth: number, death: number, edge: number }

/**
 * The persistence diagrams over Z/2 of the Vietoris–Rips filtration, in which a simplex appears at the largest distance between its
 * vertices (its diameter, not its radius). `distances`: condensed, pairs i < j row by row; they are rounded to float32 first, so every
 * birth and death is a float32 number, and need not obey the triangle inequality. Only bars with death > birth are reported. In
 * dimension 0 births are 0, deaths are the edges of a minimum spanning tree, and each component has a bar without end.
 * Method: persistent cohomology with clearing and apparent pairs (Bauer, *Ripser*, J. Appl. Comput. Topol. 5, 2021).
 * Refuses distances that are NaN, negative or not finite, and thresholds that are NaN or negative.
 */
export function* ripsSteps(distances: Float64Array, options: RipsOptions = {}): Steps<RipsPersistence> {
  const { maxDimension = 1, threshold = 'auto' } = options
  if (![0, 1, 2].includes(maxDimension)) throw new Error(`Homology of dimension ${String(maxDimension)} is not offered; the highest dimension is 0, 1 or 2.`)
  if (threshold !== 'auto' && !(threshold >= 0)) throw new Error(`The threshold is ${threshold}; it must be 0 or more, or 'auto'.`)
  const n = pointsOf(distances, options.n)
  const lengths = float32Lengths(distances, n)
  yield { stage: 'edges', share: 0 }
  const longest = threshold === 'auto' ? enclosingRadius(lengths, n) : Math.fround(threshold)
  const edges = yield* filtrationSteps(lengths, n, longest)

  const { joining, partners, open } = yield* sortEdgesSteps(edges)
  const components: Bar[] = joining.map(rank => ({ birth: 0, death: edges.lengths[rank], edge: rank })).filter(bar => bar.death > 0)
  for (let tree = joining.length; tree < n; tree++) components.push({ birth: 0, death: Infinity, edge: -1 })
  const endsOf = (some: readonly Bar[]): Uint32Array<ArrayBuffer> => Uint32Array.from(some.flatMap(({ edge }) => [firstEnd(edges.pairs[edge]), secondEnd(edges.pairs[edge])]))
  const joiningEdges = endsOf(components.filter(({ edge }) => edge >= 0))
  const bars = [components]
  let birthEdges = new Uint32Array(0)

  if (maxDimension >= 1) {
    const ranks = rankTable(edges)
    yield { stage: 'loops', share: 0 }
    const loops: Bar[] = []
    const filled = yield* reduceSteps(open, edgeCoboundary(edges, ranks, partners), 'loops', (edge, triangle) => {
      const birth = edges.lengths[edge]
      const death = triangle === Infinity ? Infinity : edges.lengths[Math.floor(triangle / n)]
      if (death > birth) loops.push({ birth, death, edge })
    })
    bars.push(loops)
    byBirth(loops)
    birthEdges = endsOf(loops)

    if (maxDimension === 2) {
      const voids: Bar[] = []
      const triangles = yield* openTrianglesSteps(edges, partners, filled)
      yield* reduceSteps(triangles, triangleCoboundary(edges, ranks), 'voids', (triangle, tetrahedron) => {
        const birth = edges.lengths[Math.floor(triangle / n)]
        const death = tetrahedron === Infinity ? Infinity : edges.lengths[Math.floor(tetrahedron / (n * n))]
        if (death > birth) voids.push({ birth, death, edge: -1 })
      })
      bars.push(byBirth(voids))
    }
  }
  return { n, threshold: longest, diagrams: bars.map(diagram), birthEdges, joiningEdges }
}

/** The same, in one go. */
export function rips(distances: Float64Array, options: RipsOptions = {}): RipsPersistence {
  return runToEnd(ripsSteps(distances, options))
}

const byBirth = (bars: Bar[]): Bar[] => bars.sort((a, b) => a.birth - b.birth || (a.death === b.death ? a.edge - b.edge : a.death - b.death))

const diagram = (bars: Bar[]): Diagram => ({ births: Float64Array.from(bars, bar => bar.birth), deaths: Float64Array.from(bars, bar => bar.death) })
