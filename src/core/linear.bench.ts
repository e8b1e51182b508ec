// How long exact spectra take: compiled, by the readable twin, and by NumPy (OpenBLAS, one thread) where this machine has it.
import { spawnSync } from 'node:child_process'
import { symmetricEigen, symmetricEigenvalues } from './eigen.ts'
import type { SparseSquare } from './gram-singular-values.ts'
import { gramSingularValueSteps } from './gram-singular-values.ts'
import { withoutNative } from './native/native.ts'
import { mulberry32, normals } from './random.ts'
import { singularValues } from './singular-values.ts'
import { runToEnd } from './steps.ts'

/** NumPy's milliseconds for the same thing, measured earlier on a quiet machine; used where it cannot be asked. */
const DOCUMENTED = new Map([['eigenvalues 200', 1.12], ['eigenvalues 500', 9], ['eigenvalues 1000', 53]])

/** Median milliseconds, after one call that is not counted. */
function milliseconds(work: () => unknown, times: number): number {
  work()
  const taken = Array.from({ length: times }, () => {
    const started = performance.now()
    work()
    return performance.now() - started
  })
  return taken.sort((a, b) => a - b)[times >> 1]
}

/** Medians by NumPy on matrices of the same kind; empty where there is no NumPy. */
function numpy(sizes: number[]): Map<string, number> {
  const program = `
import time, numpy as np
for n in ${JSON.stringify(sizes)}:
    x = np.random.default_rng(1).standard_normal((n, 8)); g = (x * x).sum(1)
    k = np.exp(-(g[:, None] + g - 2 * x @ x.T) / 8); p = k * (k > 0.5); p = p / p.sum(1)[:, None]
    for name, work in (('eigenvalues', lambda: np.linalg.eigvalsh(k)), ('eigenvectors', lambda: np.linalg.eigh(k)), ('singular values', lambda: np.linalg.svd(p, compute_uv=False))):
        work(); t = []
        for _ in range(15 if n <= 200 else 3):
            s = time.perf_counter(); work(); t.append(time.perf_counter() - s)
        print(name, n, 1000 * sorted(t)[len(t) // 2])
`
  const { stdout, status } = spawnSync('/usr/bin/env', ['python3', '-c', program], { encoding: 'utf8', env: { ...process.env, OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' } })
  if (status !== 0) return DOCUMENTED
  return new Map(stdout.trim().split('\n').map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]))
}

/** A Gaussian kernel on random points of eight dimensions. */
function kernel(n: number): Float64Array {
  const points = Float64Array.from({ length: n * 8 }, normals(mulberry32(1)))
  return Float64Array.from({ length: n * n }, (_, k) => {
    let sum = 0
    for (let d = 0; d < 8; d++) sum += (points[Math.floor(k / n) * 8 + d] - points[k % n * 8 + d]) ** 2
    return Math.exp(-sum / 8)
  })
}

/** A diffusion operator as PHATE makes them (k-NN widths, decay 40, cut at 1e-4): dense, sparse and times its transpose. */
function operator(n: number): { dense: Float64Array, gram: Float64Array, sparse: SparseSquare } {
  const distances = kernel(n).map(entry => Math.sqrt(-Math.log(entry)))
  const width = Array.from({ length: n }, (_, i) => distances.slice(i * n, (i + 1) * n).sort()[5])
  const cut = (ratio: number): number => { const value = Math.exp(-(ratio ** 40)); return value < 1e-4 ? 0 : value }
  const affinity = distances.map((distance, k) => (cut(distance / width[Math.floor(k / n)]) + cut(distance / width[k % n])) / 2)
  const sums = Array.from({ length: n }, (_, i) => affinity.subarray(i * n, (i + 1) * n).reduce((sum, x) => sum + x, 0))
  const dense = affinity.map((entry, k) => entry / sums[Math.floor(k / n)])
  const gram = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = 0; k < n; k++) sum += dense[i * n + k] * dense[j * n + k]
      gram[i * n + j] = gram[j * n + i] = sum
    }
  }
  const places = Array.from(dense.keys()).filter(k => dense[k] !== 0)
  const rows = new Uint32Array(n + 1)
  for (const k of places) rows[Math.floor(k / n) + 1]++
  for (let i = 0; i < n; i++) rows[i + 1] += rows[i]
  return { dense, gram, sparse: { n, rows, column: Uint32Array.from(places, k => k % n), value: Float64Array.from(places, k => dense[k]) } }
}

export default function bench(report: (row: Record<string, string | number>) => void): Promise<void> {
  const sizes = [100, 200, 500, 1000]
  const anchors = numpy(sizes)
  const round = (value: number): number => Number(value.toPrecision(3))
  for (const n of sizes) {
    const matrix = kernel(n)
    const { dense, gram, sparse } = operator(n)
    const works: [string, string, () => unknown][] = [
      ['eigenvalues', 'eigenvalues', () => symmetricEigenvalues(matrix, n)],
      ['eigenvectors', 'eigenvectors', () => symmetricEigen(matrix, n)],
      ['singular values', 'singular values', () => singularValues(dense, n)],
      ['singular values from PP\'', 'singular values', () => runToEnd(gramSingularValueSteps(gram, sparse, 'entropy'))],
    ]
    for (const [what, same, work] of works) {
      const times = n <= 200 ? 21 : 3
      const ours = milliseconds(work, times)
      // The twin of the vectors of a thousand takes ten seconds a call, and says nothing new.
      const twin = n <= 500 || what === 'eigenvalues' ? milliseconds(() => withoutNative(work), n <= 200 ? 5 : 1) : null
      const anchor = anchors.get(`${same} ${n}`)
      report({ what, n, 'anchor ms': anchor ? round(anchor) : '', 'ours ms': round(ours), ratio: anchor ? round(ours / anchor) : '', 'twin ms': twin ? round(twin) : '', 'twin / ours': twin ? round(twin / ours) : '' })
    }
  }
  return Promise.resolve()
}
