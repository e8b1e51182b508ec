// How networks of a stack stand, taken off the device: weights and what their optimisers remember, without the padding.
import type { NetworkState } from '../../src/core/network.ts'
import { MEMORY } from '../../src/core/training/optimiser.ts'
import type { StackState } from './optimisers.ts'
import { unpadWeights } from './padding.ts'
import { chosenState } from './run.ts'
import { disposeAll, scoped } from './scoped.ts'
import type { Stack } from './stack.ts'

/** Networks (places of a stack) set aside on the device after `steps` updates of their own. */
export interface Aside { state: StackState, stack: Stack, places: readonly number[], steps: readonly number[] }

export const setAside = (state: StackState, stack: Stack, places: readonly number[], steps: readonly number[]): Aside =>
  ({ state: scoped(() => chosenState(state, places)), stack, places, steps })

export interface Standstill { network: number, step: number, state: NetworkState }

/** Reads what was set aside, and disposes of it. */
export async function readStates(asides: readonly Aside[]): Promise<Standstill[]> {
  const all = await Promise.all(asides.map(readAside))
  return all.flat()
}

async function readAside({ state, stack, places, steps }: Aside): Promise<Standstill[]> {
  const [weights, first, second] = await Promise.all([state.weights, state.first, state.second].map(tensor => tensor?.data<'float32'>() ?? null))
  disposeAll(state)
  return places.map((network, at) => {
    const { spec: { hyper: { optimiser } }, plan } = stack.members[network]
    const { first: hasFirst, second: hasSecond } = MEMORY[optimiser]
    // In a mixed stack every network has both memories, and of those that its optimiser lacks it keeps none.
    const own = (all: Float32Array | null, has: boolean): Float32Array => {
      if (!all || !has) return new Float32Array(0)
      const size = all.length / places.length
      return unpadWeights(all.subarray(at * size, (at + 1) * size), plan.layers, stack.layers)
    }
    return { network, step: steps[at], state: { weights: own(weights, true), first: own(first, hasFirst), second: own(second, hasSecond) } }
  })
}
