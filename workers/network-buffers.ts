// What a network's arrays lie in: moved from thread to thread instead of copied, for whoever made them needs them no more.
import type { NetworkActivations, TrainedNetwork } from '../src/core/network.ts'
import type { InterimOf } from '../src/protocol/training.ts'

/** Every buffer that finished networks own, each once: a list with a buffer twice cannot be transferred. */
export function buffersOf(networks: readonly TrainedNetwork[]): ArrayBuffer[] {
  return each(networks.flatMap(({ curve, confusion, activations, probabilities, checkpoints, state }) => [
    curve, confusion, activations?.values, probabilities, ...ofCheckpoints(checkpoints), ...ofState(state),
  ]))
}

/** An interim's confusion matrix is copied: the network in training still holds it. */
export const buffersOfInterims = (interims: readonly InterimOf[]): ArrayBuffer[] =>
  each(interims.flatMap(({ interim: { curve, checkpoints, state } }) => [curve, ...ofCheckpoints(checkpoints), ...ofState(state)]))

/** Every buffer of activations, each once. */
export const buffersOfActivations = (networks: readonly NetworkActivations[]): ArrayBuffer[] => each(networks.map(({ values }) => values))

const ofState = (state: TrainedNetwork['state']) => [state?.weights, state?.first, state?.second]
const ofCheckpoints = (checkpoints: TrainedNetwork['checkpoints']) => [checkpoints?.steps, checkpoints?.probabilities, checkpoints?.activations, checkpoints?.train]

function each(arrays: readonly (ArrayBufferView | null | undefined)[]): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  for (const array of arrays) if (array?.buffer instanceof ArrayBuffer) buffers.add(array.buffer)
  return [...buffers]
}
