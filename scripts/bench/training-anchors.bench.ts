// Ours beside PyTorch and tfjs, in one run and in turn: the same network, the same rows, the same number of updates. Ours also writes a curve,
// with a look at the test rows after every epoch; the others only train. Ratios are ours / theirs; `agree`: mean test accuracies within 0.01.
import { availableParallelism } from 'node:os'
import { TrainingThreads } from '../../cli/training-threads.ts'
import { CASE, caseDataset, caseSpecs } from '../../cli/training-case.ts'
import type { Dataset } from '../../src/core/data/dataset.ts'
import { KEEP_NOTHING } from '../../src/core/network.ts'
import type { Bench } from '../bench.ts'
import { trainWithTfjs } from './tfjs-training.ts'
import { pythonWithTorch, trainWithTorch } from './torch-training.ts'

/** Whatever else the machine does disturbs all alike: each round has everybody once. */
const ROUNDS = 3
const AGREE = 0.01

interface Run { seconds: number, count: number, accuracy: number }

async function ours(threads: TrainingThreads, count: number): Promise<Run> {
  const began = performance.now()
  const trained = await threads.train(caseSpecs(count))
  const seconds = (performance.now() - began) / 1000
  return { seconds, count, accuracy: trained.reduce((sum, { row }) => sum + row.outcome.testAccuracy, 0) / count }
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
const rate = (runs: Run[]): number => median(runs.map(({ count, seconds }) => count / seconds))
const accuracy = (runs: Run[]): number => runs.reduce((sum, run) => sum + run.accuracy * run.count, 0) / runs.reduce((sum, { count }) => sum + count, 0)

/** How many of ours a round trains, on one thread and on all. */
const COUNTS = [128, 256]

const bench: Bench = async report => {
  const dataset: Dataset = caseDataset()
  const all = Math.max(2, availableParallelism())
  const crews = new Map([1, all].map(count => [count, new TrainingThreads(dataset, KEEP_NOTHING, count)]))
  const python = pythonWithTorch()
  const runs = new Map<string, Run[]>()
  const note = (name: string, run: Run): void => void runs.set(name, [...runs.get(name) ?? [], run])
  for (const crew of crews.values()) await ours(crew, 16) // compiled, and warm
  for (let round = 0; round < ROUNDS; round++) {
    for (const [place, [threads, crew]] of [...crews].entries()) note(`ours ${threads}`, await ours(crew, COUNTS[place]))
    for (const threads of python ? [1, 2] : []) {
      for (const { job, count, seconds, accuracy } of trainWithTorch(python!.program, dataset, CASE, threads, ['one:6', 'stacked:64', 'stacked:256'])) {
        note(job === 'one' ? `PyTorch ${python!.version} one by one ${threads}` : `PyTorch ${python!.version} stacked, ${count} ${threads}`, { count, seconds, accuracy })
      }
    }
    for (const backend of ['cpu', 'wasm'] as const) note(`tfjs fit, ${backend} 1`, { count: 2, ...await trainWithTfjs(backend, dataset, CASE, 2) })
  }
  await Promise.all([...crews.values()].map(crew => crew.end()))
  for (const [name, theirs] of runs) {
    const [, who, threads] = /^(.*) (\d+)$/.exec(name)!
    // One thread of theirs against one of ours; more against all.
    const mine = runs.get(`ours ${threads === '1' ? 1 : all}`)!
    report({
      who, threads: Number(threads), 'networks/s': Number(rate(theirs).toPrecision(3)), 'ours/theirs': who === 'ours' ? '' : (rate(mine) / rate(theirs)).toPrecision(3),
      'test accuracy': Number(accuracy(theirs).toFixed(4)), agree: who === 'ours' ? '' : Math.abs(accuracy(theirs) - accuracy(mine)) <= AGREE ? 'yes' : 'NO',
    })
  }
  if (!python) report({ who: 'PyTorch: not here (no python3 that has torch)', threads: 0, 'networks/s': NaN, 'ours/theirs': '', 'test accuracy': NaN, agree: '' })
}

export default bench
