// PHATE's heavy stages: affinities, powers of the operator, potential distances, layouts.
export function nothing(): i32 {
  return 1
}
