// The first weighted layer of a network that was trained elsewhere: what its units look for.

/** shape: inputs × units, or height × width × inputs × filters; bias: one a unit. Row-major. */
export interface FirstWeights { shape: readonly number[], data: Float32Array, bias: Float32Array | null }
