// After which updates a network's predictions are taken down: log-spaced, because training changes most at its beginning.
import { power } from '../elementary.ts'

/**
 * At most `count` (from 2) numbers of updates out of 0…steps, rising: 0, 1, then about evenly on a log scale, the last is `steps`.
 * Where the log scale asks for the same number twice, the next one is taken.
 */
export function checkpointSteps(steps: number, count: number): Uint32Array {
  const size = Math.min(count, steps + 1)
  const chosen = new Uint32Array(size)
  for (let place = 1; place < size; place++) {
    const even = size === 2 ? steps : Math.round(power(steps, (place - 1) / (size - 2)))
    chosen[place] = Math.min(Math.max(even, chosen[place - 1] + 1), steps - (size - 1 - place))
  }
  return chosen
}
