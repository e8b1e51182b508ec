// Two classes of points in the plane, by formula: circles, moons, spirals, xor and gaussians.
import { cosineOfTurns, sineOfTurns } from '../elementary.ts'
import { deriveSeed, mulberry32, normals } from '../random.ts'
import type { BuiltInId, Dataset, DatasetSettings } from './dataset.ts'
import { PROBES, splitRows, testCountOf } from './splits.ts'

export type PlaneId = Exclude<BuiltInId, 'digits' | 'teacher'>

/** Points of a generated set, half of them drawn for each class (xor: as the signs fall). */
export const POINTS = 1000

type Point = readonly [x: number, y: number]
interface Shape {
  title: string
  classNames: [string, string]
  /** Point number `index` of `count` drawn for class `label`, before noise. */
  point: (label: number, index: number, count: number, random: () => number) => Point
  /** The class of a point, where the point decides it. */
  labelOf?: (point: Point) => number
}

const GAP = 0.05
/** Uniform in [−1, 1], but at least GAP away from 0. */
const offAxis = (uniform: number): number => {
  const signed = 2 * uniform - 1
  return signed < 0 ? -GAP + (1 - GAP) * signed : GAP + (1 - GAP) * signed
}

const SHAPES: Record<PlaneId, Shape> = {
  circles: {
    title: 'Circles', classNames: ['outer', 'inner'],
    point: (label, _index, _count, random) => {
      const turn = random()
      const radius = label === 0 ? 1 : 0.5
      return [radius * cosineOfTurns(turn), radius * sineOfTurns(turn)]
    },
  },
  moons: {
    title: 'Moons', classNames: ['upper', 'lower'],
    point: (label, _index, _count, random) => {
      const turn = random() / 2
      return label === 0 ? [cosineOfTurns(turn), sineOfTurns(turn)] : [1 - cosineOfTurns(turn), 0.5 - sineOfTurns(turn)]
    },
  },
  spirals: {
    title: 'Spirals', classNames: ['first arm', 'second arm'],
    point: (label, index, count) => {
      const radius = index / count
      const turn = 1.75 * radius + label / 2
      return [radius * sineOfTurns(turn), radius * cosineOfTurns(turn)]
    },
  },
  xor: {
    title: 'XOR', classNames: ['equal signs', 'unequal signs'],
    point: (_label, _index, _count, random) => [offAxis(random()), offAxis(random())],
    labelOf: ([x, y]) => x * y > 0 ? 0 : 1,
  },
  gaussians: {
    title: 'Gaussians', classNames: ['upper right', 'lower left'],
    point: label => label === 0 ? [0.5, 0.5] : [-0.5, -0.5],
  },
}

/** POINTS × 2 inputs; normal noise of standard deviation settings.noise on both coordinates, added after the class is decided. */
export function planeFrom(id: PlaneId, settings: DatasetSettings): Dataset {
  const { title, classNames } = SHAPES[id]
  const { inputs, labels } = planeRows(id, settings, POINTS)
  return { id, title, inputs, labels, features: 2, classes: 2, classNames: [...classNames], ...splitRows(labels, 2, testCountOf(POINTS), PROBES, settings.seed), image: null }
}

/**
 * `count` rows by that seed, an even number. `between`: where points lie evenly along a curve, each takes a random place of its stretch, so that it is
 * no point of another seed's.
 */
export function planeRows(id: PlaneId, { noise, seed }: Pick<DatasetSettings, 'noise' | 'seed'>, count: number, between = false): Pick<Dataset, 'inputs' | 'labels'> {
  const { point, labelOf } = SHAPES[id]
  const random = mulberry32(deriveSeed(seed, id))
  const normal = normals(mulberry32(deriveSeed(seed, id, 'noise')))
  const along = mulberry32(deriveSeed(seed, id, 'between'))
  const inputs = new Float32Array(count * 2)
  const labels = new Uint8Array(count)
  const half = count / 2
  for (let row = 0; row < count; row++) {
    const label = row < half ? 0 : 1
    const [x, y] = point(label, row % half + (between ? along() : 0), half, random)
    labels[row] = labelOf ? labelOf([x, y]) : label
    inputs[2 * row] = x + noise * normal()
    inputs[2 * row + 1] = y + noise * normal()
  }
  return { inputs, labels }
}
