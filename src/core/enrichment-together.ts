// Several conditions at once: how much more often the selected meet all of them than everyone does.
import type { Column, Condition } from './enrichment.ts'
import { holds } from './enrichment.ts'

export interface Together {
  /** Networks that meet every condition: among the selected, among all. */
  selected: number
  all: number
  /** (selected / all selected) ÷ (all / everyone); NaN where nobody does. */
  factor: number
}

/** `selected` holds one flag a network, in the columns' order. A condition on a column that is not there is met by nobody. */
export function together(columns: readonly Column[], conditions: readonly (Condition & { key: string })[], selected: readonly boolean[]): Together {
  const tests = conditions.map(condition => ({ condition, values: columns.find(({ key }) => key === condition.key)?.values }))
  let [all, both, chosen] = [0, 0, 0]
  for (let k = 0; k < selected.length; k++) {
    if (selected[k]) chosen++
    if (!tests.every(({ condition, values }) => values !== undefined && holds(condition, values[k]))) continue
    all++
    if (selected[k]) both++
  }
  return { selected: both, all, factor: both / chosen / (all / selected.length) }
}
