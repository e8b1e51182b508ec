// The claims about training as trajectories, on populations that are really trained here: what may be said of the digits, and what less of data that is not
// sloppy. The figures are those of docs/methods/experiments.md.
import { beforeAll, describe, expect, test } from 'vitest'
import { makeDataset } from '../src/core/data/make.ts'
import { againstNull } from '../src/core/inpca/null-model.ts'
import { drawNetworks } from '../src/core/population.ts'
import type { Session } from '../src/store/session.ts'
import type { ExperimentPart } from '../src/store/experiments/experiments-state.ts'
import { NOT_SLOPPY, SLOPPY } from '../src/store/experiments/experiments-state.ts'
import { findingsOf } from '../src/store/experiments/findings.ts'
import { measuredPart } from '../src/store/experiments/measure-part.ts'
import type { PartPlan } from '../src/store/experiments/recipes.ts'
import { CLAIMS, plansOf, specsOf } from '../src/store/experiments/recipes.ts'
import { KEEP } from '../src/store/experiments/train-part.ts'
import { hiddenWords } from '../src/core/architecture.ts'
import { trained, trajectoriesHere } from './experiments-here.ts'
import { digits } from './real-services.ts'

const never = new AbortController().signal

async function measured(plan: PartPlan): Promise<ExperimentPart> {
  const dataset = plan.dataset.id === 'digits' ? digits : makeDataset(plan.dataset, null)
  const session = { services: { experiment: trajectoriesHere(), pause: async () => undefined } } as unknown as Session
  return measuredPart(session, never, plan, dataset, trained(dataset, specsOf(plan), KEEP), () => undefined)
}

describe('30 networks on the digits: five architectures, three optimisers, two seeds each', () => {
  let part: ExperimentPart
  beforeAll(async () => { part = await measured(CLAIMS) }, 120_000)

  test('are what they are said to be: 20 checkpoints each on 200 probes, no two with a seed in common', () => {
    expect(part.rows).toHaveLength(30)
    expect(new Set(part.rows.map(({ hyper }) => hiddenWords(hyper!)))).toEqual(new Set(['16', '64', '256', '64–64', 'conv 1 → 32']))
    expect(new Set(part.rows.map(({ hyper }) => hyper!.optimiser)).size).toBe(3)
    expect(part.map.steps).toHaveLength(30 * 20)
    expect(digits.probes).toHaveLength(200)
    expect(new Set(part.rows.map(({ weightSeed }) => weightSeed)).size).toBe(30)
    expect(new Set(part.rows.map(({ orderSeed }) => orderSeed)).size).toBe(30)
  })

  test('few axes: χ₁ above .90, χ₃ above .93, and at least one of the first ten subtracts', () => {
    expect(part.stress[0]).toBeGreaterThan(0.9)
    expect(part.stress[2]).toBeGreaterThan(0.93)
    expect([...part.map.signs].slice(0, 10).filter(sign => sign < 0).length).toBeGreaterThanOrEqual(1)
    expect(part.map.negativeShare).toBeLessThan(0.01)
  })

  test('progress follows accuracy (ρ above .95), begins below .05 and ends above .85', () => {
    expect(part.progressByAccuracy).toBeGreaterThan(0.95)
    const { starts, progress } = part.map
    const first = part.rows.map((_, run) => progress[starts[run]])
    const last = part.rows.map((_, run) => progress[starts[run + 1] - 1])
    expect(Math.max(...first)).toBeLessThan(0.05)
    expect(Math.min(...last)).toBeGreaterThan(0.85)
  })

  test('runs of different architectures are closer than the null in 95 % of pairs and more, by a ratio below .7', () => {
    const shapes = part.rows.map(({ hyper }) => hiddenWords(hyper!))
    const found = againstNull(part.between.distances, part.between.nullDistances, shapes.length, (i, j) => shapes[i] !== shapes[j])!
    expect(found.pairs).toBe(360)
    expect(found.closer).toBeGreaterThanOrEqual(0.95)
    expect(found.ratio).toBeLessThan(0.7)
  })

  test('what does not replicate: the null’s axes hold nearly as much, and runs themselves are not low-dimensional', () => {
    expect(part.stress[2] - part.nullStress[2]).toBeLessThan(0.05)
    expect(part.between.stress[2]).toBeLessThan(0.7)
  })
})

describe('the digits, sloppy data and data that is not, half of the networks from corners', () => {
  let parts: ExperimentPart[]
  beforeAll(async () => {
    parts = []
    for (const plan of plansOf('sloppy', SLOPPY)) parts.push(await measured(plan))
  }, 240_000)

  test('three axes hold clearly less where the inputs are not sloppy', () => {
    const [digits, sloppy, plain] = parts
    expect(plain.title).toContain(String(NOT_SLOPPY))
    expect(digits.stress[2] - plain.stress[2]).toBeGreaterThan(0.1)
    expect(sloppy.stress[2] - plain.stress[2]).toBeGreaterThan(0.1)
    expect(sloppy.stress[0] - plain.stress[0]).toBeGreaterThan(0.1)
  })

  test('from ordinary weights alone they do not: that is said, and not hidden', () => {
    const [, sloppy, plain] = parts
    expect(plain.fresh!.stress[2]).toBeGreaterThan(0.93)
    expect(sloppy.fresh!.stress[2] - plain.fresh!.stress[2]).toBeLessThan(0.1)
    expect(findingsOf('sloppy', parts).found.map(({ holds }) => holds).slice(0, 2)).toEqual([true, false])
    // In one sentence, with the null's figures and what ordinary weights give.
    expect(findingsOf('sloppy', parts).answer).toMatch(/^Where the inputs are sloppy, if networks begin in corners: .* null’s 0\.\d+ and 0\.\d+\); begun at ordinary weights 0\.\d+ and 0\.\d+\.$/)
  })
})

test('the recipes name the networks that they train', () => {
  const names = (plan: PartPlan) => plan.runs.flatMap(({ recipe, from, count }) => drawNetworks(recipe, from, count).map(({ id }) => id))
  for (const plan of plansOf('optimisers', SLOPPY)) expect(names(plan)).toEqual(specsOf(plan).map((_, k) => k))
})
