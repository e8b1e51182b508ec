// What a selection has more of than everyone: for each hyper-parameter the one condition that sets it apart most clearly.

/** One hyper-parameter of all networks; a category's values in any order, numbers may repeat. */
export interface Column { key: string, values: readonly (number | string)[] }

export interface Condition { relation: '=' | '≤' | '>', value: number | string }

export interface Enrichment extends Condition {
  key: string
  /** Networks that meet the condition: among the selected, among all. */
  selected: number
  all: number
  /** (selected / all selected) ÷ (all / everyone). */
  factor: number
  /** Chance of as many or more among as many drawn at random without return (hypergeometric upper tail), before correction. */
  p: number
}

export interface EnrichmentReport {
  /** At most one a hyper-parameter, the least likely first. */
  found: Enrichment[]
  /** How many conditions were looked at: a condition counts as found where p times this is below 0.05 (Bonferroni). */
  tried: number
  selected: number
  all: number
}

const MINIMUM_FACTOR = 1.3
const LEVEL = 0.05

/** `selected` holds one flag a network, in the columns' order. Nothing or everything selected: nothing is found. A column's values must stay as they are. */
export function enrichments(columns: readonly Column[], selected: readonly boolean[]): EnrichmentReport {
  const all = selected.length
  const rows = Uint32Array.from(selected.flatMap((flag, row) => flag ? row : []))
  const chosen = rows.length
  const candidates: Omit<Enrichment, 'p'>[] = []
  if (chosen > 0 && chosen < all) {
    for (const { key, values } of columns) {
      if (values.length !== all) throw new RangeError(`${key} has ${values.length} values for ${all} networks.`)
      for (const { condition, meets, hits } of testsOf(values)) {
        if (hits === 0 || hits === all) continue
        let hitsSelected = 0
        for (const row of rows) hitsSelected += meets[row]
        candidates.push({
          ...condition, key, selected: hitsSelected, all: hits,
          factor: (hitsSelected / chosen) / (hits / all),
        })
      }
    }
  }
  const clear = candidates
    .filter(({ factor }) => factor >= MINIMUM_FACTOR)
    .map((one): Enrichment => ({ ...one, p: hypergeometricTail(one.selected, one.all, chosen, all) }))
    .filter(({ p }) => p * candidates.length < LEVEL)
    .sort((a, b) => a.p - b.p || b.factor - a.factor)
  const found = clear.filter((one, k) => clear.findIndex(({ key }) => key === one.key) === k)
  return { found, tried: candidates.length, selected: chosen, all }
}

export const holds = ({ relation, value }: Condition, of: number | string): boolean =>
  relation === '=' ? of === value : relation === '>' ? of > value : of <= value

/** A condition, and for each network whether it meets it (1) or not (0). */
interface Test { condition: Condition, meets: Uint8Array, hits: number }

/** Selections come and go, columns stay. */
const known = new WeakMap<Column['values'], Test[]>()

function testsOf(values: Column['values']): Test[] {
  const tests = known.get(values) ?? conditionsOf(values).map((condition): Test => {
    const meets = Uint8Array.from(values, value => holds(condition, value) ? 1 : 0)
    return { condition, meets, hits: meets.reduce((sum, one) => sum + one, 0) }
  })
  known.set(values, tests)
  return tests
}

/** Names and few different numbers: each value, and each cut between two; many numbers: cuts at the inner octiles, at two digits. */
function conditionsOf(values: readonly (number | string)[]): Condition[] {
  const distinct = [...new Set(values)]
  if (distinct.some(value => typeof value === 'string')) return distinct.map(value => ({ relation: '=', value }))
  const sorted = (distinct as number[]).filter(Number.isFinite).sort((a, b) => a - b)
  if (sorted.length < 2) return []
  if (sorted.length <= 8) {
    return [
      ...sorted.map((value): Condition => ({ relation: '=', value })),
      // ≤ the first and > the last but one say no more than =.
      ...sorted.slice(1, -1).map((value): Condition => ({ relation: '≤', value })),
      ...sorted.slice(0, -2).map((value): Condition => ({ relation: '>', value })),
    ]
  }
  return octiles(values as readonly number[]).flatMap((value): Condition[] => [{ relation: '≤', value }, { relation: '>', value }])
}

function octiles(values: readonly number[]): number[] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  return [...new Set([1, 2, 3, 4, 5, 6, 7].map(k => Number(sorted[Math.round((sorted.length - 1) * k / 8)].toPrecision(2))))]
}

/** P(X ≥ hits) for X ~ Hypergeometric(all, marked, drawn): `drawn` of `all` at random, `marked` of them carry the mark. */
export function hypergeometricTail(hits: number, marked: number, drawn: number, all: number): number {
  let sum = 0
  for (let k = Math.max(hits, 0, drawn + marked - all); k <= Math.min(drawn, marked); k++) {
    sum += Math.exp(logChoose(marked, k) + logChoose(all - marked, drawn - k) - logChoose(all, drawn))
  }
  return Math.min(1, sum)
}

const logFactorials = [0]

function logFactorial(n: number): number {
  for (let k = logFactorials.length; k <= n; k++) logFactorials.push(logFactorials[k - 1] + Math.log(k))
  return logFactorials[n]
}

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k)
