// Stored values → what a network was trained on: one of a few scalings, which no file names.
import type { InputScale, ProbeSet } from './input-scale.ts'

/** MNIST's mean and standard deviation over its 60,000 training pictures, of pixels from 0 to 1: what its networks are nearly always trained with. */
const MNIST = { mean: 0.1307, sd: 0.3081 } as const

/** Pixels of the same kind of pictures, though not of the same pictures: their statistics differ by less than this. */
const NEAR_MNIST = 0.02

/** Which scalings apply to these samples: tables have no full scale to divide by. */
export function scalesFor({ fullScale }: Pick<ProbeSet, 'fullScale'>): InputScale[] {
  if (fullScale === 255) return ['raw', '255', 'standard', 'symmetric']
  if (fullScale === 16) return ['raw', '16', 'standard', 'symmetric']
  return ['raw', 'standard', 'symmetric']
}

/**
 * rows × features, scaled, row-major like the probes. `transposed`: rows and columns of pictures swapped (width × height × channels); tables stay as they are.
 * A feature that never changes is only shifted.
 */
export function scaledInputs(probes: ProbeSet, scale: InputScale, transposed: boolean): Float32Array {
  const { values, rows, shape } = probes
  const features = rows === 0 ? 0 : values.length / rows
  const { shift, factor } = lineOf(probes, scale)
  const channels = shift.length
  const out = new Float32Array(values.length)
  for (let at = 0; at < out.length; at++) out[at] = (values[at] - shift[at % channels]) * factor[at % channels]
  return transposed && shape.length === 3 ? swapped(out, rows, features, shape) : out
}

/** scaled = (stored − shift) × factor: one pair for all numbers, or one a channel or feature. */
function lineOf(probes: ProbeSet, scale: InputScale): { shift: ArrayLike<number>, factor: ArrayLike<number> } {
  const { mean, sd, low, high } = probes.statistics
  switch (scale) {
    case 'raw': return { shift: [0], factor: [1] }
    case '255': return { shift: [0], factor: [1 / 255] }
    case '16': return { shift: [0], factor: [1 / 16] }
    case 'standard': {
      const known = mnistOf(probes)
      if (known) return { shift: [known.mean], factor: [1 / known.sd] }
      return { shift: mean, factor: sd.map(width => width > 0 ? 1 / width : 1) }
    }
    case 'symmetric': {
      if (probes.fullScale !== null) return { shift: [probes.fullScale / 2], factor: [2 / probes.fullScale] }
      // To −1 … 1: the middle is taken off, and half the range is the unit.
      return { shift: low.map((from, k) => (from + high[k]) / 2), factor: low.map((from, k) => high[k] > from ? 2 / (high[k] - from) : 1) }
    }
  }
}

/** MNIST's own constants where the pictures are its digits; other 28×28 pictures have statistics of their own. */
function mnistOf({ shape, fullScale, statistics }: ProbeSet): { mean: number, sd: number } | null {
  const pixels = shape.reduce((all, size) => all * size, 1)
  if (pixels !== 784 || fullScale !== 255 || statistics.mean.length !== 1) return null
  const near = Math.abs(statistics.mean[0] / 255 - MNIST.mean) < NEAR_MNIST && Math.abs(statistics.sd[0] / 255 - MNIST.sd) < NEAR_MNIST
  return near ? { mean: MNIST.mean * 255, sd: MNIST.sd * 255 } : null
}

function swapped(values: Float32Array, rows: number, features: number, [height, width, channels]: readonly number[]): Float32Array {
  const out = new Float32Array(values.length)
  for (let row = 0; row < rows; row++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const from = row * features + (y * width + x) * channels
        out.set(values.subarray(from, from + channels), row * features + (x * height + y) * channels)
      }
    }
  }
  return out
}
