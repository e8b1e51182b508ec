// Labels of any kind as a partition: what counts is who is together.

/** The same partition, numbered 0, 1, 2 … by first appearance. Refuses labels that are no whole numbers. */
export function byFirstAppearance(labels: ArrayLike<number>): Int32Array {
  const number = new Map<number, number>()
  return Int32Array.from(labels, (label, place) => {
    if (!Number.isInteger(label)) throw new Error(`Label ${place} is ${label}; labels must be whole numbers.`)
    let known = number.get(label)
    if (known === undefined) number.set(label, known = number.size)
    return known
  })
}

/** How many parts a partition numbered by first appearance has. */
export const partsOf = (partition: Int32Array): number => partition.reduce((most, part) => Math.max(most, part), -1) + 1
