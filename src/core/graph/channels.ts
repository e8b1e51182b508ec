// The two orders in which frameworks keep pictures: colour by colour, or place by place.

/** rows × height × width × channels → rows × channels × height × width. `shape`: [height, width, channels]. */
export function channelsFirst<T extends Float32Array | Uint8Array>(values: T, rows: number, [height, width, channels]: readonly number[]): T {
  return swapped(values, rows, height * width, channels)
}

/** rows × channels × height × width → rows × height × width × channels. `shape`: [height, width, channels]. */
export function channelsLast<T extends Float32Array | Uint8Array>(values: T, rows: number, [height, width, channels]: readonly number[]): T {
  return swapped(values, rows, channels, height * width)
}

/** blocks × m × n → blocks × n × m. */
function swapped<T extends Float32Array | Uint8Array>(values: T, blocks: number, m: number, n: number): T {
  const out = values.slice() as T
  for (let block = 0; block < blocks; block++) {
    const own = block * m * n
    for (let row = 0; row < m; row++) for (let column = 0; column < n; column++) out[own + column * m + row] = values[own + row * n + column]
  }
  return out
}
