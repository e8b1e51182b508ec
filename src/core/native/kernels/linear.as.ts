// Dense linear algebra.
export function nothing(): i32 {
  return Math.log(2) > 0 ? 1 : 0
}
