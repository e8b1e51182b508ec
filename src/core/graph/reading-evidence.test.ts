// What a file does not say: which scalings apply and what they do, which samples fit, what the outputs are, and which way of running is proposed.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { makeDataset } from '../data/make.ts'
import { DEFAULT_DATASET } from '../data/dataset.ts'
import { chanceLevel, proposedAmong, proposedTrial, scoreOf } from './evidence.ts'
import { fitsInput, misfitOf } from './fits-input.ts'
import { givenInputs } from './given-inputs.ts'
import type { Op } from './graph.ts'
import type { ProbeSet } from './input-scale.ts'
import { logProbabilitiesOf, outputKindOf, probabilitiesOf, SUM_TOLERANCE } from './output-kind.ts'
import { probeSetOf } from './probe-set.ts'
import { scaledInputs, scalesFor } from './scaled-inputs.ts'
import { statisticsOf } from './statistics-of.ts'

const bare = { ops: [], output: 'x' }
const ending = (...ops: Partial<Op>[]): { ops: Op[], output: string } =>
  ({ ops: ops.map((op, k) => ({ id: `v${k}`, from: [k === 0 ? 'x' : `v${k - 1}`], label: 'it', ...op } as Op)), output: `v${ops.length - 1}` })

describe('scalings', () => {
  const table = (values: number[], columns: number): ProbeSet =>
    ({ title: 'table', values: Float32Array.from(values), rows: values.length / columns, shape: [columns], fullScale: null, statistics: statisticsOf(values, columns), labels: null, classes: 0 })

  it('that apply to pictures and tables', () => {
    expect(scalesFor({ fullScale: 255 })).toEqual(['raw', '255', 'standard', 'symmetric'])
    expect(scalesFor({ fullScale: 16 })).toEqual(['raw', '16', 'standard', 'symmetric'])
    expect(scalesFor({ fullScale: null })).toEqual(['raw', 'standard', 'symmetric'])
  })

  it('of tables work feature by feature; one that never changes is only shifted', () => {
    const probes = table([1, 5, 10, 3, 5, 30], 3)
    expect([...scaledInputs(probes, 'raw', false)]).toEqual([1, 5, 10, 3, 5, 30])
    expect([...scaledInputs(probes, 'standard', false)]).toEqual([-1, 0, -1, 1, 0, 1])
    expect([...scaledInputs(probes, 'symmetric', false)]).toEqual([-1, 0, -1, 1, 0, 1])
  })

  it('of the digits: statistics are of all 1797, values whole as they were stored', () => {
    const dataset = makeDataset(DEFAULT_DATASET, new Uint8Array(readFileSync(new URL('../../../public/data/digits.bin', import.meta.url))))
    const probes = probeSetOf(dataset, dataset.probes)
    expect(probes).toMatchObject({ title: '8×8 digits', shape: [8, 8, 1], fullScale: 16, rows: dataset.probes.length, classes: 10 })
    expect(probes.values.every(value => Number.isInteger(value) && value >= 0 && value <= 16)).toBe(true)
    expect(probes.statistics.mean[0]).toBeCloseTo(4.884165, 5)
    expect(probes.statistics.sd[0]).toBeCloseTo(6.016788, 5)
    expect([...probes.labels!]).toEqual([...dataset.probes].map(row => dataset.labels[row]))
    const [first] = scaledInputs(probes, '16', false)
    expect(first).toBe(probes.values[0] / 16)
    expect(Math.max(...scaledInputs(probes, 'symmetric', false))).toBe(1)
    expect(Math.min(...scaledInputs(probes, 'symmetric', false))).toBe(-1)
  })

  it('of MNIST\'s digits by its own constants, of other pictures by theirs', () => {
    const pictures = (mean: number, sd: number): ProbeSet => ({
      title: '28×28 pictures', values: Float32Array.of(...Array<number>(784).fill(255)), rows: 1, shape: [28, 28, 1], fullScale: 255,
      statistics: { mean: Float64Array.of(mean * 255), sd: Float64Array.of(sd * 255), low: Float64Array.of(0), high: Float64Array.of(255) }, labels: null, classes: 0,
    })
    expect(scaledInputs(pictures(0.1325, 0.3105), 'standard', false)[0]).toBeCloseTo((1 - 0.1307) / 0.3081, 5)
    expect(scaledInputs(pictures(0.286, 0.353), 'standard', false)[0]).toBeCloseTo((1 - 0.286) / 0.353, 5)
  })

  it('colours each by their own statistics; transposed pictures keep their channels together', () => {
    const values = Float32Array.from({ length: 12 }, (_, k) => k)
    const probes: ProbeSet = { title: 'p', values, rows: 1, shape: [2, 2, 3], fullScale: 255, statistics: statisticsOf(values, 3), labels: null, classes: 0 }
    const standard = scaledInputs(probes, 'standard', false)
    for (const channel of [0, 1, 2]) expect([0, 3, 6, 9].reduce((all, at) => all + standard[at + channel], 0)).toBeCloseTo(0, 6)
    expect([...scaledInputs(probes, 'raw', true)]).toEqual([0, 1, 2, 6, 7, 8, 3, 4, 5, 9, 10, 11])
  })

  it('of inputs that someone gives: full scale and statistics from the numbers', () => {
    const pixels = (columns: number, most: number): ProbeSet => givenInputs(Float32Array.from({ length: 2 * columns }, (_, k) => k === 1 ? most : 0), 2, [columns])
    expect(scaledInputs(pixels(784, 200), 'standard', false)[1]).toBeCloseTo((200 / 255 - 0.1307) / 0.3081, 5)
    expect(scaledInputs(pixels(784, 1), 'standard', false)[1]).toBeCloseTo((1 - 0.1307) / 0.3081, 5)
    expect(scaledInputs(pixels(64, 12), 'symmetric', false)[1]).toBeCloseTo(12 / 8 - 1, 6)
    expect(scaledInputs(pixels(64, 12), '255', false)[1]).toBeCloseTo(12 / 255, 6)
    // One mean and one standard deviation for all of 64 columns and more, each its own for fewer.
    const wide = scaledInputs(pixels(64, 12), 'standard', false)
    expect(wide.reduce((a, b) => a + b) / 128).toBeCloseTo(0, 5)
    expect([...scaledInputs(pixels(3, 12), 'standard', false)]).toEqual([0, 1, 0, 0, -1, 0])
  })
})

describe('samples fit', () => {
  const picture = [[784], [28, 28], [28, 28, 1], [1, 28, 28], [784, 1]]
  it('where they are the same picture in another shape', () => {
    for (const wanted of picture) for (const given of picture) expect(fitsInput(wanted, given)).toBe('as they are')
    expect(fitsInput([3, 32, 32], [32, 32, 3])).toBe('channels first')
    expect(fitsInput([3072], [32, 32, 3])).toBe('as they are')
  })

  it('and not where they are another one: the sentence says both', () => {
    expect(fitsInput([28, 28, 1], [8, 8, 1])).toBeNull()
    expect(fitsInput([14, 56], [28, 28, 1])).toBeNull()
    expect(misfitOf('tiny.onnx', [64, 64, 3], { shape: [28, 28, 1], title: '28×28 digits' })).toBe('tiny.onnx wants 64×64×3 images; this map\'s probes are 28×28 digits.')
    expect(misfitOf('a.onnx', [28, 28, 1], { shape: [2], title: 'Circles' })).toBe('a.onnx wants 28×28 images; this map\'s probes are 2 numbers each (Circles).')
    expect(misfitOf('a.onnx', [4], { shape: [8, 8, 1], title: '8×8 digits' })).toBe('a.onnx wants 4 numbers; this map\'s probes are 8×8 digits.')
    expect(misfitOf('a.onnx', [784], { shape: [28, 28, 1], title: '28×28 digits' })).toBeNull()
  })
})

describe('outputs', () => {
  const rows = (...values: number[][]): Float32Array => Float32Array.from(values.flat())

  it('the graph is believed first', () => {
    const odd = rows([9, 9, 9])
    expect(outputKindOf(ending({ op: 'softmax', axis: -1 }, { op: 'flatten' }), odd, 3).kind).toBe('probabilities')
    expect(outputKindOf(ending({ op: 'logSoftmax', axis: -1 }), odd, 3).kind).toBe('log-probabilities')
    expect(outputKindOf(ending({ op: 'softmax', axis: -1 }, { op: 'activation', fn: 'log' }), odd, 3).kind).toBe('log-probabilities')
  })

  it('then the numbers; rows that are not finite say nothing', () => {
    expect(outputKindOf(bare, rows([0.5, 0.5], [NaN, 3]), 2).kind).toBe('probabilities')
    expect(outputKindOf(bare, rows([0.5, 0.4995], [1, 0]), 2).kind).toBe('probabilities')
    expect(outputKindOf(bare, rows([0.5, 0.496]), 2).kind).toBe('logits')
    expect(outputKindOf(bare, rows([0.5, 0.496]), 2, SUM_TOLERANCE.half).kind).toBe('probabilities')
    expect(outputKindOf(bare, rows([Math.log(0.3), Math.log(0.7)]), 2).kind).toBe('log-probabilities')
    expect(outputKindOf(bare, rows([2, -1], [0, 7]), 2)).toEqual({ kind: 'logits', assumed: ['softmax added to the output'] })
    expect(outputKindOf(bare, rows([NaN, NaN]), 2).kind).toBe('logits')
  })

  it('what hugs 0 and 1 without summing to 1 is told of; logits are not', () => {
    const regression = rows([0.02, 0.97, -0.05], [1.04, 0.1, 0.01], [0.2, -0.1, 0.8], [0, 0.9, 0.2])
    expect(outputKindOf(bare, regression, 3).assumed.join()).toMatch(/regression/)
    expect(outputKindOf(bare, rows([3, -2, 1], [0.1, 4, -6], [-1, -2, 5]), 3).assumed.join()).not.toMatch(/regression/)
  })

  it('one column is of class 1', () => {
    const probability = outputKindOf(bare, rows([0.2], [1]), 1)
    expect(probability.kind).toBe('probability of class 1')
    const near = probabilitiesOf(probability.kind, rows([0.25], [1]), 1)
    expect([...near.probabilities]).toEqual([0.75, 0.25, 0, 1])
    const logit = outputKindOf(bare, rows([-3], [0]), 1)
    expect(logit.kind).toBe('logit of class 1')
    const { probabilities, classes } = probabilitiesOf(logit.kind, rows([-3], [0]), 1)
    expect(classes).toBe(2)
    expect([...probabilities.subarray(2)]).toEqual([0.5, 0.5])
    expect(probabilities[1]).toBeCloseTo(1 / (1 + Math.exp(3)), 6)
  })

  it('all kinds become the same probabilities', () => {
    const logits = rows([1, 2, 3], [1000, 0, -1000])
    const { probabilities } = probabilitiesOf('logits', logits, 3)
    const logs = logProbabilitiesOf('logits', logits, 3)
    expect([...probabilities.subarray(3)]).toEqual([1, 0, 0])
    expect([...logs.subarray(3)]).toEqual([0, -1000, -2000])
    probabilitiesOf('log-probabilities', logs, 3).probabilities.forEach((value, k) => expect(value).toBeCloseTo(probabilities[k], 6))
    expect(probabilities[0] + probabilities[1] + probabilities[2]).toBeCloseTo(1, 6)
  })
})

describe('evidence', () => {
  it('accuracy and mean cross-entropy; rows that are not finite and classes that nobody knows are wrong', () => {
    const logs = Float32Array.from([0.5, 0.5, 0.9, 0.1, NaN, NaN, 0.2, 0.8].map(Math.log))
    const { accuracy, logLoss } = scoreOf(logs, 2, Int32Array.of(0, 0, 0, 5))
    expect(accuracy).toBe(0.5)
    expect(logLoss).toBeCloseTo((Math.log(2) - Math.log(0.9) - 2 * Math.log(1e-15)) / 4, 5)
  })

  it('the best accuracy is proposed, within a point the least log loss', () => {
    expect(proposedTrial([])).toBeNull()
    expect(proposedTrial([{ accuracy: 0.98, logLoss: 0.55 }, { accuracy: 0.982, logLoss: 0.05 }, { accuracy: 0.9, logLoss: 0.01 }])).toBe(1)
    expect(proposedTrial([{ accuracy: 0.98, logLoss: 0.05 }, { accuracy: 0.99, logLoss: 0.55 }])).toBe(0)
    expect(proposedTrial([{ accuracy: 0.97, logLoss: 0.05 }, { accuracy: 0.99, logLoss: 0.55 }])).toBe(1)
  })

  it('a likelier chain stands unless another is clearly better', () => {
    const relu = [{ accuracy: 0.978, logLoss: 0.061 }, { accuracy: 0.976, logLoss: 0.7 }]
    expect(proposedAmong([relu, [{ accuracy: 0.98, logLoss: 0.058 }]])).toEqual({ group: 0, trial: 0 })
    expect(proposedAmong([relu, [{ accuracy: 0.98, logLoss: 0.02 }]])).toEqual({ group: 1, trial: 0 })
    expect(proposedAmong([relu, [{ accuracy: 0.3, logLoss: 0.01 }]])).toEqual({ group: 0, trial: 0 })
    expect(proposedAmong([])).toBeNull()
  })

  it('chance is twice guessing, or the commonest class', () => {
    expect(chanceLevel(Int32Array.from({ length: 100 }, (_, k) => k % 10), 10)).toBe(0.2)
    expect(chanceLevel(Int32Array.from({ length: 100 }, (_, k) => Number(k < 63)), 2)).toBe(0.63)
    expect(chanceLevel(Int32Array.of(0, 1), 2)).toBe(0.6)
  })
})
