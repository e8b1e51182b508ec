// The grading of the card: the same whoever runs which repeats, interruptible, and never at a loss for an answer.
import { describe, expect, it } from 'vitest'
import { condensedSize } from '../condensed.ts'
import { drawNetworks } from '../population.ts'
import { runToEnd } from '../steps.ts'
import { cardMethods, repeatSteps } from './card-repeats.ts'
import { cardGrades, cardPool, differs } from './grade-card.ts'
import { shelfOf } from './methods.ts'
import type { Pool } from './pool.ts'
import { SEARCH_TASKS } from './tasks.ts'

const { prior } = SEARCH_TASKS.sloppy
/** On a line by their rates, which decide; early scores tell, and rates above 0.3 diverge. */
function poolOf(count: number, alive: (rate: number) => boolean = rate => rate < 0.3): Pool {
  const specs = drawNetworks(prior, 0, count)
  const rates = specs.map(({ hyper }) => Math.log10(hyper.learningRate))
  const placed = rates.filter((_, id) => alive(specs[id].hyper.learningRate))
  const condensed = new Float64Array(condensedSize(placed.length))
  for (let at = 0, i = 0; i < placed.length; i++) for (let j = i + 1; j < placed.length; j++) condensed[at++] = Math.abs(placed[i] - placed[j])
  let row = 0
  return cardPool({
    prior, pictures: false,
    late: { rows: Int32Array.from(specs, ({ hyper }) => alive(hyper.learningRate) ? row++ : -1), condensed },
    members: specs.map((spec, id) => {
      const score = alive(spec.hyper.learningRate) ? 1 - Math.abs(rates[id] + 2) / 4 : NaN
      return { spec, rungs: [score / 4, score / 2, score * 0.9, score], held: score - 0.1, parameters: 1, work: 1 }
    }),
  })
}

const BUDGET = 20
const pool = poolOf(80)
const shelf = shelfOf(pool)
const shares: number[] = []
const three = (() => {
  const steps = repeatSteps(shelf, 'a task', { from: 0, count: 3 }, BUDGET)
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
    shares.push(next.value.share)
  }
})()

describe('repeats', () => {
  it('are the same in one stretch and in two, and the share that is done rises to the whole', () => {
    expect(runToEnd(repeatSteps(shelf, 'a task', { from: 1, count: 1 }, BUDGET))).toEqual([three[1]])
    expect(three).toHaveLength(3)
    expect(shares).toHaveLength(3 * cardMethods().length)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect([shares[0] > 0, shares.at(-1)]).toEqual([true, 1])
  })

  it('differ from each other, and can be left off after any search', () => {
    expect(three[0]).not.toEqual(three[1])
    const steps = repeatSteps(shelf, 'a task', { from: 0, count: 50 }, BUDGET)
    steps.next()
    expect(steps.return([])).toEqual({ done: true, value: [] })
    expect(steps.next().done).toBe(true)
  })

  it('open alike where methods draw the same number at random', () => {
    const [ran] = three
    const opened = cardMethods().flatMap(({ opening }, place) => opening === 10 ? [[...ran[place].best.subarray(0, 10)]] : [])
    expect(opened).toHaveLength(3)
    for (const one of opened) expect(one).toEqual(opened[0])
  })
})

describe('grades', () => {
  it('know what there is to find: regret falls, is never below 0, and differences are those of the ends', () => {
    const { best, median, members, diverged, methods } = cardGrades(pool.members, three, BUDGET)
    const scores = pool.members.map(({ rungs }) => rungs[3])
    expect([members, diverged]).toEqual([80, scores.filter(Number.isNaN).length])
    expect(diverged).toBeGreaterThan(0)
    expect(best).toBe(Math.max(...scores.filter(Number.isFinite)))
    expect(median).toBeLessThan(best)
    expect(methods.map(({ name }) => name)).toEqual(cardMethods().map(({ name }) => name))
    for (const [place, { name, regret, mean, toRandom, toControl, held }] of methods.entries()) {
      expect(regret).toHaveLength(BUDGET)
      regret.forEach(({ lower, median: middle, upper }, after) => {
        expect(lower >= 0 && middle >= lower && upper >= middle).toBe(true)
        if (after > 0) expect(middle).toBeLessThanOrEqual(regret[after - 1].median)
      })
      expect(toRandom === null).toBe(place === 0)
      if (toRandom) expect(toRandom.mean).toBeCloseTo(mean - methods[0].mean, 12)
      if (toControl) expect(toControl.mean).toBeCloseTo(mean - methods.find(other => other.name === name.replace('manifold', '(c) neighbours in settings'))!.mean, 12)
      expect(held).toBeLessThan(best)
    }
    // Each of the map's ways has its control, and nobody else has.
    expect(methods.filter(({ toControl }) => toControl).map(({ name }) => name)).toEqual(['manifold, after 10', 'looks by score, manifold'])
  })

  it('of a pool smaller than the budget: whoever trains all of it has found the best', () => {
    const few = poolOf(12)
    const { methods } = cardGrades(few.members, runToEnd(repeatSteps(shelfOf(few), 'few', { from: 0, count: 2 }, BUDGET)), BUDGET)
    for (const { name, mean, toRandom } of methods.filter(({ name }) => !/looks|halving/.test(name))) {
      expect([name, mean, toRandom?.p ?? 1]).toEqual([name, 0, 1])
    }
  })

  it('where everything diverged: nothing to find, nobody better, and no accuracy of what was found', () => {
    const dead = poolOf(40, () => false)
    const { best, diverged, methods } = cardGrades(dead.members, runToEnd(repeatSteps(shelfOf(dead), 'dead', { from: 0, count: 2 }, BUDGET)), BUDGET)
    expect([best, diverged]).toEqual([0, 40])
    for (const { mean, held, toRandom } of methods) expect([mean, held, toRandom ? differs(toRandom) : false]).toEqual([0, NaN, false])
  })
})
