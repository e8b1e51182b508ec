// What the beginning of a training says of its end.
import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../random.ts'
import { spearman } from '../statistics.ts'
import type { Finished } from './early.ts'
import { forecast, neighboursSay } from './early.ts'

const all = { settings: true, score: true, neighbours: true }
const random = mulberry32(5)
/** On a line: how good a network gets is where it stands. */
const line = Array.from({ length: 60 }, (): Finished => {
  const at = random()
  return { features: Float64Array.of(random(), random()), score: random(), final: at }
})
const known = line.slice(0, 40)
const asked = line.slice(40)

describe('neighboursSay', () => {
  const finals = Float64Array.of(0.1, 0.2, 0.9)

  it('listens to the nearest most', () => expect(neighboursSay(finals, f => [3, 0, 2][f])).toBeLessThan(0.3))
  it('leaves the network itself out', () => expect(neighboursSay(finals, f => [0, 4, 9][f], 0)).toBeLessThan(0.3))
  it('is the mean of all where all are as near, or nobody is near at all', () => {
    for (const far of [1, Infinity]) expect(neighboursSay(finals, () => far)).toBeCloseTo(0.4, 12)
  })
  it('does not mind the unit of distances', () => {
    const [once, thrice] = [1, 3].map(unit => neighboursSay(finals, f => unit * [3, 1, 2][f]))
    expect(thrice).toBeCloseTo(once, 12)
  })
})

describe('forecast', () => {
  it('by the early score alone keeps its order, diverged ones last', () => {
    const said = forecast(known, { settings: false, score: true, neighbours: false }, 1)([0.3, NaN, 0.7].map(score => ({ features: known[0].features, score })))
    expect([...said]).toEqual([0.3, 0, 0.7])
  })

  it('finds what neighbours know and neither settings nor early scores do', () => {
    const between = (a: Finished, b: Finished): number => Math.abs(a.final - b.final)
    const truth = asked.map(({ final }) => final)
    const seeing = forecast(known, all, 1, (a, f) => between(known[a], known[f]))(asked, (a, f) => between(asked[a], known[f]))
    const blind = forecast(known, { ...all, neighbours: false }, 1)(asked)
    expect(spearman(seeing, truth).rho).toBeGreaterThan(0.8)
    expect(spearman(blind, truth).rho).toBeLessThan(0.6)
  })

  it('is the same for the same seed, and has an answer where nobody ended well', () => {
    const [one, two] = [1, 1].map(seed => forecast(known, all, seed, () => 1)(asked, () => 1))
    expect(one).toEqual(two)
    expect([...forecast(known.map(network => ({ ...network, final: NaN })), all, 1, () => 1)(asked, () => 1)]).toEqual(asked.map(() => 0))
  })
})
