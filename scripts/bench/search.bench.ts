// Ways of searching, graded: pools of three tasks, a hundred repeats of every method on each, at equal budget and equal seeds. Writes the tables and the
// drawing of docs/methods/search.md. The numbers are the same on every machine; only the seconds differ.
import { readFileSync, writeFileSync } from 'node:fs'
import { TASKS } from '../../src/core/search/tasks.ts'
import type { Bench } from '../bench.ts'
import type { Grading } from '../search/grading.ts'
import { gradeTask } from '../search/grading.ts'
import { plot } from '../search/plot.ts'
import { sectionOf, withSection } from '../search/report.ts'

const REPEATS = 100
const page = new URL('../../docs/methods/search.md', import.meta.url)
const drawing = new URL('../../docs/methods/search.svg', import.meta.url)

const bench: Bench = async report => {
  const gradings: Grading[] = []
  for (const id of TASKS) {
    const grading = await gradeTask(id, REPEATS)
    gradings.push(grading)
    const { spent } = grading
    for (const { method, regret, held, seconds } of grading.report.graded) {
      report({
        task: id, method: method.name, ...Object.fromEntries(regret.map(({ budget, median }) => [`regret after ${budget}`, Number(median.toFixed(4))])),
        'held back': Number(held.toFixed(3)), 'seconds a repeat': Number(seconds.toFixed(2)),
      })
    }
    report({ task: id, method: `pool ${spent.training.toFixed()} s and its distances ${spent.distances.toFixed()} s (0: from the shelf); repeats ${spent.repeats.toFixed()} s; foretelling ${spent.foretelling.toFixed()} s` })
  }
  writeFileSync(page, withSection(readFileSync(page, 'utf8'), sectionOf(gradings.map(grading => grading.report))))
  writeFileSync(drawing, plot(gradings.map(grading => grading.panel)))
}

export default bench
