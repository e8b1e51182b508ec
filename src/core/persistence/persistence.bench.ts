// Persistent homology against Ripser (where it is installed, the same tables in the same run), and distances between diagrams.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { condensedSize, squareFromCondensed } from '../condensed.ts'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { float32Distances } from './cloud.ts'
import { rips } from './rips.ts'
import { diagramDistanceSteps } from './all-diagrams.ts'

/**
 * Seconds of Ripser 1.2.1, built with -O3 and without assertions (some packaged builds keep them and are slower), as documented for clouds of
 * real activations, d = 64: the anchor where no Ripser is installed.
 */
const DOCUMENTED = new Map([[100, 0.003], [200, 0.010], [300, 0.02], [500, 0.05], [1000, 0.25]])

/** Activations of n normal inputs in a random layer of 64 rectified units. */
function activations(n: number, seed: number): Float64Array {
  const normal = normals(mulberry32(seed))
  const d = 64
  const weights = Float64Array.from({ length: d * d }, () => normal() / Math.sqrt(d))
  const points = new Float64Array(n * d)
  for (let i = 0; i < n; i++) {
    const input = Float64Array.from({ length: d }, normal)
    for (let unit = 0; unit < d; unit++) points[i * d + unit] = Math.fround(Math.max(0, input.reduce((sum, x, k) => sum + x * weights[unit * d + k], 0)))
  }
  return points
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const round = (value: number): number => Number(value.toPrecision(3))

function times(work: (turn: number) => void, turns: number): number[] {
  return Array.from({ length: turns }, (_, turn) => {
    const started = performance.now()
    work(turn)
    return performance.now() - started
  })
}

/** A whole table in the binary form of DIPHA, which every version of Ripser reads: three 64-bit words (magic, kind, n), then n² doubles. */
function dipha(distances: Float64Array, n: number): Uint8Array {
  const head = BigInt64Array.of(8067171840n, 7n, BigInt(n))
  return Buffer.concat([new Uint8Array(head.buffer), new Uint8Array(squareFromCondensed(distances, n).buffer)])
}

const hasRipser = (): boolean => spawnSync('ripser', ['--help']).status === 0

export default function bench(report: (row: Record<string, string | number>) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'persistence-'))
  const ripser = hasRipser()
  const anchorName = ripser ? 'Ripser in this run, its start and reading included' : 'Ripser, as documented'
  try {
    for (const n of [100, 200, 300, 500, 1000]) {
      const clouds = [1, 2, 3, 4, 5].map(seed => float32Distances(activations(n, seed), n, 64))
      const files = clouds.map((distances, k) => {
        const file = join(folder, `${n}-${k}`)
        writeFileSync(file, dipha(distances, n))
        return file
      })
      const turns = n < 1000 ? 15 : 5
      const anchor = ripser
        ? median(times(turn => { execFileSync('ripser', ['--format', 'dipha', '--dim', '1', files[turn % 5]], { stdio: 'ignore' }) }, turns))
        : DOCUMENTED.get(n)! * 1000
      const ours = median(times(turn => { rips(clouds[turn % 5]) }, 2 * turns).slice(turns))
      report({ what: `H0 and H1, ${anchorName}`, n, 'anchor ms': round(anchor), 'ours ms': round(ours), ratio: round(ours / anchor), 'documented ms': 1000 * DOCUMENTED.get(n)! })
    }
    // A whole population: one start of Ripser for each network, as a script would do it.
    const population = Array.from({ length: 300 }, (_, seed) => float32Distances(activations(200, seed), 200, 64))
    const file = (k: number): string => join(folder, `population-${k % 30}`)
    population.slice(0, 30).forEach((distances, k) => { writeFileSync(file(k), dipha(distances, 200)) })
    const anchor = ripser
      ? times(() => { population.forEach((_, k) => execFileSync('ripser', ['--format', 'dipha', '--dim', '1', file(k)], { stdio: 'ignore' })) }, 1)[0]
      : 2700
    const ours = median(times(() => { for (const distances of population) rips(distances) }, 3))
    report({ what: `300 clouds, H0 and H1, ${anchorName}`, n: 200, 'anchor ms': round(anchor), 'ours ms': round(ours), ratio: round(ours / anchor), 'documented ms': 2700 })

    for (const { n, documented } of [{ n: 100, documented: 17 }, { n: 150, documented: 57 }, { n: 200, documented: 170 }]) {
      const distances = float32Distances(activations(n, 1), n, 64)
      writeFileSync(file(0), dipha(distances, n))
      const voids = ripser
        ? median(times(() => { execFileSync('ripser', ['--format', 'dipha', '--dim', '2', file(0)], { stdio: 'ignore' }) }, 5))
        : documented
      const own = median(times(() => { rips(distances, { maxDimension: 2 }) }, 9))
      report({ what: `H0, H1 and H2, ${anchorName}`, n, 'anchor ms': round(voids), 'ours ms': round(own), ratio: round(own / voids), 'documented ms': documented })
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  const diagrams = Array.from({ length: 40 }, (_, seed) => rips(float32Distances(activations(200, seed), 200, 64)).diagrams)
  for (const { dimension, order, documented } of [
    { dimension: 0, order: 1, documented: 4.2 }, { dimension: 1, order: 1, documented: 0.7 },
    { dimension: 0, order: Infinity, documented: 7.8 }, { dimension: 1, order: Infinity, documented: 2.7 },
  ]) {
    const list = diagrams.map(diagram => diagram[dimension])
    const ours = median(times(() => { runToEnd(diagramDistanceSteps(list, { order, inner: Infinity })) }, 5)) / condensedSize(list.length)
    const what = `${order === 1 ? 'W1' : 'bottleneck'} of H${dimension}, a pair; POT or GUDHI as documented`
    report({ what, n: 200, 'anchor ms': documented, 'ours ms': round(ours), ratio: round(ours / documented) })
  }
  return Promise.resolve()
}
