// The whole grading: pools, repeats, tables and the drawing.
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { showingProgress } from '../../cli/progress-line.ts'
import type { Pool } from '../../src/core/search/pool.ts'
import { scoreOf } from '../../src/core/search/pool.ts'
import type { TaskId } from '../../src/core/search/tasks.ts'
import { SEARCH_TASKS } from '../../src/core/search/tasks.ts'
import { median } from '../../src/core/statistics.ts'
import type { Foretelling } from './foretelling.ts'
import { foretelling } from './foretelling.ts'
import type { Panel } from './plot.ts'
import { poolFor } from './pools.ts'
import type { TimedRan } from './repeats.ts'
import { METHODS, repeated } from './repeats.ts'
import type { TaskReport } from './report.ts'
import { compare, grade } from './report.ts'

/** Seconds that each part took. */
export interface Spent { training: number, distances: number, repeats: number, foretelling: number }

export interface Grading { id: TaskId, report: TaskReport, panel: Panel, spent: Spent }

/** Who is drawn: name → colour, whether dashed, whether with quartiles. Colours by Okabe and Ito (2008), told apart by most eyes. */
const DRAWN: readonly [name: string, colour: string, dashed: boolean, band: boolean][] = [
  ['random', '#000000', false, true],
  ['sobol', '#999999', true, false],
  ['tpe, after 10', '#0072b2', false, false],
  ['manifold, after 10', '#d55e00', false, false],
  ['(c) neighbours in settings, after 10', '#e69f00', true, false],
  ['halving', '#cc79a7', true, false],
  ['looks by score, tpe', '#56b4e9', true, false],
  ['looks by score, manifold', '#009e73', false, true],
]

export async function gradeTask(id: TaskId, repeats: number, threads = availableParallelism()): Promise<Grading> {
  const task = SEARCH_TASKS[id]
  const digits = readFileSync(new URL('../../public/data/digits.bin', import.meta.url))
  const { pool, training, distances } = await poolFor(task, digits, threads)
  const began = performance.now()
  const results = await showingProgress(`${task.title}: repeats`, repeats, told => repeated(pool, id, repeats, threads, done => told(done / repeats, done)))
  const middle = performance.now()
  const said = foretelling(pool, id)
  const ended = performance.now()
  return { id, ...graded(task.title, pool, results, said), spent: { training, distances, repeats: (middle - began) / 1000, foretelling: (ended - middle) / 1000 } }
}

/** `results`: repeat × method. */
export function graded(title: string, pool: Pool, results: readonly (readonly TimedRan[])[], said: readonly Foretelling[]): Pick<Grading, 'report' | 'panel'> {
  const scores = pool.members.map(member => scoreOf(member) || 0)
  const best = Math.max(...scores)
  return {
    report: {
      title, members: pool.members.length, best, median: median(scores), repeats: results.length,
      graded: grade(results, best), compared: compare(results, best), foretelling: said,
    },
    panel: {
      title,
      lines: DRAWN.map(([name, colour, dashed, band]) => {
        const place = METHODS.findIndex(method => method.name === name)
        return { name, colour, dashed, band, curves: results.map(ran => ran[place].best.map(score => best - score)) }
      }),
    },
  }
}
