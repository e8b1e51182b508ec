// Where a number lies among the stops of a track. Pure.

/** Where on the track a value lies, in stops: between two of them by its logarithm. */
export function placeAmong(stops: readonly number[], value: number): number {
  const after = stops.findIndex(stop => stop >= value)
  if (after === 0) return 0
  if (after < 0) return stops.length - 1
  return after - 1 + Math.log(value / stops[after - 1]) / Math.log(stops[after] / stops[after - 1])
}
