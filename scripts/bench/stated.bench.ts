// Do proposals land as far from what was foretold as is stated? On the grading's tasks, with networks that are really trained; the table of docs/methods/sampling.md.
// The same numbers on every machine.
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { TrainingThreads } from '../../cli/training-threads.ts'
import { KEEP_NOTHING } from '../../src/core/network.ts'
import { SEARCH_TASKS, taskData, TASKS } from '../../src/core/search/tasks.ts'
import { lookingAtHeld } from '../../src/core/search/validation.ts'
import type { Bench } from '../bench.ts'
import type { Coverage, Landing } from '../search/stated.ts'
import { coverageOf, landings, scalesOf } from '../search/stated.ts'

/** Those before were looked at while the scale that was tried was chosen. */
const FIRST = 10
const DRAWS = 6

const bench: Bench = async report => {
  const digits = readFileSync(new URL('../../public/data/digits.bin', import.meta.url))
  for (const id of TASKS) {
    const data = taskData(SEARCH_TASKS[id], digits)
    const workforce = new TrainingThreads(lookingAtHeld(data), KEEP_NOTHING, availableParallelism())
    try {
      for (const looks of [false, true]) {
        const searches: Landing[][][] = []
        for (let draw = FIRST; draw < FIRST + DRAWS; draw++) searches.push(await landings(SEARCH_TASKS[id], data, workforce, draw, looks))
        const all = searches.flat(2)
        const first = coverageOf(searches.flatMap(([batch]) => batch))
        const last = coverageOf(searches.flatMap(batches => batches.slice(-2).flat()))
        const scaled = coverageOf(all, searches.flatMap(scalesOf))
        report({
          task: id, looks: looks ? 'yes' : 'no', landed: coverageOf(all).landed, ...told('all', coverageOf(all)), ...told('first batch', first), ...told('last two', last),
          'scaled within 1, 2': shares(scaled),
        })
      }
    } finally {
      await workforce.end()
    }
  }
}

const decimals = (value: number, digits = 2): string => value.toFixed(digits).replace(/^-(?=[0.]*$)/, '').replace(/^(-?)0\./, '$1.').replace('-', '−')
const shares = ({ one, two }: Coverage): string => `${Math.round(100 * one)}, ${Math.round(100 * two)} %`

const told = (name: string, found: Coverage): Record<string, string> => ({
  [`${name}: missed, stated`]: `${decimals(found.missed)}, ${decimals(found.stated)}`,
  [`${name}: above`]: decimals(found.above),
  [`${name}: within 1, 2`]: shares(found),
})

export default bench
