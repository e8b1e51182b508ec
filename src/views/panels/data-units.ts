// Places in the plane of two features in the numbers of the data, which training saw scaled. Pure.
import type { Dataset } from '../../core/data/dataset.ts'

/** Of a value that training saw: the one that was stored. `feature`: 0 or 1. */
export type InUnits = (value: number, feature: 0 | 1) => number

export function unitsOf({ stored }: Pick<Dataset, 'stored'>): InUnits {
  if (!stored) return value => value
  const { scale, offset } = stored
  return (value, feature) => value * scale[feature % scale.length] + offset[feature % offset.length]
}

/** Ends of both axes. */
export function planeInUnits<P extends { across: readonly [number, number], up: readonly [number, number] }>(plane: P, data: Pick<Dataset, 'stored'>): P {
  const units = unitsOf(data)
  const ends = ([from, to]: readonly [number, number], feature: 0 | 1): [number, number] => [units(from, feature), units(to, feature)]
  return { ...plane, across: ends(plane.across, 0), up: ends(plane.up, 1) }
}

export function pointsInUnits<P extends { x: number, y: number }>(points: readonly P[], data: Pick<Dataset, 'stored'>): P[] {
  const units = unitsOf(data)
  return points.map(point => ({ ...point, x: units(point.x, 0), y: units(point.y, 1) }))
}
