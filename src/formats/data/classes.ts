// Labels as they stand in a file → classes 0 … C − 1 with names.
import { FormatError, quoted } from '../format-error.ts'
import { LIMITS } from '../limits.ts'

export interface Classes { labels: Int32Array, classNames: string[], warnings: string[] }

/** `where`: what holds them, for sentences. `row`: as people count it there. */
function refuseNumber(where: string, value: number, row: number): never {
  throw new FormatError(`${where} holds ${value} at row ${row}; labels are whole numbers from 0, one a class.`)
}

/**
 * Whole numbers from 0 stay what they are, so that class k is what a saved network's output k means, even where a few of them do not occur. Others
 * (from 1 on, or few and far apart) become classes in ascending order, and that is told. Errors: a number that is not whole, more classes than are
 * trained on, fewer than two.
 */
export function classesOfNumbers(numbers: ArrayLike<number>, where: string): Classes {
  const seen = new Map<number, number>()
  for (let row = 0; row < numbers.length; row++) {
    const value = numbers[row]
    if (!Number.isInteger(value)) refuseNumber(where, value, row)
    const count = seen.get(value) ?? 0
    seen.set(value, count + 1)
    if (count === 0 && seen.size > LIMITS.dataClasses) refuseMany(where)
  }
  const values = [...seen.keys()].sort((a, b) => a - b)
  if (values.length < 2) refuseFew(where, values.map(String))
  const highest = values.at(-1)!
  if (values[0] >= 0 && highest < LIMITS.dataClasses && values[0] < 1 && values.length >= (highest + 1) / 2) {
    const absent = Array.from({ length: highest + 1 }, (_, value) => value).filter(value => !seen.has(value))
    return {
      labels: Int32Array.from(numbers), classNames: Array.from({ length: highest + 1 }, (_, value) => String(value)),
      warnings: absent.length ? [`No row has the label ${listed(absent.map(String))}.`] : [],
    }
  }
  const place = new Map(values.map((value, k) => [value, k]))
  return {
    labels: Int32Array.from(numbers, value => place.get(value)!), classNames: values.map(String),
    warnings: [`Its labels are ${listed(values.map(String))}: in this order they are classes 0 to ${values.length - 1}.`],
  }
}

/** Texts become classes in the order of the alphabet (of their code points, as other tools sort them). */
export function classesOfTexts(texts: readonly string[], where: string): Classes {
  const names = [...new Set(texts)].sort((a, b) => a < b ? -1 : a > b ? 1 : 0)
  if (names.length > LIMITS.dataClasses) refuseMany(where)
  if (names.length < 2) refuseFew(where, names.map(quoted))
  const place = new Map(names.map((name, k) => [name, k]))
  return { labels: Int32Array.from(texts, text => place.get(text)!), classNames: names, warnings: [] }
}

function refuseMany(where: string): never {
  throw new FormatError(`${where} has more than ${LIMITS.dataClasses} different values; networks are trained on at most ${LIMITS.dataClasses} classes.`)
}

function refuseFew(where: string, found: readonly string[]): never {
  throw new FormatError(`${where} ${found.length === 0 ? 'holds nothing' : `is ${found[0]} in every row`}; a network needs two classes at least.`)
}

/** At most six of them: 1, 2, 3 … 9. */
export function listed(names: readonly string[]): string {
  return names.length <= 6 ? names.join(', ') : `${names.slice(0, 4).join(', ')} … ${names.at(-1)}`
}
