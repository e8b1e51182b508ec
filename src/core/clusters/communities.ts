// Communities of a graph: the best of several runs of the Louvain method.
import { UndirectedGraph } from 'graphology'
import louvain from 'graphology-communities-louvain'
import { deriveSeed, mulberry32 } from '../random.ts'
import type { Steps } from '../steps.ts'
import { runToEnd } from '../steps.ts'
import { refined } from './local-moves.ts'
import { checkEdges, modularity } from './modularity.ts'
import { byFirstAppearance } from './partition.ts'

export interface Communities {
  /** Modularity of the partition, see `modularity`. */
  q: number
  /** Community of each node, numbered from 0 by first appearance. */
  partition: Int32Array
}

/**
 * Louvain method (Blondel et al. 2008, resolution 1), each run with an order of nodes drawn from `seed` and then refined node by node; of `runs`
 * runs the partition of highest modularity, the first of equals. The best of more runs with the same seed is never worse. `edges`: two nodes
 * an edge, each edge once. A graph without edges: everyone alone, q = 0.
 */
export function* bestCommunitiesSteps(edges: ArrayLike<number>, n: number, seed: number, runs = 10): Steps<Communities> {
  if (!Number.isInteger(runs) || runs < 1) throw new Error(`The best of ${runs} runs cannot be found; choose a whole number from 1.`)
  const graph = graphOf(edges, n)
  if (graph.size === 0) return { q: 0, partition: Int32Array.from({ length: n }, (_, node) => node) }
  let best: Communities | null = null
  for (let run = 0; run < runs; run++) {
    // Before each run, the first too: making the graph takes about as long as a run.
    yield { stage: 'communities', share: run / runs }
    const found = louvain(graph, { getEdgeWeight: null, rng: mulberry32(deriveSeed('louvain', seed, run)) })
    yield { stage: 'communities', share: (run + 0.5) / runs }
    const partition = byFirstAppearance(refined(edges, n, Int32Array.from({ length: n }, (_, node) => found[node])))
    const q = modularity(edges, n, partition)
    if (!best || q > best.q) best = { q, partition }
  }
  return best!
}

/** The steps of `bestCommunitiesSteps` in one go. */
export function bestCommunities(edges: ArrayLike<number>, n: number, seed: number, runs = 10): Communities {
  return runToEnd(bestCommunitiesSteps(edges, n, seed, runs))
}

function graphOf(edges: ArrayLike<number>, n: number): UndirectedGraph {
  checkEdges(edges, n)
  const graph = new UndirectedGraph()
  for (let node = 0; node < n; node++) graph.addNode(node)
  for (let e = 0; e < edges.length; e += 2) {
    if (graph.hasEdge(edges[e], edges[e + 1])) throw new Error(`Edge ${e / 2} joins ${edges[e]} and ${edges[e + 1]} a second time; each edge must come once.`)
    graph.addEdge(edges[e], edges[e + 1])
  }
  return graph
}
