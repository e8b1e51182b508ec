// A network made again is the network: from its seeds as from its weights, layers lead to one another, and the plane answers as its points do.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../data/dataset.ts'
import { DEFAULT_DATASET } from '../data/dataset.ts'
import { makeDataset } from '../data/make.ts'
import type { Hyperparameters, NetworkSpec } from '../network.ts'
import { KEEP_NOTHING } from '../network.ts'
import { hiddenNames, passRows } from './layers.ts'
import { learnersFor } from './learners.ts'
import { plainLearners } from './plain.ts'
import { answerPlane, planeFrame, planePoints } from './plane.ts'
import { layersOf } from './architecture.ts'
import type { MadeAgain } from './revisit.ts'
import { makeAgainSteps } from './revisit.ts'
import { trainNetwork } from './train.ts'

const bytesOf = (path: string): Uint8Array => readFileSync(new URL(`../../../public/${path}`, import.meta.url))
const digits = makeDataset(DEFAULT_DATASET, bytesOf('data/digits.bin'))
const moons = makeDataset({ ...DEFAULT_DATASET, id: 'moons' }, null)

const HYPER: Hyperparameters = {
  family: 'mlp', depth: 2, width: 12, activation: 'tanh', optimiser: 'adam', learningRate: 3e-3, weightDecay: 0, batchSize: 64, dropout: 0.1, epochs: 3, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
}
const specOf = (change: Partial<Hyperparameters> = {}): NetworkSpec => ({ id: 7, hyper: { ...HYPER, ...change }, weightSeed: 1, orderSeed: 2 })

function ended<T>(work: Generator<unknown, T, void>): T {
  for (let next = work.next(); ; next = work.next()) if (next.done) return next.value
}
const again = (spec: NetworkSpec, data: Dataset, begin = learnersFor(data)): MadeAgain => ended(makeAgainSteps(spec, null, data, begin))

/** Largest difference as a share of the largest value. */
function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length)
  let [difference, size] = [0, 0]
  for (let place = 0; place < a.length; place++) {
    difference = Math.max(difference, Math.abs(a[place] - b[place]))
    size = Math.max(size, Math.abs(b[place]))
  }
  return size > 0 ? difference / size : difference
}

describe.each([
  ['a perceptron', specOf()],
  ['three layers of gelu', specOf({ depth: 3, activation: 'gelu' })],
  ['two convolutions', specOf({ family: 'conv', width: 16, activation: 'relu', epochs: 1 })],
] as const)('%s', (_, spec) => {
  const made = again(spec, digits)
  const layers = layersOf(spec.hyper, digits)

  it('is the same from its weights as from its seeds, to the bit', () => {
    const kept = ended(makeAgainSteps(spec, made.state, digits, learnersFor(digits)))
    expect(kept).toEqual(made)
    const trained = ended(trainNetwork(spec, digits, learnersFor(digits), { ...KEEP_NOTHING, state: true }))
    expect(kept.state).toEqual(trained.state)
    expect(kept.probabilities).toEqual(trained.probabilities)
    expect(kept.layers.at(-1)!.values).toEqual(trained.activations!.values)
  })

  it('goes through the plain pass as through the engine that trained it', () => {
    const passed = passRows(layers, spec.hyper.activation, made.state.weights, digits.inputs, digits.probes)
    expect(apart(passed.hidden.at(-1)!.values, made.layers.at(-1)!.values)).toBeLessThan(2e-6)
    expect(apart(passed.probabilities, made.probabilities)).toBeLessThan(5e-6)
    const plain = ended(makeAgainSteps(spec, made.state, digits, plainLearners(digits)))
    expect(plain.layers).toEqual(passed.hidden)
    expect(plain.probabilities).toEqual(passed.probabilities)
  })

  it('has a layer for every step of its depth', () => {
    const expected = spec.hyper.family === 'conv' ? ['convolution 1', 'convolution 2', 'hidden'] : Array.from({ length: spec.hyper.depth }, (__, place) => `hidden ${place + 1}`)
    expect(hiddenNames(layers)).toEqual(expected)
    expect(made.layers.map(({ name, columns }) => [name, columns])).toEqual(expected.map((name, place) => [name, layers[place].units]))
  })
})

it('a hidden layer by hand: tanh(x W + b), row by row', () => {
  const spec = specOf({ depth: 1 })
  const { state: { weights }, layers: [first] } = again(spec, digits)
  const worst = [...digits.probes].map((row, probe) => {
    const by = Array.from({ length: 12 }, (_, unit) => {
      let sum = weights[64 * 12 + unit]
      for (let pixel = 0; pixel < 64; pixel++) sum += digits.inputs[64 * row + pixel] * weights[12 * pixel + unit]
      return Math.tanh(sum)
    })
    return apart(first.values.subarray(12 * probe, 12 * (probe + 1)), by)
  })
  expect(Math.max(...worst)).toBeLessThan(1e-5)
})

it('weights of another network are refused', () => {
  expect(() => passRows(layersOf(HYPER, digits), 'relu', new Float32Array(12), digits.inputs, digits.probes)).toThrow('and 12 were given')
})

describe('the plane of the moons', () => {
  const spec = specOf({ epochs: 20 })
  const made = again(spec, moons)
  const plane = answerPlane(spec, made.state, moons, 17)

  it('frames every point of the data, to the same scale both ways', () => {
    const { across, up } = planeFrame(moons)
    expect(across[1] - across[0]).toBeCloseTo(up[1] - up[0], 12)
    for (let place = 0; place < moons.inputs.length; place += 2) {
      expect(moons.inputs[place]).toBeGreaterThan(across[0])
      expect(moons.inputs[place]).toBeLessThan(across[1])
      expect(moons.inputs[place + 1]).toBeGreaterThan(up[0])
      expect(moons.inputs[place + 1]).toBeLessThan(up[1])
    }
    const points = planePoints({ across, up }, 3)
    expect(apart([points[0], points[1], points[16], points[17]], [across[0], up[1], across[1], up[0]])).toBeLessThan(1e-6)
  })

  it('answers what the network answers to the same points as data', () => {
    const points = planePoints(plane, 17)
    const rows = Uint32Array.from({ length: 17 * 17 }, (_, row) => row)
    const asData: Dataset = { ...moons, inputs: points, labels: new Uint8Array(rows.length), train: Uint32Array.of(0), test: rows, probes: rows }
    const { probabilities } = ended(makeAgainSteps(spec, made.state, asData, learnersFor(asData)))
    expect(apart(plane.probabilities, probabilities)).toBeLessThan(5e-6)
  })

  it('is refused for data of other dimensions', () => {
    expect(() => planeFrame(digits)).toThrow('64')
  })
})
