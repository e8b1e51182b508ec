// How long PHATE takes, stage by stage, on points along noisy branches in 20 dimensions.
import { condensedSize } from '../condensed.ts'
import { mulberry32, normals } from '../random.ts'
import { phateSteps } from './phate.ts'

/** Condensed distances among n points on five arms that part at the origin. */
function branches(n: number): Float64Array {
  const dims = 20
  const normal = normals(mulberry32(1))
  const arms = Float64Array.from({ length: 5 * dims }, normal)
  const points = Float64Array.from({ length: n * dims }, (_, k) => arms[(Math.floor(k / dims) % 5) * dims + k % dims] * (Math.floor(k / dims) / n) + 0.05 * normal())
  const distances = new Float64Array(condensedSize(n))
  let at = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      let sum = 0
      for (let d = 0; d < dims; d++) sum += (points[i * dims + d] - points[j * dims + d]) ** 2
      distances[at++] = Math.sqrt(sum)
    }
  }
  return distances
}

export default function bench(report: (row: Record<string, string | number>) => void): Promise<void> {
  for (const n of [200, 400, 1000]) {
    const distances = branches(n)
    const spent = new Map(['entropy', 'potential', 'start', 'layout', 'polish'].map(name => [name, 0]))
    const steps = phateSteps(distances)
    const started = performance.now()
    let before = started
    let stage = 'entropy'
    for (;;) {
      const next = steps.next()
      const now = performance.now()
      spent.set(stage, (spent.get(stage) ?? 0) + now - before)
      before = now
      if (next.done) {
        const milliseconds = Object.fromEntries([...spent].map(([name, time]) => [`${name} ms`, Math.round(time)]))
        report({ networks: n, ...milliseconds, 'all ms': Math.round(now - started), t: next.value.t })
        break
      }
      stage = next.value.stage
    }
  }
  return Promise.resolve()
}
