// Successive halving against rounds that can be written out, and against what it must never do.
import { describe, expect, it } from 'vitest'
import { bestLook, halved, halving, roundCost, rungCounts } from './halving.ts'

const RUNGS = [0.1, 0.25, 0.5, 1]
/** Candidate k is k itself. */
const endless = (place: number): number => place

describe('a round', () => {
  it('leaves as many at each rung as cost about the same', () => {
    expect(rungCounts(20, RUNGS)).toEqual([20, 8, 4, 2])
    expect(rungCounts(9, [1 / 9, 1 / 3, 1])).toEqual([9, 3, 1])
    expect(rungCounts(3, RUNGS)).toEqual([3, 1, 1, 1])
    // 20 × 0.1 + 8 × 0.15 + 4 × 0.25 + 2 × 0.5.
    expect(roundCost(20, RUNGS)).toBeCloseTo(5.2, 12)
    expect(roundCost(1, RUNGS)).toBeCloseTo(1, 12)
  })

  it('trains the best on, from where they stand, and ends with the best of all', () => {
    // Later ones are better; at the last rung the order turns.
    const rounds = halving(endless, 2.6, { rungs: RUNGS })
    let step = rounds.next()
    const seen: string[] = []
    while (!step.done) {
      seen.push(step.value.map(({ candidate, from, to }) => `${candidate}:${from}-${to}`).join(' '))
      step = rounds.next(step.value.map(({ candidate, rung }) => rung === 3 ? -candidate : candidate))
    }
    expect(seen.slice(1)).toEqual(['9:0.1-0.25 8:0.1-0.25 7:0.1-0.25 6:0.1-0.25', '9:0.25-0.5 8:0.25-0.5', '9:0.5-1'])
    expect(seen[0].split(' ').length).toBe(10)
    const spent = step.value.map(look => look.spent)
    expect(spent).toEqual(spent.toSorted((a, b) => a - b))
    expect(spent.at(-1)).toBeCloseTo(2.6, 12)
  })
})

describe('rounds', () => {
  it('go on until nothing can be trained to its end, never beyond the budget, the last with as many as there is room for', () => {
    for (const budget of [0.9, 1, 3, 7.3, 50]) {
      const looks = halved(endless, candidate => candidate % 7, budget, { rungs: RUNGS, first: 20 })
      const spent = looks.at(-1)?.spent ?? 0
      expect(spent).toBeLessThanOrEqual(budget + 1e-9)
      expect(budget - spent).toBeLessThan(1)
      const drawn = looks.filter(({ rung }) => rung === 0).map(({ candidate }) => candidate)
      expect(drawn).toEqual(drawn.map((_, place) => place))
    }
  })

  it('leave out what has diverged, and spend what that saves', () => {
    const looks = halved(endless, candidate => candidate % 2 === 0 ? NaN : candidate, 20, { rungs: RUNGS })
    expect(looks.every(({ candidate, rung }) => rung === 0 || candidate % 2 === 1)).toBe(true)
    const dead = halved(endless, () => NaN, 3, { rungs: RUNGS })
    expect(dead.every(({ rung }) => rung === 0)).toBe(true)
    expect(dead.length).toBeGreaterThan(20)
    expect(bestLook(dead, 3)).toBeNull()
  })

  it('end where there are no more candidates', () => {
    const looks = halved(place => place < 4 ? `n${place}` : undefined, () => 0.5, 100, { rungs: RUNGS })
    expect(new Set(looks.map(({ candidate }) => candidate)).size).toBe(4)
    // Of equals the earliest goes on.
    expect(looks.at(-1)).toMatchObject({ candidate: 'n0', rung: 3 })
    expect(halved(() => undefined, () => 1, 9, { rungs: RUNGS })).toEqual([])
  })

  it('with one rung are plain search', () => {
    const looks = halved(endless, candidate => candidate, 5, { rungs: [1] })
    expect(looks.map(({ candidate, spent }) => [candidate, spent])).toEqual([[0, 1], [1, 2], [2, 3], [3, 4], [4, 5]])
  })

  it('refuse rungs that do not rise to the end', () => {
    for (const rungs of [[], [0.5], [0.5, 0.25, 1], [0, 1]]) expect(() => halved(endless, () => 1, 3, { rungs })).toThrow('rising to 1')
  })
})

it('finds the best by early looks where these foretell the end, cheaper than by full trainings', () => {
  const score = (candidate: number, rung: number): number => ((candidate * 37) % 101) / 101 * RUNGS[rung]
  const looks = halved(endless, score, 15, { rungs: RUNGS, first: 40 })
  const full = Math.max(...Array.from({ length: 15 }, (_, candidate) => score(candidate, 3)))
  expect(bestLook(looks, 15)!.score).toBeGreaterThan(full)
})

it('names the best that a budget has paid for', () => {
  const looks = halved(endless, (candidate, rung) => candidate === 3 && rung === 0 ? 2 : 0.1 * rung, 2.6, { rungs: RUNGS })
  expect(bestLook(looks, 0.3)).toMatchObject({ candidate: 0, rung: 0 })
  expect(bestLook(looks, 2.6)).toMatchObject({ candidate: 3, rung: 0, score: 2 })
  expect(bestLook(looks, 2.6, 3)).toMatchObject({ candidate: 3, rung: 3 })
  expect(bestLook(looks, 0.05)).toBeNull()
})
