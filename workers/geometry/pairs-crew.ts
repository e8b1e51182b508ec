// All pairs by several threads: this one deals, works along and puts together. Who computed a tile changes no bit of it.
import { condensedOrder, condensedRow, condensedSize } from '../../src/core/condensed.ts'
import type { DiffusionOperator } from '../../src/core/diffusion/operator.ts'
import { operatorVectors } from '../../src/core/distance/frobenius.ts'
import type { NetworkActivations } from '../../src/core/network.ts'
import type { Steps } from '../../src/core/steps.ts'
import type { Tile } from '../../src/core/tiles.ts'
import { BAND, pairsIn, placeTile, tilesOf, TileWork } from '../../src/core/tiles.ts'
import type { Hand } from './pairs-deal.ts'
import { dealSteps } from './pairs-deal.ts'
import type { Answer, Question } from './pairs-helper.ts'
import type { BuildSettings, Built, PairDistances, PairWork } from './pairs-work.ts'
import { buildOperator } from './pairs-work.ts'

export type HelpingHand = Hand<Question, Answer>

/** Networks in one task of building: some 10 ms of work. */
const BUILD = 8

/** Operators that a helper keeps at a time, in bytes: all 1,000 of a usual map; of more it keeps what the tiles at hand need. */
const KEEP = 256 * 2 ** 20

const bytesOf = (probes: number): number => 4 * probes * (probes - 1) + 8 * probes

export class PairsCrew implements PairWork {
  readonly #hands: readonly HelpingHand[]
  readonly #band: number
  #round = 0
  /** Networks that each helper built and kept, by number, and where each operator's number stands. */
  readonly #kept = new Map<HelpingHand, Set<number>>()
  readonly #numbers = new Map<DiffusionOperator, number>()
  #given = 0

  constructor(hands: readonly HelpingHand[], band = BAND) {
    this.#hands = hands
    this.#band = band
    for (const hand of hands) this.#kept.set(hand, new Set())
  }

  end(): void {
    for (const hand of this.#hands) hand.end()
  }

  * operators(networks: readonly NetworkActivations[], settings: BuildSettings): Steps<Built[]> {
    const round = ++this.#round
    const first = this.#given
    this.#given += networks.length
    const tasks = Array.from({ length: Math.ceil(networks.length / BUILD) }, (_, task) => networks.slice(task * BUILD, (task + 1) * BUILD))
    const most = KEEP / bytesOf(networks[0]?.rows ?? 0)
    const keeps = this.#hands.map(() => new Set<number>())
    const built = yield* dealSteps<HelpingHand, Built[]>({
      stage: 'operators',
      sizes: tasks.map(task => task.length),
      hands: this.#hands,
      gone: hand => hand.dead,
      give: (hand, task) => {
        const kept = keeps[this.#hands.indexOf(hand)]
        const keep = (kept.size + 1) * BUILD <= most
        if (keep) kept.add(task)
        hand.post({ round, task, build: tasks[task].map(bare), settings, keep: keep ? first + task * BUILD : null })
      },
      done: hand => answersOf(hand, round, answer => answer.built),
      * own(task) {
        const built: Built[] = []
        for (const network of tasks[task]) {
          built.push(buildOperator(network, settings))
          yield { stage: 'operators', share: built.length / tasks[task].length }
        }
        return built
      },
    })
    // What a helper was given it keeps, even if somebody else was done first: both have the same bits.
    for (const [k, hand] of this.#hands.entries()) for (const task of keeps[k]) for (const at of tasks[task].keys()) this.#kept.get(hand)!.add(first + task * BUILD + at)
    const all = built.flat()
    for (const [k, one] of all.entries()) if ('operator' in one) this.#numbers.set(one.operator, first + k)
    return all
  }

  * distances(operators: readonly DiffusionOperator[], known: Float64Array = new Float64Array(0)): Steps<PairDistances> {
    const round = ++this.#round
    const count = operators.length
    const earlier = known.length === 0 ? 0 : condensedOrder(known.length)
    if (earlier > count) throw new Error(`Distances among ${earlier} networks are known, but only ${count} operators were given.`)
    const vectors = operatorVectors(operators)
    const condensed = new Float64Array(condensedSize(count))
    if (earlier > 0) placeKnown(known, earlier, condensed, count)
    const tiles = tilesOf(count, earlier, this.#band).reverse() // long rows of tiles first
    const shelves = new Map(this.#hands.map(hand => [hand, this.#shelf(hand, operators)]))
    for (const [hand, { kept }] of shelves) hand.post({ round, places: { probes: operators[0]?.n ?? 0, kept } })
    let work: TileWork | null = null
    const band = this.#band
    yield* dealSteps<HelpingHand, true>({
      stage: 'distances',
      sizes: tiles.map(pairsIn),
      kinds: tiles.map(tile => tile.row),
      hands: this.#hands,
      gone: hand => hand.dead,
      give: (hand, task) => {
        const { bring, drop } = shelves.get(hand)!.need(tiles[task])
        hand.post({ round, task, tile: tiles[task], band, operators: bring.map(place => [place, operators[place]]), drop })
      },
      * done(hand) {
        for (const { task, result } of answersOf(hand, round, answer => answer.values)) {
          placeTile(tiles[task], result, condensed, count)
          yield { task, result: true }
        }
      },
      * own(task) {
        work ??= new TileWork(vectors, band)
        yield* work.sum(tiles[task], 'distances', share => share)
        work.place(tiles[task], Math.sqrt, condensed, count)
        return true
      },
    })
    return { condensed, notes: [] }
  }

  #shelf(hand: HelpingHand, operators: readonly DiffusionOperator[]): Shelf {
    const has = this.#kept.get(hand)!
    const kept = Int32Array.from(operators, operator => {
      const number = this.#numbers.get(operator)
      return number !== undefined && has.has(number) ? number : -1
    })
    has.clear()
    return new Shelf(kept, KEEP / bytesOf(operators[0]?.n ?? 0))
  }
}

/** Which operators lie with a helper. */
class Shelf {
  readonly kept: Int32Array
  readonly #most: number
  #there: Set<number>

  constructor(kept: Int32Array, most: number) {
    this.kept = kept
    this.#most = most
    this.#there = new Set([...kept.keys()].filter(place => kept[place] >= 0))
  }

  /** What must be sent for a tile, and what is to be forgotten where it would become too much. */
  need({ row, rows, column, columns }: Tile): { bring: number[], drop: number[] } {
    const wanted = new Set<number>()
    for (let k = 0; k < rows; k++) wanted.add(row + k)
    for (let k = 0; k < columns; k++) wanted.add(column + k)
    const bring = [...wanted].filter(place => !this.#there.has(place))
    const drop = this.#there.size + bring.length > this.#most ? [...this.#there].filter(place => !wanted.has(place)) : []
    for (const place of drop) this.#there.delete(place)
    for (const place of bring) this.#there.add(place)
    return { bring, drop }
  }
}

function* answersOf<T>(hand: HelpingHand, round: number, of: (answer: Answer) => T | undefined): Generator<{ task: number, result: T }> {
  for (const answer of hand.answers()) {
    const result = of(answer)
    if (answer.round === round && result !== undefined) yield { task: answer.task, result }
  }
}

/** Only what a helper needs: a network may carry layers that nobody asked for, or be a view of all activations in one buffer. */
function bare({ id, rows, columns, values }: NetworkActivations): NetworkActivations {
  return { id, rows, columns, values: values.byteLength === values.buffer.byteLength ? values : values.slice() }
}

function placeKnown(known: Float64Array, earlier: number, condensed: Float64Array, count: number): void {
  for (let i = 0, at = 0; i < earlier; i++) {
    const row = condensedRow(i, count)
    for (let j = i + 1; j < earlier; j++) condensed[row + j] = known[at++]
  }
}
