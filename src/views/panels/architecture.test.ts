// A network's layers in a line: every size is that of core's plan.
import { describe, expect, it } from 'vitest'
import { knownSize } from '../../core/data/size.ts'
import { drawNetworks } from '../../core/population.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import { layersOf } from '../../core/training/architecture.ts'
import { architecture } from './architecture.ts'

const { hyper } = drawNetworks(DEFAULT_RECIPE, 0, 1)[0]
const digits = knownSize({ id: 'digits' })

describe('the layers in a line', () => {
  it('are named for a perceptron', () => {
    expect(architecture({ ...hyper, family: 'mlp', depth: 2, width: 32 }, digits)).toBe('64 inputs → 32 → 32 → 10 classes')
    expect(architecture({ ...hyper, family: 'mlp', depth: 1, width: 5 }, knownSize({ id: 'moons' }))).toBe('2 inputs → 5 → 2 classes')
  })

  it('are named for convolutions, which pool as long as there is something to pool', () => {
    expect(architecture({ ...hyper, family: 'conv', depth: 1, width: 32 }, digits)).toBe('8×8 pixels → conv 3×3, 4 channels → 4×4×4 → dense 32 → 10 classes')
    expect(architecture({ ...hyper, family: 'conv', depth: 2, width: 20 }, digits)).toBe('8×8 pixels → conv 3×3 ×2, 3 channels → 2×2×3 → dense 20 → 10 classes')
    expect(architecture({ ...hyper, family: 'conv', depth: 4, width: 32 }, digits)).toBe('8×8 pixels → conv 3×3 ×4, 4 channels → 2×2×4 → dense 32 → 10 classes')
  })

  it('say what enters the dense layer as the plan has it', () => {
    for (const depth of [1, 2, 3, 4]) {
      const conv = { ...hyper, family: 'conv' as const, depth, width: 40 }
      const written = / → ([\d×]+) → dense/.exec(architecture(conv, digits))![1].split('×').reduce((product, side) => product * Number(side), 1)
      expect(written).toBe(layersOf(conv, digits)[depth].inputs)
    }
  })
})
