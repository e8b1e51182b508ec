// One repeat of a grading: every method on the same pool with the same seed, and what it had found after each whole training.
import { deriveSeed } from '../random.ts'
import { bestSoFar } from './grade.ts'
import type { Finish } from './look-up.ts'
import type { Method, Shelf } from './methods.ts'
import type { Pool } from './pool.ts'
import { scoreOf } from './pool.ts'

/** What one method came to in one repeat. */
export interface Ran {
  /** Best score after 1, 2, … whole trainings; 0 before the first network is done. */
  best: Float64Array
  /** Accuracy of that best network on the rows held back; NaN before there is one. */
  held: Float64Array
}

/** Everybody's seed in a repeat, so that those who begin at random begin alike. */
export const seedOf = (task: string, repeat: number): number => deriveSeed('search', task, repeat)

export const ranBy = ({ run }: Method, shelf: Shelf, budget: number, seed: number): Ran => curvesOf(shelf.pool, run(shelf, seed, budget), budget)

const ROUNDING = 1e-9

/** By whole trainings spent. `finished` in the order of training. */
export function curvesOf({ members }: Pool, finished: readonly Finish[], budget: number): Ran {
  const scores = bestSoFar(finished.map(({ id }) => scoreOf(members[id])))
  let [done, held] = [0, NaN]
  const curves: Ran = { best: new Float64Array(budget), held: new Float64Array(budget) }
  for (let spent = 1; spent <= budget; spent++) {
    for (; done < finished.length && finished[done].spent <= spent + ROUNDING; done++) {
      if (scores[done] > (done > 0 ? scores[done - 1] : 0)) held = members[finished[done].id].held
    }
    curves.best[spent - 1] = done > 0 ? scores[done - 1] : 0
    curves.held[spent - 1] = held
  }
  return curves
}
