// A partition of a graph made better node by node, until no single move and no single union of parts raises its modularity.

/** Gains below this are rounding. */
const LEAST_GAIN = 1e-12

/**
 * Louvain's last word is spoken over whole communities; single nodes may stand wrong by then. Moves each node in turn to the neighbouring
 * part with the largest gain ΔQ = (m_ib − m_ia)/m − k_i(Σ_b − Σ_a + k_i)/2m², unites the two parts with the largest gain, and so on until
 * neither helps (a refinement as in Rotta & Noack 2011). `edges`: two nodes an edge, each once; `partition`: parts 0 … n − 1, not
 * changed. Never lowers Q. O(edges) a round; deterministic.
 */
export function refined(edges: ArrayLike<number>, n: number, partition: Int32Array): Int32Array {
  const part = partition.slice()
  const near = neighboursOf(edges, n)
  const degrees = new Float64Array(n)
  for (let node = 0; node < n; node++) degrees[part[node]] += near[node].length
  const doubled = edges.length
  while (moveNodes(part, near, degrees, doubled) || uniteParts(part, near, degrees, doubled));
  return part
}

function neighboursOf(edges: ArrayLike<number>, n: number): number[][] {
  const near: number[][] = Array.from({ length: n }, () => [])
  for (let e = 0; e < edges.length; e += 2) {
    near[edges[e]].push(edges[e + 1])
    near[edges[e + 1]].push(edges[e])
  }
  return near
}

/** One round over all nodes; whether any moved. `degrees`: of each part, the degrees of its nodes added up; `doubled`: 2m. */
function moveNodes(part: Int32Array, near: number[][], degrees: Float64Array, doubled: number): boolean {
  let moved = false
  const links = new Map<number, number>()
  for (const [node, others] of near.entries()) {
    links.clear()
    for (const other of others) links.set(part[other], (links.get(part[other]) ?? 0) + 1)
    const home = part[node]
    const degree = others.length
    // Twice m times what standing in a part of that many links and degrees is worth, the node itself not counted.
    const worth = (count: number, degreesThere: number): number => 2 * (count - degree * degreesThere / doubled)
    const stay = worth(links.get(home) ?? 0, degrees[home] - degree)
    let best = home
    let most = stay + LEAST_GAIN * doubled
    for (const [there, count] of links) {
      const value = there === home ? stay : worth(count, degrees[there])
      if (value > most) {
        most = value
        best = there
      }
    }
    if (best === home) continue
    degrees[home] -= degree
    degrees[best] += degree
    part[node] = best
    moved = true
  }
  return moved
}

/** Unites the two joined parts that gain most; whether any do. */
function uniteParts(part: Int32Array, near: number[][], degrees: Float64Array, doubled: number): boolean {
  const n = part.length
  const links = new Map<number, number>()
  for (const [node, others] of near.entries()) {
    for (const other of others) {
      if (part[node] < part[other]) links.set(part[node] * n + part[other], (links.get(part[node] * n + part[other]) ?? 0) + 1)
    }
  }
  let most = LEAST_GAIN * doubled
  let pair = -1
  for (const [between, count] of links) {
    const gain = 2 * (count - degrees[Math.floor(between / n)] * degrees[between % n] / doubled)
    if (gain > most) {
      most = gain
      pair = between
    }
  }
  if (pair < 0) return false
  const [kept, gone] = [Math.floor(pair / n), pair % n]
  degrees[kept] += degrees[gone]
  degrees[gone] = 0
  for (let node = 0; node < n; node++) if (part[node] === gone) part[node] = kept
  return true
}
