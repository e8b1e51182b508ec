// What is asked of the kernel must be all that a network waits for, once; and what it writes down must be read as what it is.
import { expect, test } from 'vitest'
import fc from 'fast-check'
import { makeDataset } from '../../src/core/data/make.ts'
import type { Hyperparameters, NetworkSpec } from '../../src/core/network.ts'
import { dropoutSeed, epochOrder, planTraining } from '../../src/core/training/plan.ts'
import { answerOf, jobOf, listOf, taskOf } from './train-jobs.ts'
import { FIGURES, layOut, packRow } from './train-layout.ts'
import type { Order } from './train-learner.ts'
import { RemoteLearner } from './train-learner.ts'

const dataset = makeDataset({ id: 'moons', noise: 0.1, decay: 0.5, seed: 1 }, null)
const hyper: Hyperparameters = {
  family: 'mlp', depth: 3, width: 4, activation: 'tanh', optimiser: 'adam', learningRate: 0.01, weightDecay: 0, batchSize: 100, dropout: 0.1,
  epochs: 3, initScale: 1, labelNoise: 0.1, trainFraction: 0.5, augmentation: 'none', start: 'fresh',
}
const spec: NetworkSpec = { id: 7, hyper, weightSeed: 1, orderSeed: 2 }
const plan = planTraining(spec, dataset)
const layout = layOut(spec, dataset, plan.rows.length)
const learner = new RemoteLearner(spec, plan, 12, false)
const learn: Order = { kind: 'learn', order: epochOrder(spec, plan, 3), state: false }
const look: Order = { kind: 'look', rows: dataset.probes, what: { labels: null, probabilities: true, hidden: true }, state: true }

test('tasks of any length follow one another through all rows, and know how many updates came before', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 20, maxLength: 20 }), lengths => {
    const job = jobOf(learn, learner, layout, dataset.classes, 1000)
    let row = 0
    for (const length of lengths) {
      if (job.sent) break
      const blocks = Math.min(length, job.blocks)
      const [place, flags, list, rows, seeds, first, told, asked, made] = taskOf(job, blocks, 5, layout, learner.step)
      expect([place, flags, list, rows, seeds, told]).toEqual([5, row === 0 ? 2 : 0, 1000, plan.rows.length, 1000 + plan.rows.length, blocks])
      expect(first).toBe(row)
      expect(asked).toBe(Math.floor(row / 100))
      expect(made).toBe(12 + asked)
      // The kernel's way through the rows.
      for (let block = 0; block < blocks; block++) row += Math.min(layout.block, Math.min(100, plan.rows.length - (row - row % 100)) - row % 100)
    }
    expect(job.sent).toBe(true)
    expect(row).toBe(plan.rows.length)
  }))
})

test('rows come in the order of the epoch with their noisy labels, then the seeds of each update and layer', () => {
  const list = listOf(learn, learner)
  const rows = plan.rows.length
  expect(list.length).toBe(rows + plan.batchesPerEpoch * 3)
  learn.order.forEach((place, at) => expect(list[at]).toBe(packRow(plan.rows[place], plan.labels[place])))
  expect([...list.subarray(rows, rows + 4)]).toEqual([dropoutSeed(spec, 13, 0), dropoutSeed(spec, 13, 1), dropoutSeed(spec, 13, 2), dropoutSeed(spec, 14, 0)])
})

test('a look is read part by part: classes, probabilities or that there are none, the hidden layer, the state', () => {
  const rows = dataset.probes.length
  const job = jobOf(look, learner, layout, 2, 0)
  const numbers = new Float32Array(job.answer / 4)
  numbers[1] = 1
  numbers.fill(1, FIGURES, FIGURES + rows)
  numbers.fill(0.5, FIGURES + rows, FIGURES + 3 * rows)
  numbers[FIGURES + rows] = -1
  numbers.fill(3, FIGURES + 3 * rows, FIGURES + 7 * rows)
  const at = FIGURES + 7 * rows
  numbers.fill(4, at, at + layout.parameters)
  numbers.fill(5, at + layout.first, at + layout.first + layout.parameters)
  numbers.fill(6, at + layout.second, at + layout.second + layout.parameters)
  const answer = answerOf(job, learner, layout, 2, numbers)
  if (answer.kind !== 'look') throw new Error('It was a look.')
  const { seen, state } = answer
  expect(seen.loss).toBeNaN()
  expect(new Set(seen.predicted)).toEqual(new Set([1]))
  expect([...seen.probabilities!.subarray(0, 2)]).toEqual([NaN, 0.5])
  expect(new Set(seen.hidden!)).toEqual(new Set([3]))
  for (const [part, value] of [[state!.weights, 4], [state!.first, 5], [state!.second, 6]] as const) expect([...part]).toEqual(Array(layout.parameters).fill(value))
})

test('what became of updates is told, and work that was skipped is no answer', () => {
  const job = jobOf(learn, learner, layout, 2, 0)
  const figures = (...some: number[]): Float32Array => Float32Array.from([...some, 0, 0, 0, 0])
  const due = plan.batchesPerEpoch
  expect(answerOf(job, learner, layout, 2, figures(0, due, 10, 20))).toEqual({ kind: 'learn', loss: 10, correct: 20, updates: due, diverged: null })
  expect(answerOf(job, learner, layout, 2, figures(1, 1, 10, 20))).toMatchObject({ updates: 1, diverged: 'loss' })
  expect(answerOf(job, learner, layout, 2, figures(2, 1, 10, 20))).toMatchObject({ updates: 1, diverged: 'weights' })
  expect(() => answerOf(job, learner, layout, 2, figures(0, due - 1, 10, 20))).toThrow('updates of network 7')
})
