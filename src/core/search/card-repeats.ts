// The searches of the page's card, one after the other: every method on the same pool with the same seeds.
import type { Steps } from '../steps.ts'
import { CARD_BUDGET, CARD_NAMES } from './grade-card.ts'
import type { Method, Shelf } from './methods.ts'
import { methodsFor } from './methods.ts'
import type { Ran } from './repeats.ts'
import { ranBy, seedOf } from './repeats.ts'

/** As CARD_NAMES has them. */
export const cardMethods = (budget = CARD_BUDGET): Method[] => {
  const methods = methodsFor(budget)
  return CARD_NAMES.map(name => {
    const method = methods.find(one => one.name === name)
    if (!method) throw new Error(`There is no way of searching that is called ${name}.`)
    return method
  })
}

/** Which of all repeats are run here; each has its own seed, whoever runs it. */
export interface Stretch { from: number, count: number }

/** → repeat × method. The share that is done is told after each search. */
export function* repeatSteps(shelf: Shelf, task: string, { from, count }: Stretch, budget = CARD_BUDGET): Steps<Ran[][]> {
  const methods = cardMethods(budget)
  const results: Ran[][] = []
  for (let repeat = 0; repeat < count; repeat++) {
    const ran: Ran[] = []
    for (const method of methods) {
      ran.push(ranBy(method, shelf, budget, seedOf(task, from + repeat)))
      yield { stage: 'repeats', share: (repeat + ran.length / methods.length) / count }
    }
    results.push(ran)
  }
  return results
}
