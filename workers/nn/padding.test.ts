// Padding adds only zeros and can be undone.
import { describe, expect, it } from 'vitest'
import { FAMILIES, type Family, type Hyperparameters } from '../../src/core/network.ts'
import { mulberry32 } from '../../src/core/random.ts'
import { layersOf, parametersOf, type Layer } from '../../src/core/training/architecture.ts'
import { decayMask, firstColumns, padWeights, spreadUnits, unitMask, unpadWeights } from './padding.ts'

const layers = (family: Family, width: number, depth = 2): Layer[] =>
  layersOf({ family, depth, width } as Hyperparameters, { features: 40, classes: 2, image: { height: 4, width: 5 } })
const dense = (inputs: number, width: number, classes: number): Layer[] => layersOf({ family: 'mlp', depth: 1, width } as Hyperparameters, { features: inputs, classes, image: null })
const random = mulberry32(1)
const weightsOf = (of: Layer[]): Float32Array => Float32Array.from({ length: parametersOf(of) }, () => random() + 1)

describe.each(FAMILIES)('%s', family => {
  const [narrow, wide] = [layers(family, 20), layers(family, 50)]
  const weights = weightsOf(narrow)

  it('gives back what was padded', () => {
    expect(unpadWeights(padWeights(weights, narrow, wide), narrow, wide)).toEqual(weights)
    expect(padWeights(weights, narrow, narrow)).toEqual(weights)
  })

  it('adds nothing but zeros', () => {
    const padded = padWeights(weights, narrow, wide)
    expect(padded.length).toBe(parametersOf(wide))
    expect(padded.filter(value => value !== 0).sort()).toEqual(weights.slice().sort())
  })
})

it('keeps each layer as (inputs + 1) × outputs with the biases last', () => {
  // One input, one unit, one class: w₁ b₁ w₂ b₂, into two units.
  expect([...padWeights(Float32Array.of(1, 2, 3, 4), dense(1, 1, 1), dense(1, 2, 1))]).toEqual([1, 0, 2, 0, 3, 0, 4])
})

it('pads the channels of each place of a picture by themselves', () => {
  // What the dense layer behind two channels of 2 × 2 places sees, behind three: every third input is new.
  const [two, three] = [layers('conv', 16, 1), layers('conv', 17, 1)]
  const weights = new Float32Array(parametersOf(two))
  for (let input = 0; input < two[1].inputs; input++) weights[two[1].weights + input * 16] = input + 1
  const padded = padWeights(weights, two, three)
  expect(Array.from({ length: three[1].inputs }, (_, input) => padded[three[1].weights + input * 17])).toEqual([1, 2, 0, 3, 4, 0, 5, 6, 0, 7, 8, 0])
  const into = new Float32Array(14)
  spreadUnits(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), two[0], three[0], into, 2)
  expect([...into]).toEqual([0, 0, 1, 2, 0, 3, 4, 0, 5, 6, 0, 7, 8, 0])
})

it('marks weights and units', () => {
  expect([...decayMask(dense(2, 1, 1))]).toEqual([1, 1, 0, 1, 0])
  expect([...unitMask([1, 3], 3)]).toEqual([1, 0, 0, 1, 1, 1])
  expect([...firstColumns(Float32Array.of(1, 2, 3, 4, 5, 6), 2, 3, 2)]).toEqual([1, 2, 4, 5])
})
