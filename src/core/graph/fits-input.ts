// Whether samples are what a network takes: the same picture has many shapes, and another picture is another picture.
import type { ProbeSet } from './input-scale.ts'
import { product, sizes } from './graph-names.ts'

/** How a sample's numbers come to stand as the network takes them; channels first: each channel's picture as a whole, one behind the other. */
type Arrangement = 'as they are' | 'channels first'

/**
 * 784, 28×28, 28×28×1, 1×28×28 and 784×1 are one picture: the numbers stand in the same order. Colour pictures fit 3×32×32 with their channels first.
 * Null: other samples than the network takes.
 */
export function fitsInput(wanted: readonly number[], given: readonly number[]): Arrangement | null {
  if (product(wanted) !== product(given)) return null
  const [there, here] = [wanted, given].map(shape => shape.filter(size => size !== 1))
  if (there.length <= 1 || here.length <= 1 || same(there, here)) return 'as they are'
  return here.length === 3 && same(there, [here[2], here[0], here[1]]) ? 'channels first' : null
}

/** Why the samples are not what the network takes: one sentence; null where they are. `file`: the network's, as it is called. */
export function misfitOf(file: string, wanted: readonly number[], probes: Pick<ProbeSet, 'shape' | 'title'>): string | null {
  if (fitsInput(wanted, probes.shape)) return null
  return `${file} wants ${inputNames(wanted)}; this map's probes are ${probesNames(probes)}.`
}

/** “64×64×3 images”, “28×28 images”, “4 numbers”. */
function inputNames(shape: readonly number[]): string {
  const long = shape.length >= 2 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape
  if (long.length >= 2) return `${sizes(long)} images`
  const numbers = product(shape)
  return numbers === 1 ? 'one number' : `${numbers} numbers`
}

function probesNames({ shape, title }: Pick<ProbeSet, 'shape' | 'title'>): string {
  const picture = shape.length === 3 ? sizes(shape[2] === 1 ? shape.slice(0, 2) : shape) : `${sizes(shape)} numbers`
  return title.includes(picture) ? title : `${picture}${shape.length === 3 ? '' : ' each'} (${title})`
}

const same = (left: readonly number[], right: readonly number[]): boolean => left.length === right.length && left.every((size, axis) => size === right[axis])
