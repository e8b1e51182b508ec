// How long PHATE takes, stage by stage, on random branching walks, beside the published program's time.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { condensedSize } from '../condensed.ts'
import { withoutNative } from '../native/native.ts'
import { below, mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { diffusionPotential, phateSteps } from './phate.ts'

type Row = Record<string, string | number>

/** Seconds of PHATE 1.0.11 with two threads on a 2-core server CPU, ±20 %, distances in memory, as our documents have them; not of this run. */
const PUBLISHED = new Map([[200, 0.03], [500, 0.17], [1000, 1.16], [2000, 6.66]])

const STAGES = ['entropy', 'potential', 'start', 'layout', 'polish']

/** Condensed distances of a random walk in 20 dimensions: five branches of equal length, each leaving an earlier one anywhere, and some noise. */
function tree(n: number): Float64Array {
  const dims = 20
  const branch = Math.ceil(n / 5)
  const random = mulberry32(1)
  const normal = normals(mulberry32(2))
  const walk = new Float64Array(n * dims)
  for (let i = 1; i < n; i++) {
    const from = i % branch === 0 ? below(i, random) : i - 1
    for (let d = 0; d < dims; d++) walk[i * dims + d] = walk[from * dims + d] + normal()
  }
  const points = walk.map(x => x + 0.5 * normal())
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

interface Run { all: number, stages: Map<string, number>, t: number, stress: number, longest: number }

function run(distances: Float64Array): Run {
  const stages = new Map(STAGES.map(name => [name, 0]))
  const steps = phateSteps(distances)
  const started = performance.now()
  let before = started
  let stage = STAGES[0]
  let longest = 0
  for (;;) {
    const next = steps.next()
    const now = performance.now()
    stages.set(stage, (stages.get(stage) ?? 0) + now - before)
    longest = Math.max(longest, now - before)
    before = now
    if (next.done) return { all: now - started, stages, t: next.value.t, stress: next.value.stress, longest }
    stage = next.value.stage
  }
}

const rounded = (x: number): number => Math.round(x * 10) / 10
const median = <T>(runs: T[], of: (run: T) => number): T => runs.sort((a, b) => of(a) - of(b))[runs.length >> 1]

function row(what: string, n: number, { all, stages, t, stress, longest }: Run, cold: number | string): Row {
  const published = PUBLISHED.get(n) ?? NaN
  const parts = Object.fromEntries([...stages].map(([name, time]) => [`${name} ms`, rounded(time)]))
  return {
    what, n, 'anchor ms (documented, 2 threads)': published * 1000, 'ours ms': rounded(all), ratio: Math.round(all / published / 10) / 100, 'cold ms': cold,
    ...parts, 'longest step ms': rounded(longest), t, stress: stress.toFixed(5),
  }
}

/** A first call in a process of its own: nothing compiled, nothing warm. */
function cold(n: number): number {
  const { stdout } = spawnSync(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), String(n)], { encoding: 'utf8' })
  return rounded(Number(stdout))
}

/** A new t on a map that stands: from the kernel to new potential distances. */
function changeOfT(n: number): Row {
  const { kernel, t } = runToEnd(phateSteps(tree(n)))
  const times = Array.from({ length: 15 }, (_, k) => {
    const started = performance.now()
    runToEnd(diffusionPotential(kernel, t + k % 3, 1))
    return performance.now() - started
  })
  return { what: 'change of t', n, 'ours ms': rounded(median(times, time => time)), t }
}

export default function bench(report: (row: Row) => void): Promise<void> {
  for (const [n, repeats] of [[200, 40], [500, 15], [1000, 7], [2000, 3]]) {
    const distances = tree(n)
    run(distances)
    const runs = Array.from({ length: repeats }, () => run(distances))
    report(row('tree', n, median(runs, ({ all }) => all), cold(n)))
  }
  report(changeOfT(500))
  report(row('tree, twins', 1000, withoutNative(() => run(tree(1000))), ''))
  return Promise.resolve()
}

// Started by `cold`: one call, and its time.
if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(run(tree(Number(process.argv[2]))).all)
