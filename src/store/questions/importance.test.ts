// What the forest is given must be what the map has: settings that differ, in the rows' order, and the places that are drawn.
import { describe, expect, it } from 'vitest'
import { createFakes, fakeMap } from '../fakes.ts'
import { measuresOf } from '../measures.ts'
import { createAppStore } from '../store.ts'
import { inputsOf, targetOf } from './importance-inputs.ts'

const { networks } = fakeMap(60)

describe('networks as columns', () => {
  const { keys, inputs } = inputsOf(networks, measuresOf(networks))

  it('are the hyper-parameters that differ, without what follows from them', () => {
    expect(keys).toContain('learningRate')
    expect(keys).toContain('activation')
    for (const key of ['parameters', 'testAccuracy', 'spectralEntropy']) expect(keys).not.toContain(key)
    const same = networks.map(row => ({ ...row, hyper: { ...row.hyper!, depth: 2, learningRate: 0.003 } }))
    expect(inputsOf(same, measuresOf(same)).keys).not.toContain('depth')
    // 0.3 and 0.1 + 0.2 are one setting.
    const nearly = networks.map((row, k) => ({ ...row, hyper: { ...row.hyper!, learningRate: k % 2 ? 0.3 : 0.1 + 0.2 } }))
    expect(inputsOf(nearly, measuresOf(nearly)).keys).not.toContain('learningRate')
  })

  it('hold numbers as they are and names as places in their list', () => {
    const rate = inputs[keys.indexOf('learningRate')]
    const activation = inputs[keys.indexOf('activation')]
    expect(rate.levels).toBe(0)
    expect(activation.levels).toBe(4)
    networks.forEach((row, k) => {
      expect(rate.values[k]).toBe(row.hyper!.learningRate)
      expect(['relu', 'tanh', 'gelu', 'sigmoid'][activation.values[k]]).toBe(row.hyper!.activation)
    })
  })

  it('are to explain accuracy, or all the coordinates that the map has', () => {
    const flat = Float64Array.from({ length: 120 }, (_, k) => k)
    const space = Float64Array.from({ length: 180 }, (_, k) => -k)
    expect(targetOf('accuracy', networks, flat, null)).toEqual({ values: Float64Array.from(networks, row => row.outcome.testAccuracy), outputs: 1 })
    expect(targetOf('position', networks, flat, null)).toEqual({ values: flat, outputs: 2 })
    expect(targetOf('position', networks, flat, space)).toEqual({ values: space, outputs: 3 })
  })
})

describe('the question of what explains', () => {
  it('is answered once for a map, and not asked of a handful', async () => {
    const store = createAppStore(createFakes(fakeMap(60)))
    await store.getState().start()
    store.getState().ask('importance', 'accuracy')
    await expect.poll(() => [...store.getState().answers.values()].some(entry => entry.whole)).toBe(true)
    const few = createAppStore(createFakes(fakeMap(8)))
    await few.getState().start()
    few.getState().ask('importance', 'accuracy')
    expect(few.getState().answers.size).toBe(0)
  })
})
