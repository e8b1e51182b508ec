// Ways of searching, graded: pools of three tasks, a hundred repeats of every method on each, at equal budget and equal seeds. Writes the tables and the
// drawing of docs/methods/search.md, and what the page shows of them. The numbers are the same on every machine; only the seconds differ.
// `-- search --repeats 6` grades by fewer repeats, to try something out; the tables say by how many.
import { readFileSync, writeFileSync } from 'node:fs'
import { TASKS } from '../../src/core/search/tasks.ts'
import type { Bench } from '../bench.ts'
import { gradesFile, gradesText } from '../search/grades-file.ts'
import type { Grading } from '../search/grading.ts'
import { gradeTask } from '../search/grading.ts'
import { plot } from '../search/plot.ts'
import { sectionOf, withSection } from '../search/report.ts'

/** As many as are graded by unless told otherwise. */
const REPEATS = 100

function repeatsAsked(words: readonly string[]): number {
  const at = words.indexOf('--repeats')
  if (at < 0) return REPEATS
  const asked = Number(words[at + 1])
  if (!Number.isInteger(asked) || asked < 1) throw new Error(`--repeats takes a whole number from 1, got ${words[at + 1] ?? 'nothing'}.`)
  return asked
}

const page = new URL('../../docs/methods/search.md', import.meta.url)
const drawing = new URL('../../docs/methods/search.svg', import.meta.url)
const grades = new URL('../../public/search-grades.json', import.meta.url)

const bench: Bench = async report => {
  const began = performance.now()
  const repeats = repeatsAsked(process.argv)
  const gradings: Grading[] = []
  for (const id of TASKS) {
    const grading = await gradeTask(id, repeats)
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
  writeFileSync(grades, gradesText(gradesFile(gradings)))
  report({ method: `All of it: ${((performance.now() - began) / 1000).toFixed()} s` })
}

export default bench
