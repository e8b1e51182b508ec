// How much more densely a graph is joined inside the parts of a partition than chance would join it.

/**
 * Modularity (Newman & Girvan 2004), resolution 1: Q = Σ_c [m_c/m − (deg_c/2m)²], m_c edges within part c, deg_c the degrees of its nodes
 * added up. `edges`: two nodes an edge, each edge once, no loops; `partition`: any whole number for each of the n nodes.
 * All nodes in one part: 0. A graph without edges has no Q (0/0); 0 is returned, as nothing is denser than anything else.
 */
export function modularity(edges: ArrayLike<number>, n: number, partition: ArrayLike<number>): number {
  checkEdges(edges, n)
  if (partition.length !== n) throw new Error(`A graph of ${n} nodes needs a partition of ${n} labels, not ${partition.length}.`)
  const within = new Map<number, number>()
  const degrees = new Map<number, number>()
  const add = (to: Map<number, number>, part: number): void => { to.set(part, (to.get(part) ?? 0) + 1) }
  for (let e = 0; e < edges.length; e += 2) {
    const a = partition[edges[e]]
    const b = partition[edges[e + 1]]
    add(degrees, a)
    add(degrees, b)
    if (a === b) add(within, a)
  }
  const m = edges.length / 2
  if (m === 0) return 0
  let q = 0
  for (const [part, degree] of degrees) q += (within.get(part) ?? 0) / m - (degree / (2 * m)) ** 2
  return q
}

/** Refuses half an edge, nodes that do not exist, and loops. */
export function checkEdges(edges: ArrayLike<number>, n: number): void {
  if (edges.length % 2 !== 0) throw new Error(`The list of edges has ${edges.length} ends; each edge needs two.`)
  for (let e = 0; e < edges.length; e += 2) {
    const a = edges[e]
    const b = edges[e + 1]
    if (!(Number.isInteger(a) && Number.isInteger(b) && a >= 0 && b >= 0 && a < n && b < n)) throw new Error(`Edge ${e / 2} joins ${a} and ${b}; the nodes are 0 to ${n - 1}.`)
    if (a === b) throw new Error(`Edge ${e / 2} joins ${a} to itself; loops are not allowed.`)
  }
}
