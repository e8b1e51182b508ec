// Hyper-parameters in panels: nothing lost in the bins, a network always in its own, dots spread without leaving their place.
import { describe, expect, it } from 'vitest'
import { drawNetworks } from '../../core/population.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import type { Dataset } from '../../core/data/dataset.ts'
import type { NetworkRow } from '../../core/network.ts'
import { planTraining } from '../../core/training/plan.ts'
import type { NumberMeasure } from '../../store/measures.ts'
import { measureOf } from '../../store/measures.ts'
import { HYPER_KEYS, plannedUpdates, plotted, populationBins, varyingNumbers } from './hyper-values.ts'

const outcome = { divergedAt: null, steps: 1, parameters: 10, trainLoss: 1, trainAccuracy: 0.5, testLoss: 1, testAccuracy: 0.5 }
const rows = drawNetworks({ ...DEFAULT_RECIPE, labelNoise: { from: 0, to: 0.4 }, trainFraction: { from: 0.2, to: 1 } }, 0, 60)
  .map(spec => ({ ...spec, outcome: { ...outcome, parameters: 100 + spec.hyper.width } })) satisfies NetworkRow[]

describe('population bins', () => {
  it('hold every network once, and the one asked about', () => {
    for (const key of HYPER_KEYS) {
      const measure = measureOf(key)
      for (const row of rows) {
        const { counts, marked } = populationBins(measure, rows, row)
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60)
        expect(counts[marked]).toBeGreaterThan(0)
      }
    }
  })

  it('mark nothing for a value that nobody has', () => {
    const measure = measureOf('depth')
    expect(populationBins(measure, rows, { ...rows[0], hyper: { ...rows[0].hyper, depth: 99 } }).marked).toBe(-1)
  })

  it('stand a 0 with the least on a log scale, and spread the rest', () => {
    const rates = [0, ...Array.from({ length: 20 }, (_, k) => 10 ** (k / 5))].map(learningRate => ({ ...rows[0], hyper: { ...rows[0].hyper, learningRate } }))
    const { counts, marked } = populationBins(measureOf('learningRate'), rates, rates[0], 4)
    expect(counts).toEqual([6, 5, 5, 5])
    expect(marked).toBe(0)
  })

  it('take two ways of reckoning one value for one', () => {
    const twice = [0.003, 0.0029999999999999996].map(learningRate => ({ ...rows[0], hyper: { ...rows[0].hyper, learningRate } }))
    expect(populationBins(measureOf('learningRate'), twice, twice[1])).toEqual({ counts: [2], marked: 0 })
  })
})

describe('values to plot', () => {
  it('stay nearer to their own place than to the next', () => {
    const measure = measureOf('depth') as NumberMeasure
    const { values, spread } = plotted(measure, rows)
    expect(spread).toBe(true)
    for (const [k, row] of rows.entries()) expect(Math.round(values[k])).toBe(row.hyper.depth)
    expect(plotted(measure, rows).values).toEqual(values)
  })

  it('are exact where there are many', () => {
    const measure = measureOf('learningRate') as NumberMeasure
    expect(plotted(measure, rows)).toEqual({ values: rows.map(measure.read), spread: false })
  })

  it('are offered for what differs only', () => {
    const same = rows.map(row => ({ ...row, hyper: { ...row.hyper, depth: 2 } }))
    expect(varyingNumbers(rows).map(({ key }) => key)).toContain('depth')
    expect(varyingNumbers(same).map(({ key }) => key)).not.toContain('depth')
    expect(varyingNumbers([])).toEqual([])
  })
})

describe('planned updates', () => {
  it('are those of core\'s plan', () => {
    const train = Uint32Array.from({ length: 301 }, (_, k) => k)
    const dataset: Dataset = {
      id: 'digits', title: '', inputs: new Float32Array(64 * 301), labels: new Uint8Array(301), features: 64, classes: 2, classNames: ['a', 'b'],
      train, test: new Uint32Array(0), probes: new Uint32Array(0), trainProbes: new Uint32Array(0), image: { width: 8, height: 8 },
    }
    for (const row of rows) expect(plannedUpdates(row.hyper, 301)).toBe(planTraining(row, dataset).steps)
  })
})
