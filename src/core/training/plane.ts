// What a network answers all over the plane of its two features: a grid of points sent through it.
import type { Dataset } from '../data/dataset.ts'
import type { NetworkSpec, NetworkState } from '../network.ts'
import { allRows, passRows } from './layers.ts'
import { layersOf } from './architecture.ts'

export interface AnsweredPlane {
  size: number
  /** First and last value of each feature; grid points lie at both ends. */
  across: [number, number]
  up: [number, number]
  /** size × size × classes, softmax; rows from the top (largest second feature) down. */
  probabilities: Float32Array
}

/** Room about the data, as a share of their extent. */
const MARGIN = 0.08

/** The square about the data's extent, which leaves 8 % of room on each side; both features to the same scale. Errors: data without two features. */
export function planeFrame({ inputs, features }: Pick<Dataset, 'inputs' | 'features'>): Pick<AnsweredPlane, 'across' | 'up'> {
  if (features !== 2) throw new Error(`Only data with two features lie in a plane; these have ${features}.`)
  const [low, high] = [[Infinity, Infinity], [-Infinity, -Infinity]]
  inputs.forEach((value, place) => {
    low[place % 2] = Math.min(low[place % 2], value)
    high[place % 2] = Math.max(high[place % 2], value)
  })
  const half = (0.5 + MARGIN) * Math.max(high[0] - low[0], high[1] - low[1])
  const ends = (feature: number): [number, number] => {
    const middle = (low[feature] + high[feature]) / 2
    return [middle - half, middle + half]
  }
  return { across: ends(0), up: ends(1) }
}

/** The points of a grid, size × size × 2, row by row from the top. */
export function planePoints({ across, up }: Pick<AnsweredPlane, 'across' | 'up'>, size: number): Float32Array {
  const points = new Float32Array(2 * size * size)
  const at = ([from, to]: [number, number], place: number): number => from + (to - from) * place / (size - 1)
  for (let row = 0, next = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      points[next++] = at(across, column)
      points[next++] = at(up, size - 1 - row)
    }
  }
  return points
}

/** Softmax at every point of the grid, size from 2. */
export function answerPlane({ hyper }: NetworkSpec, { weights }: NetworkState, dataset: Dataset, size: number): AnsweredPlane {
  const frame = planeFrame(dataset)
  const layers = layersOf(hyper, dataset)
  const points = planePoints(frame, size)
  return { size, ...frame, probabilities: passRows(layers, hyper.activation, weights, points, allRows(points, layers)).probabilities }
}
