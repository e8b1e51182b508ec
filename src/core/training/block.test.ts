// Forward and backward: gradients against differences, softmax against its invariances.
import { describe, expect, it } from 'vitest'
import { ACTIVATIONS } from '../network.ts'
import type { Activation } from '../network.ts'
import { mulberry32, normals } from '../random.ts'
import type { Mlp } from './mlp.ts'
import { backward, forward, gatherInputs, largest, makeMlp, multiplyAdds, score, scoreForTraining } from './mlp.ts'
import { parameterCount } from './plan.ts'

const wide = (size: number): Float64Array => new Float64Array(size)
const ROWS = 7
const everyRow = Uint32Array.from({ length: ROWS }, (_, row) => row)

interface Case { mlp: Mlp, weights: Float64Array, inputs: Float64Array, labels: number[], masks: Float64Array[] | null }

function makeCase(activation: Activation, shape: number[], dropout: boolean): Case {
  const normal = normals(mulberry32(shape.length * 10 + ACTIVATIONS.indexOf(activation)))
  const weights = wide(parameterCount(shape)).map(() => 0.7 * normal())
  const inputs = wide(ROWS * shape[0]).map((_, place) => place % 3 === 0 ? 0 : normal())
  const random = mulberry32(2)
  const masks = dropout ? shape.slice(1, -1).map(units => wide(ROWS * units).map(() => random() < 0.3 ? 0 : 1 / 0.7)) : null
  return { mlp: makeMlp(shape, activation, wide), weights, inputs, labels: Array.from({ length: ROWS }, (_, row) => row % shape.at(-1)!), masks }
}

function meanLoss({ mlp, weights, inputs, labels, masks }: Case): number {
  gatherInputs(mlp, inputs, everyRow, 0, ROWS)
  forward(mlp, weights, ROWS, masks && ((mask, layer) => { mask.set(masks[layer]) }))
  return scoreForTraining(mlp, ROWS, row => labels[row], ROWS).loss / ROWS
}

describe.each(ACTIVATIONS)('gradient of %s', activation => {
  it.each([[[6, 5, 3], false], [[6, 5, 4, 3], false], [[5, 4, 4, 4, 2], false], [[6, 9, 8, 3], true]] as const)('through %j (dropout %s) is that of finite differences', (shape, dropout) => {
    const made = makeCase(activation, [...shape], dropout)
    meanLoss(made)
    const gradient = new Float64Array(made.weights.length)
    backward(made.mlp, made.weights, ROWS, gradient)
    const h = 1e-6
    made.weights.forEach((weight, place) => {
      made.weights[place] = weight + h
      const above = meanLoss(made)
      made.weights[place] = weight - h
      const below = meanLoss(made)
      made.weights[place] = weight
      expect(Math.abs(gradient[place] - (above - below) / (2 * h))).toBeLessThan(1e-8)
    })
  })

  it('is the same whether the rows come in one block or in several', () => {
    const made = makeCase(activation, [6, 5, 4, 3], false)
    const { mlp, weights, inputs, labels } = made
    meanLoss(made)
    const whole = new Float64Array(weights.length)
    backward(mlp, weights, ROWS, whole)
    const parts = new Float64Array(weights.length)
    for (const [from, to] of [[0, 3], [3, 4], [4, 7]]) {
      gatherInputs(mlp, inputs, everyRow, from, to)
      forward(mlp, weights, to - from, null)
      scoreForTraining(mlp, to - from, row => labels[from + row], ROWS)
      backward(mlp, weights, to - from, parts)
    }
    parts.forEach((value, place) => expect(value).toBeCloseTo(whole[place], 14))
  })
})

describe('forward', () => {
  it('is the matrix product written out', () => {
    const { mlp, weights, inputs } = makeCase('tanh', [6, 5, 3], false)
    gatherInputs(mlp, inputs, everyRow, 0, ROWS)
    forward(mlp, weights, ROWS, null)
    for (let row = 0; row < ROWS; row++) {
      const hidden = Array.from({ length: 5 }, (_, unit) => {
        let sum = weights[30 + unit]
        for (let input = 0; input < 6; input++) sum += inputs[row * 6 + input] * weights[input * 5 + unit]
        return Math.tanh(sum)
      })
      for (let label = 0; label < 3; label++) {
        const logit = hidden.reduce((sum, value, unit) => sum + value * weights[35 + unit * 3 + label], weights[50 + label])
        expect(mlp.values[2][row * 3 + label]).toBeCloseTo(logit, 12)
      }
    }
  })

  it('gives a row the same logits wherever it stands in a block', () => {
    const { mlp, weights, inputs } = makeCase('gelu', [6, 5, 4, 3], false)
    gatherInputs(mlp, inputs, everyRow, 0, ROWS)
    forward(mlp, weights, ROWS, null)
    const logits = mlp.values[3].slice(5 * 3, 6 * 3)
    gatherInputs(mlp, inputs, Uint32Array.of(5), 0, 1)
    forward(mlp, weights, 1, null)
    expect(mlp.values[3].slice(0, 3)).toEqual(logits)
  })

  it('keeps blocks small enough to look up between them, whatever the size', () => {
    for (const shape of [[64, 4, 10], [64, 32, 32, 10], [200, ...Array.from({ length: 8 }, () => 512), 5]]) {
      const { blockRows } = makeMlp(shape, 'relu')
      expect(blockRows).toBeGreaterThanOrEqual(4)
      expect(blockRows).toBeLessThanOrEqual(64)
      expect(blockRows * multiplyAdds(shape)).toBeLessThan(1e7)
    }
  })
})

describe('softmax cross-entropy', () => {
  const probabilities = (logits: number[]): number[] => {
    const out = new Float64Array(logits.length)
    score(Float64Array.from(logits), 1, logits.length, () => 0, out)
    return [...out]
  }
  const loss = (logits: number[], label: number): number => score(Float64Array.from(logits), 1, logits.length, () => label, null).loss

  it('sums to 1, does not feel a common shift, and turns with its classes', () => {
    const p = probabilities([1, -2, 0.5])
    expect(p.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 14)
    probabilities([101, 98, 100.5]).forEach((value, place) => expect(value).toBeCloseTo(p[place], 12))
    expect(probabilities([-2, 1, 0.5])).toEqual([p[1], p[0], p[2]])
  })

  it('of equal logits is ln C, and −ln p otherwise', () => {
    expect(loss(Array.from({ length: 10 }, () => 3), 4)).toBeCloseTo(Math.log(10), 14)
    expect(loss([1, -2, 0.5], 1)).toBeCloseTo(-Math.log(probabilities([1, -2, 0.5])[1]), 13)
  })

  it('stays exact where exp would overflow or vanish', () => {
    expect(loss([1e5, 0], 1)).toBe(1e5)
    expect(loss([1e5, 0], 0)).toBe(0)
    expect(probabilities([-1e30, 1e30])).toEqual([0, 1])
  })

  it('takes the lower of equal classes, and counts hits so', () => {
    expect(largest(Float64Array.of(9, 1, 3, 3), 1, 3)).toBe(1)
    expect(score(Float64Array.of(2, 2, 0, 5), 2, 2, () => 0, null).correct).toBe(1)
  })

  it('is NaN for logits that are not finite, never a number', () => {
    expect(loss([Infinity, 0], 1)).toBeNaN()
    expect(loss([NaN, 0], 1)).toBeNaN()
  })
})
