// The order in which layers run, where names and sizes tell one: the file's own, that of the names, or the one in which sizes follow on one another.
import type { NormPart, Part, WeightedPart } from './parts.ts'
import { isWeighted } from './parts.ts'

/** Ways that are tried before sizes are given up. */
const TRIES = 20_000

/** Orders in which all sizes fit, likeliest first, each once. Convolutions stand before dense layers in all of them. */
export function ordersOf(parts: readonly Part[]): Part[][] {
  const natural = parts.toSorted((a, b) => byName(a.name, b.name))
  const found: Part[][] = []
  const add = (order: Part[] | null): void => {
    if (order && follows(order) && !found.some(other => other.every((part, k) => part === order[k]))) found.push(order)
  }
  for (const order of [parts, natural]) add([...order])
  for (const order of [parts, natural]) add(withNormsPlaced(order))
  if (found.length === 0) {
    const weighted = followed(natural.filter(isWeighted))
    if (weighted) add(withNormsPlaced([...weighted, ...natural.filter(part => !isWeighted(part))]))
  }
  return found
}

/** conv2 before conv10. */
const byName = (a: string, b: string): number => {
  const [left, right] = [a, b].map(name => name.split(/(\d+)/))
  for (let k = 0; k < Math.min(left.length, right.length); k++) {
    const order = k % 2 === 1 ? Number(left[k]) - Number(right[k]) : left[k] < right[k] ? -1 : left[k] > right[k] ? 1 : 0
    if (order !== 0) return order
  }
  return left.length - right.length
}

/** Whether one layer can hand its values to the next. */
function hands(from: WeightedPart, to: WeightedPart): boolean {
  // A kernel of one channel slides over each channel by itself. Other groups are too easily a layer of another branch.
  if (to.kind === 'conv2d') return from.kind === 'conv2d' && (from.outputs === to.inputs || (to.inputs === 1 && to.outputs % from.outputs === 0))
  return from.kind === 'dense' ? from.outputs === to.inputs : to.inputs % from.outputs === 0
}

function follows(order: readonly Part[]): boolean {
  let before: WeightedPart | null = null
  let first: number | null = null
  for (const [k, part] of order.entries()) {
    if (!isWeighted(part)) {
      // Norms of several layers side by side stand apart from them.
      if (k > 0 && !isWeighted(order[k - 1])) return false
      // A norm may stand before all layers, over the inputs themselves.
      if (before ? part.size !== before.outputs : first !== null && first !== part.size) return false
      if (!before) first = part.size
      continue
    }
    if (before ? !hands(before, part) : first !== null && first !== part.inputs) return false
    before = part
  }
  return before !== null
}

/** Norms that stand apart from their layers, each behind one that gives as many values: the k-th of a size behind the k-th layer of that size. */
function withNormsPlaced(order: readonly Part[]): Part[] | null {
  const weighted = order.filter(isWeighted)
  const behind = new Map<WeightedPart, NormPart[]>()
  for (const norm of order.filter((part): part is NormPart => !isWeighted(part))) {
    const fitting = weighted.filter(({ outputs }) => outputs === norm.size)
    const number = /(\d+)\D*$/.exec(norm.name)?.[1]
    const free = fitting.filter(part => !behind.has(part))
    const place = free.find(({ name }) => number !== undefined && /(\d+)\D*$/.exec(name)?.[1] === number) ?? free[0]
    if (!place) return null
    behind.set(place, [norm])
  }
  return weighted.flatMap((part): Part[] => [part, ...behind.get(part) ?? []])
}

/** An order in which each layer takes what the one before gives; null where there is none, or too many ways to look at. */
function followed(parts: readonly WeightedPart[]): WeightedPart[] | null {
  let tries = TRIES
  const taken = new Set<WeightedPart>()
  const order: WeightedPart[] = []
  const extend = (): boolean => {
    if (order.length === parts.length) return true
    for (const part of parts) {
      if (taken.has(part) || (order.length > 0 && !hands(order[order.length - 1], part)) || --tries < 0) continue
      taken.add(part)
      order.push(part)
      if (extend()) return true
      taken.delete(part)
      order.pop()
    }
    return false
  }
  // Deeper than any chain that people save: recursion stays shallow.
  return parts.length <= 200 && extend() ? order : null
}
