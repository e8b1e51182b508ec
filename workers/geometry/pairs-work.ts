// Who computes operators and the distances between them: this thread alone, a crew of threads, or a GPU. The session asks; the answer's bits do
// not tell who it was, except for a GPU, which says so in a note.
import type { BuiltOperator } from '../../src/core/comparison/methods.ts'
import type { DiffusionOperator, OperatorSettings } from '../../src/core/diffusion/operator.ts'
import { compactOperator, diffusionOperator, operatorHealth } from '../../src/core/diffusion/operator.ts'
import { operatorDistanceSteps } from '../../src/core/distance/frobenius.ts'
import type { NetworkActivations } from '../../src/core/network.ts'
import type { Steps } from '../../src/core/steps.ts'

/** How operators are made; `compact` keeps their affinities in float32. */
export interface BuildSettings extends OperatorSettings { compact?: boolean }

export type Built = BuiltOperator

export interface PairDistances {
  /** Condensed, in the order of the operators. */
  condensed: Float64Array
  /** What should be said beside them; none where they are exact. */
  notes: string[]
}

/** One job, from activations to distances: operators first, then distances. Whoever begins it ends it, whatever happens between. */
export interface PairWork {
  /** Operators of networks, in their order. */
  operators(networks: readonly NetworkActivations[], settings: BuildSettings): Steps<Built[]>
  /** Distances among operators of which the first are known among themselves. */
  distances(operators: readonly DiffusionOperator[], known?: Float64Array): Steps<PairDistances>
  /** Sends everybody home; to be called once, also after a cancel. */
  end(): void
}

/** What is known of a job before it begins: so many networks on so many probes, of which the first `known` have been compared. */
export interface PairJob { networks: number, known: number, probes: number }

/** Finds who does a job. */
export type BeginPairs = (job: PairJob) => PairWork

/** Entries of operators to be compared: what the job costs, up to a factor. */
export function entriesOf({ networks, known, probes }: PairJob): number {
  return (networks * (networks - 1) - known * (known - 1)) / 2 * probes * probes
}

export function buildOperator(network: NetworkActivations, { compact = false, ...settings }: BuildSettings): Built {
  try {
    const operator = diffusionOperator(network, settings)
    return { operator: compact ? compactOperator(operator) : operator, health: operatorHealth(operator) }
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) }
  }
}

/** This thread alone. */
export const beginHere: BeginPairs = () => ({
  * operators(networks, settings) {
    const built: Built[] = []
    for (const network of networks) {
      built.push(buildOperator(network, settings))
      yield { stage: 'operators', share: built.length / networks.length }
    }
    return built
  },
  * distances(operators, known) {
    return { condensed: yield* operatorDistanceSteps(operators, known), notes: [] }
  },
  end: () => undefined,
})
