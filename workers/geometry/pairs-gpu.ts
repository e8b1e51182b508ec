// All pairs by a GPU where there is one and the job is so large that the CPU's bits are worth giving up; the CPU stands by.
import type { DiffusionOperator } from '../../src/core/diffusion/operator.ts'
import type { Steps } from '../../src/core/steps.ts'
import { GPU_ERROR } from './gpu-error.ts'
import { awaited } from './pairs-wait.ts'
import type { PairDistances, PairWork } from './pairs-work.ts'

/** Entries of pairs that a thread compares in a second; a slow one half as many. */
const PER_SECOND = 4e9

/** A GPU's last bits differ from machine to machine, and with them a map's layout a little: not for less than so many seconds. */
const WORTH_SECONDS = 5

/** Whether a job of so many entries of pairs is for a GPU, if so many threads are the alternative. */
export function worthGpu(entries: number, threads: number): boolean {
  return entries > WORTH_SECONDS * PER_SECOND * threads
}

export const GPU_NOTE = `Distances were computed on the GPU in float32: they are good to ${GPU_ERROR.toExponential()} of themselves, and another GPU may give other last digits.`

/** Operators as `cpu` makes them; distances by the GPU, or by `cpu` where it is not there, is lost, or is wrong. */
export function gpuFirst(cpu: PairWork, gpu: GPU | undefined): PairWork {
  return {
    operators: (networks, settings) => cpu.operators(networks, settings),
    * distances(operators, known): Steps<PairDistances> {
      const condensed = yield* distancesByGpu(gpu, operators, known)
      return condensed ? { condensed, notes: [GPU_NOTE] } : yield* cpu.distances(operators, known)
    },
    end: () => cpu.end(),
  }
}

function distancesByGpu(gpu: GPU | undefined, operators: readonly DiffusionOperator[], known: Float64Array = new Float64Array(0)): Steps<Float64Array | null> {
  return awaited('distances', async outside => {
    try {
      const { openGpu } = await import('../gpu/device.ts')
      const device = await openGpu(gpu)
      if (!device) return null
      try {
        const { distancesOnGpu } = await import('../gpu/pairs.ts')
        return await distancesOnGpu(device, operators, known, outside)
      } finally {
        device.destroy()
      }
    } catch {
      return null
    }
  })
}
