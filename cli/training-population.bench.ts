// How fast the terminal trains populations: by their size and by threads, equal networks and mixed ones; what checkpoints cost; whether time
// grows with networks × steps × parameters; and how long, and in how much memory, whole maps are made.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Dataset } from '../src/core/data/dataset.ts'
import { DEFAULT_DATASET } from '../src/core/data/dataset.ts'
import { makeDataset } from '../src/core/data/make.ts'
import type { Keep, NetworkSpec } from '../src/core/network.ts'
import { DEFAULT_KEEP, KEEP_NOTHING } from '../src/core/network.ts'
import type { Recipe } from '../src/core/recipe.ts'
import { drawNetworks } from '../src/core/population.ts'
import { DEFAULT_RECIPE } from '../src/core/recipe.ts'
import { planTraining } from '../src/core/training/plan.ts'
import { layersOf, parametersOf } from '../src/core/training/architecture.ts'
import { CASE, caseDataset, caseSpecs } from './training-case.ts'
import { TrainingThreads } from './training-threads.ts'

type Report = (row: Record<string, string | number>) => void

const ALL = Math.max(2, availableParallelism())
/** Runs of each, fewer of the longer ones. */
const RUNS = { 1: 9, 16: 5, 64: 5, 256: 3, 1000: 1 } as const

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** Threads that have compiled what they need, for the length of some work. */
async function warm<T>(dataset: Dataset, keep: Keep, count: number, work: (threads: TrainingThreads) => Promise<T>): Promise<T> {
  const threads = new TrainingThreads(dataset, keep, count)
  try {
    await threads.ready()
    await threads.train(caseSpecs(8 * count))
    return await work(threads)
  } finally {
    await threads.end()
  }
}

async function bySize(report: Report): Promise<void> {
  const start = await seconds(async () => {
    const threads = new TrainingThreads(caseDataset(), KEEP_NOTHING, ALL)
    await threads.ready()
    await threads.end()
  })
  report({ what: 'start of the threads, once a command', networks: 0, threads: ALL, seconds: Number(start.toFixed(2)) })
  for (const count of [1, ALL]) {
    await warm(caseDataset(), KEEP_NOTHING, count, async threads => {
      for (const [networks, runs] of Object.entries(RUNS).map(([size, times]) => [Number(size), times])) {
        const times: number[] = []
        for (let run = 0; run < runs; run++) times.push(await seconds(() => threads.train(caseSpecs(networks))))
        report({ what: '64→32→32→10, relu, Adam, batch 64, 20 epochs', networks, threads: count, seconds: Number(median(times).toFixed(2)), 'networks/s': Number((networks / median(times)).toPrecision(3)) })
      }
    })
  }
}

async function mixed(report: Report): Promise<void> {
  const dataset = makeDataset(DEFAULT_DATASET, digits())
  const recipes: [string, Recipe][] = [['default recipe', DEFAULT_RECIPE], ['default recipe, perceptrons only', { ...DEFAULT_RECIPE, family: ['mlp'] }]]
  for (const [what, recipe] of recipes) {
    for (const [count, networks] of [[1, 64], [ALL, 256]]) {
      const time = await warm(dataset, KEEP_NOTHING, count, threads => seconds(() => threads.train(drawNetworks(recipe, 0, networks))))
      report({ what, networks, threads: count, seconds: Number(time.toFixed(2)), 'networks/s': Number((networks / time).toPrecision(3)) })
    }
  }
}

/** In turn, so that what else the machine does disturbs all alike. */
async function checkpoints(report: Report): Promise<void> {
  const kinds: [string, Keep][] = [['nothing kept', KEEP_NOTHING], ['20 checkpoints and the weights', DEFAULT_KEEP], ['activations at each too', { ...DEFAULT_KEEP, checkpointActivations: true }]]
  const crews = kinds.map(([what, keep]) => ({ what, threads: new TrainingThreads(caseDataset(), keep, 1), times: [] as number[] }))
  for (const { threads } of crews) await threads.train(caseSpecs(16))
  for (let run = 0; run < 5; run++) for (const { threads, times } of crews) times.push(await seconds(() => threads.train(caseSpecs(64))))
  const [bare] = crews.map(({ times }) => median(times))
  for (const { what, threads, times } of crews) {
    await threads.end()
    report({ what, networks: 64, threads: 1, seconds: Number(median(times).toFixed(2)), 'slower by': `${Math.round(100 * (median(times) / bare - 1))} %` })
  }
}

/** Slope of log time against log of what is counted, by least squares, over populations that differ in one thing or in all. */
async function growth(report: Report): Promise<void> {
  const dataset = caseDataset()
  const sizes = [4, 16, 64].map(networks => caseSpecs(networks))
  const steps = [5, 20, 80].map(epochs => caseSpecs(8, { ...CASE, epochs }))
  const parameters = [[32, 2], [64, 2], [64, 4], [128, 2], [128, 4], [256, 2], [256, 4]].map(([width, depth]) => caseSpecs(4, { ...CASE, width, depth, epochs: 5 }))
  await warm(dataset, KEEP_NOTHING, 1, async threads => {
    const points = new Map<string, [number, number][]>()
    for (const [what, populations] of [['networks', sizes], ['steps', steps], ['parameters', parameters]] as const) {
      for (const specs of populations) {
        const times: number[] = []
        for (let run = 0; run < 3; run++) times.push(await seconds(() => threads.train(specs)))
        for (const group of [what, 'networks × steps × parameters']) points.set(group, [...points.get(group) ?? [], [Math.log(workUnits(specs, dataset)), Math.log(median(times))]])
      }
    }
    for (const [what, measured] of points) {
      const { slope, r2 } = line(measured)
      report({ what: `exponent of time in ${what}`, networks: measured.length, threads: 1, exponent: Number(slope.toFixed(3)), 'r²': Number(r2.toFixed(4)) })
    }
  })
}

const workUnits = (specs: readonly NetworkSpec[], dataset: Dataset): number =>
  specs.reduce((sum, spec) => sum + planTraining(spec, dataset).steps * parametersOf(layersOf(spec.hyper, dataset)), 0)

function line(points: readonly [number, number][]): { slope: number, r2: number } {
  const mean = (k: 0 | 1): number => points.reduce((sum, point) => sum + point[k], 0) / points.length
  const product = (a: 0 | 1, b: 0 | 1): number => points.reduce((sum, point) => sum + (point[a] - mean(a)) * (point[b] - mean(b)), 0)
  return { slope: product(0, 1) / product(0, 0), r2: product(0, 1) ** 2 / (product(0, 0) * product(1, 1)) }
}

/** `netfold train` as it is called: seconds by part, and the most memory that the process held (on Linux). */
async function wholeMaps(report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'netfold-bench-'))
  try {
    for (const count of [500, 2000]) {
      const spec = join(folder, 'spec.json')
      writeFileSync(spec, JSON.stringify({ recipe: { count } }))
      const began = performance.now()
      const { out, peak } = await program(['train', spec, '--out', join(folder, 'M.npz')])
      const { seconds: parts } = JSON.parse(out) as { seconds: Record<string, number> }
      report({
        what: `netfold train, default recipe: ${Object.entries(parts).map(([part, time]) => `${part} ${time.toFixed(1)}`).join(', ')}`, networks: count, threads: ALL,
        seconds: Number(((performance.now() - began) / 1000).toFixed(1)), 'peak MB': peak,
      })
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** One process, threads and all. */
async function program(words: string[]): Promise<{ out: string, peak: number }> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('./netfold.ts', import.meta.url)), ...words], { stdio: ['ignore', 'pipe', 'ignore'] })
  let [out, peak] = ['', NaN]
  child.stdout.on('data', data => { out += String(data) })
  const watch = setInterval(() => { peak = peakOf(child.pid!) ?? peak }, 200)
  await new Promise(resolve => child.once('close', resolve))
  clearInterval(watch)
  if (child.exitCode !== 0) throw new Error(`netfold ${words.join(' ')} ended with ${child.exitCode}.`)
  return { out, peak }
}

/** The most that a process has held at once, MB; null where the system does not say, or the process has ended. */
function peakOf(id: number): number | null {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8')) // none once it is only waiting to be buried
    return found && Math.round(Number(found[1]) / 1000)
  } catch {
    return null
  }
}

const digits = (): Uint8Array => readFileSync(new URL('../public/data/digits.bin', import.meta.url))

export default async function bench(report: Report): Promise<void> {
  await bySize(report)
  await mixed(report)
  await checkpoints(report)
  await growth(report)
  await wholeMaps(report)
}
