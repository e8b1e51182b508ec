// What went wrong with a worker or a GPU, told apart by what little of an error crosses threads, and said in a sentence.
import { WorkerDied } from './spawn.ts'

/** An allocation that was refused, in a browser's words or in ours (core/native/arena.ts). */
export function isOutOfMemory(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return /out of memory|allocation failed|needs \d+ MB of memory|could not allocate|cannot allocate|memory\.grow|unable to grow/i.test(error.message)
    || (error.name === 'RangeError' && /array length|buffer|memory|alloc/i.test(error.message))
}

export const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')

/** How the GPU let us down. */
export function gpuFault(error: unknown): string {
  if (isOutOfMemory(error)) return `The GPU ran out of memory (${reason(error)}).`
  const lost = error instanceof WorkerDied || (error instanceof Error && error.name === 'DeviceLost')
  if (!lost) return `Training on the GPU failed (${reason(error)}).`
  const why = reason(error).replace(/^The GPU was lost(: )?/, '')
  return why ? `The GPU was lost (${why}).` : 'The GPU was lost.'
}
