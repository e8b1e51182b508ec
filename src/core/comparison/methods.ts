// The distances between networks as a map uses them: what is made of each network once, and how these are held against each other when more arrive.
import type { DiffusionOperator, OperatorHealth, OperatorSettings } from '../diffusion/operator.ts'
import { compactOperator } from '../diffusion/operator.ts'
import { checkActivations } from '../diffusion/points.ts'
import { squaredOperator } from '../diffusion/powers.ts'
import type { Gram } from '../distance/cka.ts'
import { gramDistanceSteps, unitGram } from '../distance/cka.ts'
import { operatorDistanceSteps } from '../distance/frobenius.ts'
import { combinedScales, MARKOV_TIMES } from '../distance/markov.ts'
import type { Shape } from '../distance/procrustes.ts'
import { shapeDistanceSteps, unitShape } from '../distance/procrustes.ts'
import type { ProbeRanks } from '../distance/rsa.ts'
import { probeRanks, rankDistanceSteps } from '../distance/rsa.ts'
import type { NetworkActivations } from '../network.ts'
import type { Parted } from '../persistence/bar-costs.ts'
import type { Steps } from '../steps.ts'
import { within } from '../steps.ts'
import { loopPartSteps, loopDistanceSteps } from './loops.ts'

/** A network's operator, or why it has none. */
export type BuiltOperator = { operator: DiffusionOperator, health: OperatorHealth } | { why: string }

/** Who makes operators and the distances between them: one thread, or many. */
export interface OperatorWork {
  operators(networks: readonly NetworkActivations[], settings: OperatorSettings & { compact?: boolean }): Steps<BuiltOperator[]>
  distances(operators: readonly DiffusionOperator[], known?: Float64Array): Steps<{ condensed: Float64Array, notes: string[] }>
}

/** What is kept of a network's layer, or why there is nothing. */
export type Prepared<Part> = { part: Part, health?: OperatorHealth } | { why: string }

export interface Context { settings: OperatorSettings, compact: boolean, work: OperatorWork, note: (sentence: string) => void }

/**
 * One metric on one layer. Its distances come in strands that are kept apart because they are put together by figures of the whole population (medians);
 * one strand where there is nothing to be put together. `known`: the strands of the first parts among themselves.
 */
export interface Method<Part = unknown> {
  prepare(layer: readonly NetworkActivations[], context: Context): Steps<Prepared<Part>[]>
  strands(parts: readonly Part[], known: readonly Float64Array[] | null, context: Context): Steps<Float64Array[]>
  combined(strands: readonly Float64Array[]): Float64Array
}

const single = (strands: readonly Float64Array[]): Float64Array => strands[0]

function unusable(network: NetworkActivations): string | null {
  try {
    checkActivations(network)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Made one by one; who cannot be compared says why. */
function oneByOne<Part>(stage: string, make: (network: NetworkActivations, context: Context) => Part): Method<Part>['prepare'] {
  return function* (layer, context) {
    const made: Prepared<Part>[] = []
    for (const network of layer) {
      try {
        checkActivations(network)
        made.push({ part: make(network, context) })
      } catch (error) {
        made.push({ why: error instanceof Error ? error.message : String(error) })
      }
      yield { stage, share: made.length / layer.length }
    }
    return made
  }
}

function* operatorParts(layer: readonly NetworkActivations[], { settings, compact, work }: Context): Steps<Prepared<DiffusionOperator>[]> {
  const built = yield* work.operators(layer, { ...settings, compact })
  return built.map(one => 'why' in one ? one : { part: one.operator, health: one.health })
}

const diffusion: Method<DiffusionOperator> = {
  prepare: operatorParts,
  * strands(operators, known, { work, note }) {
    const { condensed, notes } = yield* work.distances(operators, known?.[0])
    notes.forEach(note)
    return [condensed]
  },
  combined: single,
}

/** Powers of operators that are kept from one arrival to the next, in bytes of all; of more networks they are made again. */
const KEEP_POWERS = 256 * 2 ** 20

/** P, and P², P⁴, P⁸ where they are kept. */
type Walks = DiffusionOperator[]

const multi: Method<Walks> = {
  * prepare(layer, context) {
    return (yield* operatorParts(layer, context)).map((one): Prepared<Walks> => 'why' in one ? one : { ...one, part: [one.part] })
  },
  * strands(parts, known, { compact }) {
    const keep = parts.reduce((sum, [{ affinities }]) => sum + (MARKOV_TIMES.length - 1) * affinities.byteLength, 0) <= KEEP_POWERS
    const strands: Float64Array[] = []
    let walks = parts.map(([operator]) => operator)
    for (const k of MARKOV_TIMES.keys()) {
      if (k > 0) {
        const advanced: DiffusionOperator[] = []
        for (const [i, walk] of walks.entries()) {
          if (!parts[i][k]) yield { stage: 'powers', share: (k + i / walks.length) / MARKOV_TIMES.length }
          const next = parts[i][k] ?? (compact ? compactOperator(squaredOperator(walk)) : squaredOperator(walk))
          if (keep) parts[i][k] = next
          advanced.push(next)
        }
        walks = advanced
      }
      strands.push(yield* within(operatorDistanceSteps(walks, known?.[k]), k / MARKOV_TIMES.length, 1 / MARKOV_TIMES.length))
    }
    return strands
  },
  combined: combinedScales,
}

const cka: Method<Gram> = {
  prepare: oneByOne('kernels', (network, { compact }) => compact ? new Float32Array(unitGram(network)) : unitGram(network)),
  * strands(grams, known) { return [yield* gramDistanceSteps(grams, 'linear', known?.[0])] },
  combined: single,
}

const procrustes: Method<Shape> = {
  prepare: oneByOne('shapes', unitShape),
  * strands(shapes, known) { return [yield* shapeDistanceSteps(shapes, 'square', known?.[0])] },
  combined: single,
}

const rsa: Method<ProbeRanks> = {
  prepare: oneByOne('ranks', probeRanks),
  * strands(ranked, known) { return [yield* rankDistanceSteps(ranked, known?.[0])] },
  combined: single,
}

const wasserstein: Method<Parted> = {
  * prepare(layer) {
    const made: Prepared<Parted>[] = []
    for (const network of layer) {
      const why = unusable(network)
      made.push(why ? { why } : { part: yield* loopPartSteps(network) })
      yield { stage: 'diagrams', share: made.length / layer.length }
    }
    return made
  },
  * strands(diagrams, known) { return [yield* loopDistanceSteps(diagrams, known?.[0])] },
  combined: single,
}

/** Those that compare hidden layers. */
export const METHODS = { diffusion, multi, cka, procrustes, rsa, wasserstein }
