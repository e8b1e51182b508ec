// Changes to a chain before it is confirmed. Each gives a new chain and leaves the old one as it is; whether it fits, graphOfChain tells.
import type { GraphActivation } from '../../core/graph/graph.ts'
import type { Chain, ChainStep } from './chain.ts'

const withSteps = (chain: Chain, steps: ChainStep[]): Chain => ({ ...chain, steps })

/** All activations replaced by this one. */
export const withActivation = (chain: Chain, fn: GraphActivation): Chain =>
  withSteps(chain, chain.steps.map(step => step.kind === 'activation' ? { kind: 'activation', fn } : step))

/** Another input: [features] or [height, width, channels]. */
export const withInput = (chain: Chain, input: readonly number[]): Chain => ({ ...chain, input: [...input] })

export const stepReplaced = (chain: Chain, place: number, step: ChainStep): Chain => withSteps(chain, chain.steps.with(place, step))

/** The step stands at `place` afterwards: 0 to the number of steps. */
export const stepInserted = (chain: Chain, place: number, step: ChainStep): Chain => withSteps(chain, chain.steps.toSpliced(place, 0, step))

export const stepRemoved = (chain: Chain, place: number): Chain => withSteps(chain, chain.steps.toSpliced(place, 1))

/** One place towards the front (−1) or the end (1); as it was where there is none. */
export function stepMoved(chain: Chain, place: number, by: -1 | 1): Chain {
  const other = place + by
  if (other < 0 || other >= chain.steps.length) return chain
  return withSteps(chain, chain.steps.with(place, chain.steps[other]).with(other, chain.steps[place]))
}

/** Every batch norm behind its layer's activation where it stood before it, and the other way round. */
export function normsSwapped(chain: Chain): Chain {
  const steps = [...chain.steps]
  for (let k = 0; k + 1 < steps.length; k++) {
    const pair = [steps[k].kind, steps[k + 1].kind].sort().join()
    if (pair !== 'activation,batchNorm' && pair !== 'activation,layerNorm') continue
    ;[steps[k], steps[k + 1]] = [steps[k + 1], steps[k]]
    k++
  }
  return withSteps(chain, steps)
}

/** A flatten before the first dense layer behind a picture, where there is none. */
export function flattened(chain: Chain): Chain {
  const dense = chain.steps.findIndex(({ kind }) => kind === 'dense')
  const before = chain.steps.slice(0, Math.max(dense, 0))
  if (chain.input.length === 1 || dense < 0 || before.some(({ kind }) => kind === 'flatten' || kind === 'globalPool')) return chain
  return stepInserted(chain, dense, { kind: 'flatten' })
}
