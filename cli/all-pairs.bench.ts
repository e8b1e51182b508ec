// How long the terminal takes from activations to all distances, on one thread and on several; the start of the threads counts.
import type { NetworkActivations } from '../src/core/network.ts'
import { mulberry32, normals } from '../src/core/random.ts'
import { runToEnd } from '../src/core/steps.ts'
import { PairsCrew } from '../workers/geometry/pairs-crew.ts'
import type { BeginPairs } from '../workers/geometry/pairs-work.ts'
import { beginHere } from '../workers/geometry/pairs-work.ts'
import { threadedDistanceSteps } from './pairs-distances.ts'
import type { Thread } from './pairs-threads.ts'
import { hireThread } from './pairs-threads.ts'

const PROBES = 200
const UNITS = 64

/** Half-wave rectified noise: as many units as a usual layer, as dense as one. */
function network(id: number): NetworkActivations {
  const normal = normals(mulberry32(id))
  return { id, rows: PROBES, columns: UNITS, values: Float32Array.from({ length: PROBES * UNITS }, () => Math.max(0, normal())) }
}

export default async function bench(report: (row: Record<string, string | number>) => void): Promise<void> {
  for (const n of [200, 358, 500, 1000]) {
    const networks = Array.from({ length: n }, (_, id) => network(id))
    const times = new Map<number, number[]>()
    // In turn, so that whatever else the machine does disturbs all alike.
    for (let run = 0; run < 3; run++) {
      for (const threads of [1, 2]) {
        const hired: Thread[] = []
        const begin: BeginPairs = job => {
          if (threads === 1) return beginHere(job)
          for (let k = 1; k < threads; k++) hired.push(hireThread())
          return new PairsCrew(hired)
        }
        const began = performance.now()
        runToEnd(threadedDistanceSteps(networks, {}, begin))
        times.set(threads, [...times.get(threads) ?? [], (performance.now() - began) / 1000])
        await Promise.all(hired.map(thread => thread.ended))
      }
    }
    for (const [threads, all] of times) {
      report({ what: `activations to distances, ${threads} thread${threads === 1 ? '' : 's'}`, n, anchor: '', 'ours s': Number(all.sort((a, b) => a - b)[1].toFixed(2)), ratio: '' })
    }
  }
}
