// What may be moved to the page instead of copied: the arrays of a finished network, which the worker needs no more.
import type { TrainedNetwork } from '../src/core/network.ts'

/** Every buffer that a finished network owns, each once: a list with a buffer twice cannot be transferred. */
export function buffersOf(network: TrainedNetwork): ArrayBuffer[] {
  const { checkpoints, state } = network
  const arrays = [
    network.curve, network.confusion, network.activations?.values, network.probabilities,
    checkpoints?.steps, checkpoints?.probabilities, checkpoints?.activations, state?.weights, state?.first, state?.second,
  ]
  const buffers = new Set<ArrayBuffer>()
  for (const array of arrays) if (array?.buffer instanceof ArrayBuffer) buffers.add(array.buffer)
  return [...buffers]
}
