// How long all pairs of 1,000 networks take from their activations, on one thread and on two; and how fast the plain twin is. The file is its own worker.
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { condensedSize } from '../condensed.ts'
import type { DiffusionOperator, OperatorSettings } from '../diffusion/operator.ts'
import { diffusionOperator } from '../diffusion/operator.ts'
import { withoutNative } from '../native/native.ts'
import type { NetworkActivations } from '../network.ts'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import type { Tile } from '../tiles.ts'
import { placeTile, tileShares, tilesOf } from '../tiles.ts'
import { operatorDistances, tileDistances } from './frobenius.ts'

/** First a worker's own half of the networks, which it answers with their operators; then the other half's operators and its tiles. */
type PairJob = { networks: NetworkActivations[], settings: OperatorSettings } | { others: DiffusionOperator[], first: boolean, tiles: Tile[] }

/** Values of each tile, in the order of the job's tiles. */
type PairResult = Float64Array[]

if (!isMainThread) {
  let mine: DiffusionOperator[] = []
  parentPort?.on('message', (job: PairJob) => {
    if ('networks' in job) {
      mine = job.networks.map(one => diffusionOperator(one, job.settings))
      parentPort?.postMessage(mine)
    } else {
      const result: PairResult = runToEnd(tileDistances(job.first ? [...mine, ...job.others] : [...job.others, ...mine], job.tiles))
      parentPort?.postMessage(result)
    }
  })
}

const settings = { scale: 'mean', sigma: 0.5 } as const
const PROBES = 200
const UNITS = 64

/** Half-wave rectified noise: as many units as a usual layer, as dense as one. */
function network(id: number): NetworkActivations {
  const normal = normals(mulberry32(id))
  return { id, rows: PROBES, columns: UNITS, values: Float32Array.from({ length: PROBES * UNITS }, () => Math.max(0, normal())) }
}

const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1]

async function seconds(runs: number, work: () => Promise<unknown> | unknown): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const started = performance.now()
    await work()
    times.push((performance.now() - started) / 1000)
  }
  return Number(median(times).toFixed(2))
}

/** Two workers that have started, so that their start is not what is measured. Each builds half of the operators, gets the others', and does half of the tiles. */
async function twoWorkers(): Promise<{ measure(networks: NetworkActivations[]): Promise<Float64Array>, end(): Promise<unknown> }> {
  const loader = new URL('../../../scripts/typescript-worker.mjs', import.meta.url)
  const workers = [0, 1].map(() => new Worker(loader, { execArgv: [], workerData: { module: import.meta.url } }))
  const ask = <T>(worker: Worker, job: PairJob, moved: ArrayBuffer[] = []): Promise<T> => new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', answer => {
      worker.off('error', reject)
      resolve(answer)
    })
    worker.postMessage(job, moved)
  })
  async function measure(networks: NetworkActivations[]): Promise<Float64Array> {
    const half = networks.length >> 1
    const halves = await Promise.all([networks.slice(0, half), networks.slice(half)].map((part, k) => ask<DiffusionOperator[]>(workers[k], { networks: part, settings })))
    const shares = tileShares(tilesOf(networks.length), 2)
    const results = await Promise.all(shares.map((tiles, k) => {
      const others = halves[1 - k]
      return ask<PairResult>(workers[k], { others, first: k === 0, tiles }, others.map(({ affinities }) => affinities.buffer as ArrayBuffer))
    }))
    const distances = new Float64Array(condensedSize(networks.length))
    results.forEach((values, k) => shares[k].forEach((tile, at) => placeTile(tile, values[at], distances, networks.length)))
    return distances
  }
  await measure([network(0), network(1)])
  return { measure, end: () => Promise.all(workers.map(worker => worker.terminate())) }
}

export default async function bench(report: (row: Record<string, string | number>) => void): Promise<void> {
  const two = await twoWorkers()
  // No anchor: NumPy's matrix product is faster for the inner-product form, which loses near copies and is not allowed here.
  const row = (what: string, n: number, ours: number): void => report({ what, n, anchor: '', 'ours s': ours, ratio: '' })
  for (const n of [200, 500, 1000]) {
    const networks = Array.from({ length: n }, (_, id) => network(id))
    const operators = networks.map(one => diffusionOperator(one, settings))
    const runs = n < 1000 ? 5 : 3
    row('operators, one thread', n, await seconds(runs, () => networks.map(one => diffusionOperator(one, settings))))
    row('all pairs, one thread', n, await seconds(runs, () => operatorDistances(operators)))
    row('operators and all pairs, one thread', n, await seconds(runs, () => operatorDistances(networks.map(one => diffusionOperator(one, settings)))))
    row('operators and all pairs, two workers', n, await seconds(runs, () => two.measure(networks)))
    if (n === 200) row('operators and all pairs, one thread, plain', n, await seconds(3, () => withoutNative(() => operatorDistances(networks.map(one => diffusionOperator(one, settings))))))
  }
  await two.end()
}
