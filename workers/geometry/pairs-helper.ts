// One helper's side of the work on all pairs: it builds operators, keeps those that it will need, and compares tiles of them.
import type { DiffusionOperator } from '../../src/core/diffusion/operator.ts'
import { operatorVectors } from '../../src/core/distance/frobenius.ts'
import type { NetworkActivations } from '../../src/core/network.ts'
import { runToEnd } from '../../src/core/steps.ts'
import type { Tile } from '../../src/core/tiles.ts'
import { TileWork } from '../../src/core/tiles.ts'
import type { BuildSettings, Built } from './pairs-work.ts'
import { buildOperator } from './pairs-work.ts'

/** What a helper is asked. Answers carry the round, because an answer may come when nobody waits for it any more. */
export type Question =
  /** Build these operators, and keep them under the numbers from `keep` on, if there is one. */
  | { round: number, task: number, build: readonly NetworkActivations[], settings: BuildSettings, keep: number | null }
  /** From now on operators have these places; `kept` names, for each place, the number that its operator was kept under, or −1. */
  | { round: number, places: { probes: number, kept: Int32Array } }
  /** Compare a tile: the operators at these places come along, those at the places of `drop` are not needed any more. */
  | { round: number, task: number, tile: Tile, band: number, operators: [place: number, operator: DiffusionOperator][], drop: number[] }

export interface Answer { round: number, task: number, built?: Built[], values?: Float64Array }

export class PairsHelper {
  readonly #kept = new Map<number, DiffusionOperator>()
  #operators: DiffusionOperator[] = []
  #work: TileWork | null = null

  answer(question: Question): Answer | null {
    if ('build' in question) return this.#build(question)
    if ('places' in question) return this.#begin(question.places)
    const { round, task, tile, band } = question
    for (const place of question.drop) this.#operators[place] = absent(this.#operators[place].n)
    for (const [place, operator] of question.operators) this.#operators[place] = operator
    this.#work ??= new TileWork(operatorVectors(this.#operators), band)
    runToEnd(this.#work.sum(tile, 'distances', share => share))
    return { round, task, values: this.#work.values(tile, Math.sqrt) }
  }

  #build({ round, task, build, settings, keep }: Extract<Question, { settings: BuildSettings }>): Answer {
    const built = build.map(network => buildOperator(network, settings))
    if (keep !== null) for (const [k, one] of built.entries()) if ('operator' in one) this.#kept.set(keep + k, one.operator)
    return { round, task, built }
  }

  #begin({ probes, kept }: { probes: number, kept: Int32Array }): null {
    this.#operators = Array.from(kept, number => this.#kept.get(number) ?? absent(probes))
    this.#kept.clear()
    this.#work = null
    return null
  }
}

/** Stands where an operator is not at hand: it is not looked at before it has been sent. */
function absent(n: number): DiffusionOperator {
  return { n, affinities: new Float64Array(0), sums: new Float64Array(0) }
}
