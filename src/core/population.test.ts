// Recipes: an endless sequence that never changes under one's feet, grids in their order, and a sentence for every fault.
import { describe, expect, it } from 'vitest'
import type { Recipe } from './recipe.ts'
import { drawNetworks, GRID_ORDER, gridAxis, gridSize, networkAt, recipeNote } from './population.ts'
import { checkRecipe, DEFAULT_RECIPE, recipeFor } from './recipe.ts'

const RECIPE: Recipe = { ...DEFAULT_RECIPE, seed: 5 }
const many = drawNetworks(RECIPE, 0, 3000)

describe('the random sequence', () => {
  it('is a function of recipe, seed and index: not of the count, nor of what was asked before', () => {
    expect(networkAt(RECIPE, 1234)).toEqual(many[1234])
    expect(drawNetworks({ ...RECIPE, count: 7 }, 100, 20)).toEqual(many.slice(100, 120))
    expect(networkAt({ ...RECIPE, seed: 6 }, 0)).not.toEqual(many[0])
  })

  it('numbers its networks and gives each seeds of its own', () => {
    expect(many.map(spec => spec.id)).toEqual(many.map((_, index) => index))
    expect(new Set(many.flatMap(spec => [spec.weightSeed, spec.orderSeed])).size).toBe(6000)
  })

  it('stays within the recipe', () => {
    for (const { hyper } of many) {
      for (const key of ['width', 'learningRate', 'weightDecay', 'dropout', 'epochs', 'initScale', 'labelNoise', 'trainFraction'] as const) {
        expect(hyper[key]).toBeGreaterThanOrEqual(RECIPE[key].from)
        expect(hyper[key]).toBeLessThanOrEqual(RECIPE[key].to)
      }
      expect(Number.isInteger(hyper.width) && Number.isInteger(hyper.epochs)).toBe(true)
      expect(RECIPE.depth).toContain(hyper.depth)
    }
  })

  it.each(['width', 'learningRate', 'weightDecay', 'initScale'] as const)('draws %s evenly on a log scale', key => {
    const middle = Math.sqrt(RECIPE[key].from * RECIPE[key].to)
    expect(Math.abs(many.filter(({ hyper }) => hyper[key] < middle).length / 3000 - 0.5)).toBeLessThan(0.04)
  })

  it.each(['dropout', 'labelNoise', 'trainFraction'] as const)('draws %s evenly', key => {
    const middle = (RECIPE[key].from + RECIPE[key].to) / 2
    expect(Math.abs(many.filter(({ hyper }) => hyper[key] < middle).length / 3000 - 0.5)).toBeLessThan(0.04)
  })

  it('draws every choice and every whole number equally often, the ends too', () => {
    const share = (test: (spec: (typeof many)[number]) => boolean): number => many.filter(test).length / 3000
    for (const activation of RECIPE.activation) expect(Math.abs(share(({ hyper }) => hyper.activation === activation) - 0.25)).toBeLessThan(0.04)
    for (const optimiser of RECIPE.optimiser) expect(Math.abs(share(({ hyper }) => hyper.optimiser === optimiser) - 0.25)).toBeLessThan(0.04)
    const three = drawNetworks({ ...RECIPE, epochs: { from: 3, to: 5 } }, 0, 3000)
    for (const epochs of [3, 4, 5]) expect(Math.abs(three.filter(({ hyper }) => hyper.epochs === epochs).length / 3000 - 1 / 3)).toBeLessThan(0.04)
  })

  it('draws hyper-parameters independently: changing one range leaves the others', () => {
    const other = drawNetworks({ ...RECIPE, width: { from: 300, to: 400 } }, 0, 100)
    other.forEach((spec, index) => expect(spec).toEqual({ ...many[index], hyper: { ...many[index].hyper, width: spec.hyper.width } }))
  })

  it('names the networks that it named before there were families', () => {
    const before: Recipe = {
      ...DEFAULT_RECIPE, seed: 2024, family: ['mlp'], width: { from: 12, to: 128 }, learningRate: { from: 1e-3, to: 1 }, epochs: { from: 10, to: 40 },
      initScale: { from: 0.5, to: 5 }, labelNoise: { from: 0, to: 0.05 }, trainFraction: { from: 0.5, to: 1 },
    }
    const old = { optimiser: 'adam', depth: 2, width: 38, activation: 'relu', batchSize: 32, epochs: 30 }
    expect(networkAt(before, 359)).toMatchObject({ hyper: old, weightSeed: 917938217, orderSeed: 4285494260 })
    const numbers = {
      learningRate: 0.0029272377452170054, weightDecay: 0.00000878161153788905, initScale: 2.7507983206769993,
      dropout: 0.06612647767178714, labelNoise: 0.013405781460460276, trainFraction: 0.829360528383404,
    }
    for (const [key, value] of Object.entries(numbers)) expect(networkAt(before, 359).hyper[key as keyof typeof numbers] / value).toBeCloseTo(1, 14)
  })

  it('draws a convolutional network in four; which one leaves everything else as it is', () => {
    expect(Math.abs(many.filter(({ hyper }) => hyper.family === 'conv').length / 3000 - 0.25)).toBeLessThan(0.04)
    const perceptrons = drawNetworks({ ...RECIPE, family: ['mlp'] }, 0, 200)
    perceptrons.forEach((spec, index) => expect(spec).toEqual({ ...many[index], hyper: { ...many[index].hyper, family: 'mlp' } }))
  })

  it('draws augmentations and starts by generators of their own: with more to choose from, everything else stays as it is', () => {
    const wider = drawNetworks({ ...RECIPE, augmentation: ['none', 'shifts', 'noise'], start: ['fresh', 'labels', 'subset'] }, 0, 3000)
    wider.forEach((spec, index) => expect(spec).toEqual({ ...many[index], hyper: { ...many[index].hyper, augmentation: spec.hyper.augmentation, start: spec.hyper.start } }))
    expect(many.every(({ hyper }) => hyper.augmentation === 'none' && hyper.start === 'fresh')).toBe(true)
    for (const augmentation of ['none', 'shifts', 'noise']) {
      for (const start of ['fresh', 'labels', 'subset']) {
        expect(Math.abs(wider.filter(({ hyper }) => hyper.augmentation === augmentation && hyper.start === start).length / 3000 - 1 / 9)).toBeLessThan(0.03)
      }
    }
  })

  it('takes a range of one value, and a decay from 0 evenly', () => {
    const fixed = drawNetworks({ ...RECIPE, learningRate: { from: 0.003, to: 0.003 }, weightDecay: { from: 0, to: 0.01 } }, 0, 1000)
    expect(fixed.every(({ hyper }) => hyper.learningRate === 0.003)).toBe(true)
    expect(Math.abs(fixed.filter(({ hyper }) => hyper.weightDecay < 0.005).length / 1000 - 0.5)).toBeLessThan(0.06)
    expect(drawNetworks({ ...RECIPE, weightDecay: { from: 0, to: 0 } }, 0, 5).every(({ hyper }) => hyper.weightDecay === 0)).toBe(true)
  })
})

describe('the grid', () => {
  const one = { from: 0, to: 0 }
  const grid: Recipe = {
    ...RECIPE, kind: 'grid', steps: 3, family: ['mlp'], depth: [1, 2], width: { from: 4, to: 64 }, activation: ['tanh'], optimiser: ['sgd', 'adam'], learningRate: { from: 1e-3, to: 1e-1 },
    weightDecay: one, batchSize: [32], dropout: one, epochs: { from: 5, to: 5 }, initScale: { from: 1, to: 1 }, labelNoise: one, trainFraction: { from: 1, to: 1 },
  }

  it('has steps values a range, evenly on its scale, without repeats', () => {
    expect(gridAxis(grid, 'width')).toEqual([4, 16, 64])
    expect(gridAxis(grid, 'learningRate')).toEqual([1e-3, expect.closeTo(1e-2, 12), 1e-1])
    expect(gridAxis(grid, 'epochs')).toEqual([5])
    expect(gridAxis({ ...grid, steps: 5, epochs: { from: 2, to: 4 } }, 'epochs')).toEqual([2, 3, 4])
    expect(gridAxis({ ...grid, steps: 1 }, 'width')).toEqual([16])
    expect(gridSize(grid)).toBe(3 * 2 * 2 * 3)
  })

  it('goes through every combination once, width turning fastest, then depth', () => {
    const networks = drawNetworks(grid, 0, 36)
    expect(new Set(networks.map(({ hyper }) => JSON.stringify(hyper))).size).toBe(36)
    expect(networks.slice(0, 7).map(({ hyper }) => [hyper.width, hyper.depth])).toEqual([[4, 1], [16, 1], [64, 1], [4, 2], [16, 2], [64, 2], [4, 1]])
    expect(GRID_ORDER.at(-1)).toBe('width')
  })

  it('goes through a whole family before the next', () => {
    const both: Recipe = { ...grid, family: ['mlp', 'conv'] }
    expect(GRID_ORDER.slice(0, 3)).toEqual(['start', 'augmentation', 'family'])
    expect(gridSize(both)).toBe(72)
    const networks = drawNetworks(both, 0, 72)
    expect(networks.slice(0, 36).map(({ hyper }) => hyper)).toEqual(drawNetworks(grid, 0, 36).map(({ hyper }) => hyper))
    networks.slice(36).forEach(({ hyper }, place) => expect(hyper).toEqual({ ...networks[place].hyper, family: 'conv' }))
  })

  it('goes through a whole augmentation, and then through a whole start, before the next', () => {
    const all: Recipe = { ...grid, augmentation: ['none', 'noise'], start: ['fresh', 'subset'] }
    const networks = drawNetworks(all, 0, 144)
    expect(gridSize(all)).toBe(144)
    networks.forEach(({ hyper }, place) => expect(hyper).toEqual({
      ...networkAt(grid, place % 36).hyper, augmentation: place % 72 < 36 ? 'none' : 'noise', start: place < 72 ? 'fresh' : 'subset',
    }))
  })

  it('then begins again with new seeds', () => {
    expect(networkAt(grid, 36 + 5).hyper).toEqual(networkAt(grid, 5).hyper)
    expect(networkAt(grid, 36 + 5).weightSeed).not.toBe(networkAt(grid, 5).weightSeed)
  })

  it('says how its size compares with the count', () => {
    expect(recipeNote({ ...grid, count: 20 })).toBe('The grid has 36 combinations; the first 20 are trained.')
    expect(recipeNote({ ...grid, count: 50 })).toBe('The grid has 36 combinations; it is gone through again with new seeds.')
    expect(recipeNote({ ...grid, count: 36 })).toBeNull()
    expect(recipeNote(RECIPE)).toBeNull()
  })
})

describe('recipeFor', () => {
  it('leaves a recipe alone where the rows are pictures', () => expect(recipeFor(RECIPE, true)).toEqual(RECIPE))

  it('puts perceptrons in the place of convolutions where they are not, and the rest of each network stays', () => {
    expect(recipeFor(RECIPE, false)).toEqual({ ...RECIPE, family: ['mlp'] })
    expect(recipeFor({ ...RECIPE, family: ['conv'] }, false).family).toEqual(['mlp'])
    expect(RECIPE.family).toEqual(['mlp', 'conv'])
    drawNetworks(recipeFor(RECIPE, false), 0, 50).forEach((spec, index) => expect(spec).toEqual({ ...many[index], hyper: { ...many[index].hyper, family: 'mlp' } }))
  })
})

describe('recipeFor, of shifts', () => {
  it('has rows as they are where there are no pictures, each choice once', () => {
    const shifting: Recipe = { ...RECIPE, augmentation: ['shifts', 'noise', 'none'] }
    expect(recipeFor(shifting, true)).toEqual(shifting)
    expect(recipeFor(shifting, false).augmentation).toEqual(['none', 'noise'])
    expect(recipeFor({ ...RECIPE, augmentation: ['shifts'] }, false).augmentation).toEqual(['none'])
    expect(recipeFor(recipeFor(shifting, false), false)).toEqual(recipeFor(shifting, false))
  })
})

describe('checkRecipe', () => {
  it('finds nothing wrong with the default, as draws or as a grid', () => {
    expect(checkRecipe(DEFAULT_RECIPE)).toEqual({})
    expect(checkRecipe({ ...DEFAULT_RECIPE, kind: 'grid' })).toEqual({})
  })

  it.each<[Partial<Recipe>, Partial<Record<keyof Recipe, string>>]>([
    [{ count: 1000000 }, { count: 'Networks: 1000000 is too many; choose 1 to 5,000.' }],
    [{ count: 0 }, { count: 'Networks: 0 is too few; choose 1 to 5,000.' }],
    [{ count: 2.5 }, { count: 'Networks: 2.5 is not a whole number; choose 1 to 5,000.' }],
    [{ count: NaN }, { count: 'Networks: a number is missing; choose 1 to 5,000.' }],
    [{ count: Infinity }, { count: 'Networks: Infinity is too many; choose 1 to 5,000.' }],
    [{ seed: -1 }, { seed: 'Seed: -1 is too small; choose 0 to 4294967295.' }],
    [{ seed: 4294967296 }, { seed: 'Seed: 4294967296 is too large; choose 0 to 4294967295.' }],
    [{ seed: 0.5 }, { seed: 'Seed: 0.5 is not a whole number; choose 0 to 4294967295.' }],
    [{ steps: 0 }, { steps: 'Grid steps: 0 is too small; choose 1 to 20.' }],
    [{ depth: [] }, { depth: 'Depth: nothing is chosen; choose at least one.' }],
    [{ depth: [1, 9] }, { depth: 'Depth: 9 is too large; choose 1 to 8.' }],
    [{ family: [] }, { family: 'Family: nothing is chosen; choose at least one.' }],
    [{ family: ['mlp', 'transformer' as 'mlp'] }, { family: 'Family: transformer is not known; choose among mlp, conv.' }],
    [{ activation: [] }, { activation: 'Activation: nothing is chosen; choose at least one.' }],
    [{ optimiser: ['lion' as 'sgd'] }, { optimiser: 'Optimiser: lion is not known; choose among sgd, momentum, adam, adamw.' }],
    [{ width: { from: 0, to: 8 } }, { width: 'Width: 0 is too small; choose 1 to 512.' }],
    [{ width: { from: 8.5, to: 9 } }, { width: 'Width: 8.5 is not a whole number; choose 1 to 512.' }],
    [{ learningRate: { from: 0, to: 1 } }, { learningRate: 'Learning rate: 0 is too small; choose above 0, up to 100.' }],
    [{ learningRate: { from: 0.1, to: 1000 } }, { learningRate: 'Learning rate: 1000 is too large; choose above 0, up to 100.' }],
    [{ learningRate: { from: 1, to: 0.1 } }, { learningRate: 'Learning rate: it goes from 1 down to 0.1; the first must not be the larger.' }],
    [{ learningRate: { from: NaN, to: 1 } }, { learningRate: 'Learning rate: a number is missing; choose above 0, up to 100.' }],
    [{ weightDecay: { from: -1, to: 0 } }, { weightDecay: 'Weight decay: -1 is too small; choose 0 to 10.' }],
    [{ batchSize: [2048] }, { batchSize: 'Batch size: 2048 is too large; choose 1 to 1,024.' }],
    [{ dropout: { from: 0, to: 0.95 } }, { dropout: 'Dropout: 0.95 is too large; choose 0 to below 0.95.' }],
    [{ epochs: { from: 0, to: 5 } }, { epochs: 'Epochs: 0 is too small; choose 1 to 500.' }],
    [{ initScale: { from: 0, to: 1 } }, { initScale: 'Initialisation scale: 0 is too small; choose above 0, up to 100.' }],
    [{ labelNoise: { from: 0, to: 1.1 } }, { labelNoise: 'Label noise: 1.1 is too large; choose 0 to 1.' }],
    [{ trainFraction: { from: 0, to: 1 } }, { trainFraction: 'Training fraction: 0 is too small; choose 0.01 to 1.' }],
    [{ augmentation: [] }, { augmentation: 'Augmentation: nothing is chosen; choose at least one.' }],
    [{ start: ['fresh', 'corner' as 'labels'] }, { start: 'Start: corner is not known; choose among fresh, labels, subset.' }],
    [{ kind: 'sobol' as 'grid' }, { kind: 'Kind: sobol is not known; choose random or grid.' }],
    [{ count: 0, depth: [], width: { from: 9, to: 4 } }, {
      count: 'Networks: 0 is too few; choose 1 to 5,000.', depth: 'Depth: nothing is chosen; choose at least one.',
      width: 'Width: it goes from 9 down to 4; the first must not be the larger.',
    }],
  ])('%o', (change, faults) => expect(checkRecipe({ ...DEFAULT_RECIPE, ...change })).toEqual(faults))

  it('lets the limits themselves pass', () => {
    expect(checkRecipe({
      ...DEFAULT_RECIPE, count: 5000, seed: 4294967295, steps: 1, depth: [8], width: { from: 1, to: 512 }, learningRate: { from: 100, to: 100 }, weightDecay: { from: 0, to: 10 },
      batchSize: [1, 1024], dropout: { from: 0, to: 0.94 }, epochs: { from: 1, to: 500 },
      initScale: { from: 100, to: 100 }, labelNoise: { from: 1, to: 1 }, trainFraction: { from: 0.01, to: 1 },
    })).toEqual({})
  })
})
