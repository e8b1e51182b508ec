// The crew with helpers made of plain objects: whatever they do or fail to do, the numbers are those of one thread, to the bit.
import { describe, expect, it } from 'vitest'
import { condensedSize } from '../../src/core/condensed.ts'
import { operatorDistances } from '../../src/core/distance/frobenius.ts'
import type { NetworkActivations } from '../../src/core/network.ts'
import { mulberry32, normals } from '../../src/core/random.ts'
import { runToEnd } from '../../src/core/steps.ts'
import type { HelpingHand } from './pairs-crew.ts'
import { PairsCrew } from './pairs-crew.ts'
import type { Answer, Question } from './pairs-helper.ts'
import { PairsHelper } from './pairs-helper.ts'
import type { PairWork } from './pairs-work.ts'
import { beginHere } from './pairs-work.ts'

const settings = { scale: 'mean', sigma: 0.5 } as const

const network = (id: number, rows = 20): NetworkActivations => {
  const normal = normals(mulberry32(id))
  return { id, rows, columns: 3, values: Float32Array.from({ length: rows * 3 }, normal) }
}
const networks = Array.from({ length: 30 }, (_, id) => network(id))

/** A helper that answers `patience` looks after it was asked, and dies (answering nothing any more) after so many answers. */
class Fake implements HelpingHand {
  dead = false
  ended = false
  answered = 0
  readonly #helper = new PairsHelper()
  #queue: { at: number, question: Question }[] = []
  #looks = 0
  constructor(readonly patience: number, readonly life = Infinity, readonly silent = false) {}
  post(question: Question): void { this.#queue.push({ at: this.#looks + this.patience, question: structuredClone(question) }) }
  answers(): Answer[] {
    this.#looks++
    const answers: Answer[] = []
    while (this.#queue.length > 0 && this.#queue[0].at <= this.#looks && this.answered < this.life) {
      const answer = this.#helper.answer(this.#queue.shift()!.question)
      if (!answer) continue
      this.answered++
      answers.push(answer)
    }
    if (this.answered >= this.life && !this.silent) this.dead = true
    return answers
  }

  end(): void { this.ended = true }
}

function all(work: PairWork, some = networks): { condensed: Float64Array, refused: number[] } {
  const built = runToEnd(work.operators(some, settings))
  const operators = built.flatMap(one => ('operator' in one ? [one.operator] : []))
  const { condensed } = runToEnd(work.distances(operators))
  return { condensed, refused: [...built.keys()].filter(k => 'why' in built[k]) }
}

const alone = all(beginHere({ networks: 30, known: 0, probes: 20 })).condensed

describe('a crew', () => {
  it.each([[0, 64], [1, 64], [1, 4], [2, 3], [3, 7]])('of %i helpers, in bands of %i, has the bits of one thread', (helpers, band) => {
    const hands = Array.from({ length: helpers }, (_, k) => new Fake(k))
    expect(all(new PairsCrew(hands, band)).condensed).toEqual(alone)
    for (const hand of hands) expect(hand.answered).toBeGreaterThan(0)
  })

  it.each([0, 1, 2, 3, 5, 8])('does not need a helper that dies after %i answers, with notice or without', life => {
    for (const silent of [false, true]) expect(all(new PairsCrew([new Fake(1, life, silent), new Fake(2)], 4)).condensed).toEqual(alone)
  })

  it('does not wait for one who never answers', () => {
    expect(all(new PairsCrew([new Fake(Infinity), new Fake(Infinity)], 4)).condensed).toEqual(alone)
  })

  it('takes an answer that comes too late, of building, for nothing else', () => {
    for (const patience of [3, 7, 12, 20, 31]) expect(all(new PairsCrew([new Fake(patience)], 4)).condensed).toEqual(alone)
  })

  it('keeps known distances, and computes the rest as if nothing had been known', () => {
    const operators = runToEnd(beginHere({ networks: 30, known: 0, probes: 20 }).operators(networks, settings)).flatMap(one => ('operator' in one ? [one.operator] : []))
    for (const earlier of [2, 11, 30]) {
      const known = operatorDistances(operators.slice(0, earlier))
      expect(runToEnd(new PairsCrew([new Fake(1)], 4).distances(operators, known)).condensed).toEqual(alone)
    }
  })

  it('says which networks have no operator, in float64 and float32', () => {
    const odd = networks.map(one => (one.id % 7 === 3 ? { ...one, values: one.values.map(() => NaN) } : one))
    const crew = all(new PairsCrew([new Fake(0), new Fake(2)], 4), odd)
    expect(crew.refused).toEqual([3, 10, 17, 24])
    expect(crew).toEqual(all(beginHere({ networks: 30, known: 0, probes: 20 }), odd))
    const compact = { ...settings, compact: true }
    expect(runToEnd(new PairsCrew([new Fake(0)]).operators(networks, compact))).toEqual(runToEnd(beginHere({ networks: 30, known: 0, probes: 20 }).operators(networks, compact)))
  })

  it('has an answer for no network and for one', () => {
    for (const some of [[], networks.slice(0, 1)]) expect(all(new PairsCrew([new Fake(0)]), some).condensed).toEqual(new Float64Array(condensedSize(some.length)))
  })

  it('refuses operators on different numbers of probes by the words of one thread', () => {
    const built = runToEnd(new PairsCrew([new Fake(0)]).operators([network(0), network(1, 21)], settings))
    const operators = built.flatMap(one => ('operator' in one ? [one.operator] : []))
    expect(() => runToEnd(new PairsCrew([new Fake(0)]).distances(operators))).toThrow(/Operator 1 is on 21 probes/)
  })

  it('says how far it is, never back and never beyond the end', () => {
    const crew = new PairsCrew([new Fake(1)], 4)
    const seen = [...crew.operators(networks, settings)].map(({ share }) => share)
    expect(seen.length).toBeGreaterThan(2)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    expect(seen.at(-1)).toBeLessThanOrEqual(1)
  })

  it('sends everybody home', () => {
    const hands = [new Fake(0), new Fake(1)]
    new PairsCrew(hands).end()
    expect(hands.map(hand => hand.ended)).toEqual([true, true])
  })
})
