// How far apart a network holds the probes: distances between rows of its activations, and the one number they are measured by.
import { rowDistances } from '../matrix.ts'
import type { NetworkActivations } from '../network.ts'
import type { Scale } from '../settings.ts'

/**
 * Euclidean distances between the rows of one network's activations, condensed. Values are widened to float64 before any arithmetic
 * and subtracted directly. Refuses fewer than two probes and activations that are not finite.
 */
export function probeDistances(activations: NetworkActivations): Float64Array {
  checkActivations(activations)
  return rowDistances(new Float64Array(activations.values), activations.rows, activations.columns)
}

/** Refuses, by the network's name, fewer than two probes, values that do not fill rows × columns, and values that are not finite. */
export function checkActivations({ id, rows, columns, values }: NetworkActivations): void {
  if (rows < 2) throw new Error(`Network ${id} has activations for ${rows === 1 ? '1 probe' : `${rows} probes`}; a diffusion operator needs at least 2.`)
  if (values.length !== rows * columns) throw new Error(`Network ${id} has ${values.length} activations; ${rows} probes × ${columns} units are ${rows * columns}.`)
  const odd = firstOdd(values)
  if (odd >= 0) {
    throw new Error(`Network ${id} has a non-finite activation (${values[odd]} at probe ${Math.floor(odd / columns)}, unit ${odd % columns}); it cannot be placed.`)
  }
}

/** Where the first value that is not finite lies, or −1. */
function firstOdd(values: Float32Array): number {
  for (let k = 0; k < values.length; k++) if (!(Math.abs(values[k]) < Infinity)) return k
  return -1
}

/**
 * The scale s of a set of distances (over pairs i < j): their mean, median or root mean square, or 1 for `none`.
 * 0 where all points coincide; the affinities then do not use it.
 */
export function distanceScale(distances: Float64Array, scale: Scale): number {
  switch (scale) {
    case 'none': return 1
    case 'mean': return sum(distances, x => x) / distances.length
    case 'rms': return Math.sqrt(sum(distances, x => x * x) / distances.length)
    case 'median': {
      const sorted = distances.slice().sort()
      const middle = sorted.length >> 1
      return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
  }
}

/** Sums of 256 and then their sum: the rounding error does not grow with the number of pairs. */
function sum(values: Float64Array, of: (x: number) => number): number {
  let total = 0
  for (let start = 0; start < values.length; start += 256) {
    const end = Math.min(values.length, start + 256)
    let part = 0
    for (let k = start; k < end; k++) part += of(values[k])
    total += part
  }
  return total
}
