// Real threads: their networks are those of one direct call, to the bit, however many they are and whoever falls on the way.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { makeDataset } from '../src/core/data/make.ts'
import type { Keep, NetworkActivations, TrainedNetwork } from '../src/core/network.ts'
import { drawNetworks } from '../src/core/population.ts'
import { DEFAULT_RECIPE } from '../src/core/recipe.ts'
import { portraitSteps } from '../src/core/portrait/portrait.ts'
import { runToEnd } from '../src/core/steps.ts'
import { learnersFor } from '../src/core/training/learners.ts'
import { trainNetwork } from '../src/core/training/train.ts'
import { TrainingThreads } from './training-threads.ts'

const dataset = makeDataset({ id: 'moons', noise: 0.1, decay: 0.5, seed: 1 }, null)
const keep: Keep = { checkpoints: 5, checkpointActivations: true, state: true }
const specs = drawNetworks({ ...DEFAULT_RECIPE, family: ['mlp'], width: { from: 4, to: 12 }, epochs: { from: 1, to: 3 } }, 0, 9)

function direct(): TrainedNetwork[] {
  const begin = learnersFor(dataset)
  return specs.map(spec => {
    const training = trainNetwork(spec, dataset, begin, keep)
    for (;;) {
      const next = training.next()
      if (next.done) return next.value
    }
  })
}

async function withThreads<T>(count: number, work: (threads: TrainingThreads) => Promise<T>, module?: URL): Promise<T> {
  const threads = new TrainingThreads(dataset, keep, count, module)
  try {
    return await work(threads)
  } finally {
    await threads.end()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'netfold-threads-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A thread's program that falls where it is told to, and is else the real one. */
function falling(name: string, when: string): URL {
  const file = join(folder, `${name}.mjs`)
  const mark = JSON.stringify(join(folder, `${name}.fallen`))
  const real = JSON.stringify(new URL('./training-thread.ts', import.meta.url).href)
  writeFileSync(file, `import { existsSync, writeFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
const on = parentPort.on.bind(parentPort)
parentPort.on = (event, hear) => on(event, task => {
  if (!(${when.replace('FIRST', `!existsSync(${mark})`)})) return hear(task)
  writeFileSync(${mark}, '')
  process.exit(1)
})
await import(${real})
`)
  return pathToFileURL(file)
}

describe('threads that train', () => {
  const expected = direct()

  it.each([1, 3, 12])('%i of them: the networks of one direct call, in the order of their specs', async count => {
    expect(await withThreads(count, threads => threads.train(specs))).toEqual(expected)
  })

  it('say how far they are: a share that never falls, and ends at all', async () => {
    const told: { share: number, done: number }[] = []
    await withThreads(2, threads => threads.train(specs, (share, done) => told.push({ share, done })))
    expect(told.map(({ share }) => share)).toEqual(told.map(({ share }) => share).sort((a, b) => a - b))
    expect(told.at(-1)!.share).toBeCloseTo(1, 12)
    expect(told.at(-1)!.done).toBe(specs.length)
  })

  it('measure as one thread does', async () => {
    const labels = Int32Array.from(dataset.probes, probe => dataset.labels[probe])
    const activations = expected.flatMap(network => network.activations ?? [])
    const settings = { scale: 'mean', sigma: 0.5 } as const
    const here = activations.map((network: NetworkActivations) => runToEnd(portraitSteps(network, labels, settings)))
    expect(await withThreads(3, threads => threads.measure(activations, labels, settings))).toEqual(here)
  })

  it('with nothing to do come to nothing', async () => {
    expect(await withThreads(2, threads => threads.train([]))).toEqual([])
  })

  it('one that falls is replaced, and its network trained again: the same bits', async () => {
    const module = falling('once', 'task.spec?.id === 4 && FIRST')
    expect(await withThreads(2, threads => threads.train(specs), module)).toEqual(expected)
  })

  it('a network that brings down whoever trains it is named', async () => {
    const module = falling('always', 'task.spec?.id === 4')
    await expect(withThreads(2, threads => threads.train(specs), module)).rejects.toThrow('Network 4 could not be done: its thread ended without a word')
  })

  it('that cannot even start end with the reason', async () => {
    const module = pathToFileURL(join(folder, 'nowhere.ts'))
    await expect(withThreads(2, threads => threads.train(specs), module)).rejects.toThrow(/Network \d could not be done: Cannot find module/)
  })
})
