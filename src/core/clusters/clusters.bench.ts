// How much processor time merge trees, leaf orders and communities take, beside SciPy on the same distances.
import { spawnSync } from 'node:child_process'
import { rowDistances } from '../matrix.ts'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { bestCommunities } from './communities.ts'
import { leafOrderSteps } from './leaf-order.ts'
import { linkageSteps } from './linkage.ts'
import { neighbourGraph } from './neighbour-graph.ts'

type Report = (row: Record<string, string | number>) => void

const METHODS = ['ward', 'average', 'complete'] as const

/** Processor times of SciPy in milliseconds under the same names; none where no Python with SciPy is at hand. */
const ANCHOR = `
import sys, json, time, numpy as np
from scipy.cluster import hierarchy as h
D = np.frombuffer(sys.stdin.buffer.read())
def median(f, runs):
    spent = []
    for _ in range(runs):
        t = time.process_time(); f(); spent.append(1e3 * (time.process_time() - t))
    return sorted(spent)[runs // 2]
n = round((1 + (1 + 8 * len(D)) ** .5) / 2)
times = {m: median(lambda: h.linkage(D, m), 5) for m in ('ward', 'average', 'complete')}
if n <= 1000:
    Z = h.linkage(D, 'average')
    times['leaf order'] = median(lambda: h.optimal_leaf_ordering(Z, D), 3)
print(json.dumps(times))
`

function anchor(distances: Float64Array): Record<string, number> {
  const { status, stdout } = spawnSync('/usr/bin/python3', ['-c', ANCHOR], { input: new Uint8Array(distances.buffer), encoding: 'utf8' })
  return status === 0 ? JSON.parse(stdout) as Record<string, number> : {}
}

/** Ten groups in 20 dimensions. */
function grouped(n: number): Float64Array {
  const normal = normals(mulberry32(n))
  const centres = Float64Array.from({ length: 200 }, () => 2 * normal())
  return rowDistances(Float64Array.from({ length: 20 * n }, (_, k) => centres[20 * (Math.floor(k / 20) % 10) + k % 20] + normal()), n, 20)
}

/** Median processor time in milliseconds, after one run to warm up. */
function median(work: () => unknown, runs: number): number {
  work()
  const spent = Array.from({ length: runs }, () => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return spent.sort((a, b) => a - b)[Math.floor(runs / 2)]
}

const rounded = (value: number): number => Number(value.toPrecision(3))

function row(what: string, n: number, ours: number, anchor: number | undefined): Record<string, string | number> {
  return { what, n, ours: rounded(ours), anchor: anchor === undefined ? '' : rounded(anchor), ratio: anchor === undefined ? '' : rounded(ours / anchor) }
}

export default function bench(report: Report): Promise<void> {
  for (const n of [200, 500, 1000, 2000]) {
    const distances = grouped(n)
    const theirs = anchor(distances)
    for (const method of METHODS) report(row(`${method} ms`, n, median(() => runToEnd(linkageSteps(distances, n, method)), 5), theirs[method]))
    const linkage = runToEnd(linkageSteps(distances, n, 'average'))
    report(row('leaf order ms', n, median(() => runToEnd(leafOrderSteps(linkage, distances)), 3), theirs['leaf order']))
    if (n === 200) {
      const edges = neighbourGraph(distances, n)
      report(row('neighbour graph ms', n, median(() => neighbourGraph(distances, n), 5), undefined))
      report(row('Louvain, 10 runs, ms', n, median(() => bestCommunities(edges, n, 1), 5), undefined))
    }
  }
  return Promise.resolve()
}
