// All pairs of networks, and distances between rows of a matrix.
export function nothing(): i32 {
  return 1
}
