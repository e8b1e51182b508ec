// The grading in small, for the page: regret by budget of those who are drawn, and at the end what they have less of it than random search.
import { quartilesAt } from '../../src/core/search/grade.ts'
import type { Panel } from './plot.ts'
import { BUDGET } from './repeats.ts'
import type { TaskReport } from './report.ts'

/** Regrets and differences in shares of accuracy, to four digits. */
export interface GradesFile { repeats: number, budget: number, budgets: readonly number[], tasks: readonly TaskGrades[] }

export interface TaskGrades { id: string, title: string, members: number, /** The best score of the pool. */ best: number, methods: readonly MethodGrades[] }

export interface MethodGrades {
  name: string
  /** Of regret, a number for each of `budgets`. */
  median: readonly number[]
  lower: readonly number[]
  upper: readonly number[]
  /** Regret at the end less random search's, with the ends of its interval and the p of its test; null for random search itself. */
  end: { mean: number, low: number, high: number, p: number } | null
}

/** Budgets at which regret is told. */
const STEP = 5

const short = (value: number): number => Math.round(value * 1e4) / 1e4

/** Panel and report of a task belong together. */
export function gradesFile(gradings: readonly { id: string, report: TaskReport, panel: Panel }[]): GradesFile {
  const budgets = Array.from({ length: BUDGET / STEP }, (_, place) => STEP * (place + 1))
  return {
    repeats: gradings[0].report.repeats, budget: BUDGET, budgets,
    tasks: gradings.map(({ id, report: { title, members, best, graded }, panel: { lines } }) => ({
      id, title, members, best: short(best),
      methods: lines.map(({ name, curves }) => {
        const at = quartilesAt(curves, budgets)
        const end = graded.find(({ method }) => method.name === name)?.toRandom?.end
        return {
          name, median: at.map(({ median }) => short(median)), lower: at.map(({ lower }) => short(lower)), upper: at.map(({ upper }) => short(upper)),
          end: end ? { mean: short(end.mean), low: short(end.interval[0]), high: short(end.interval[1]), p: short(end.p) } : null,
        }
      }),
    })),
  }
}

/** A line for each list of numbers, so that a change can be read. */
export const gradesText = (file: GradesFile): string => `${JSON.stringify(file, null, 1).replaceAll(/\[\s+([-\d.e,\s]+?)\s+\]/g, (_, numbers: string) => `[${numbers.replaceAll(/\s+/g, '')}]`)}\n`
