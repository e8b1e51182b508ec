// The first layer's weights, unit by unit: as pictures where the inputs are, else as rows of numbers; the strongest units first. Pure.
import type { Layer } from '../../core/training/architecture.ts'
import { KERNEL_SIDE } from '../../core/training/architecture.ts'
import type { FirstWeights } from '../../protocol/first-weights.ts'

export interface UnitPicture { unit: number, name: string, /** √Σw². */ norm: number, bias: number, /** down × across, row-major. */ weights: Float32Array }

interface FirstLayer { units: UnitPicture[], across: number, down: number, /** The largest |w|. */ reach: number, conv: boolean }

/** `weights`: flat, as in architecture.ts. A convolution that sees several channels: those of a place one beside the other. */
export function firstLayer(layer: Layer, weights: Float32Array, image: { width: number, height: number } | null): FirstLayer {
  const { inputs, outputs, conv } = layer
  const pictured = conv === null && image !== null && image.width * image.height === inputs
  const [across, down] = conv ? [inputs / KERNEL_SIDE, KERNEL_SIDE] : pictured ? [image.width, image.height] : [inputs, 1]
  const units = Array.from({ length: outputs }, (_, unit) => {
    const own = Float32Array.from({ length: inputs }, (__, input) => weights[layer.weights + input * outputs + unit])
    return pictureOf(unit, own, weights[layer.biases + unit], conv !== null)
  })
  return firstLayerFrom(units, across, down, conv !== null)
}

/**
 * The same of a network that was trained elsewhere. shape: inputs × units, or height × width × inputs × filters (several channels of a place lie side by
 * side); null where it is another one.
 */
export function firstLayerOf({ shape, data, bias }: FirstWeights, image: { width: number, height: number, channels?: number } | null): FirstLayer | null {
  if (shape.length !== 2 && shape.length !== 4) return null
  const units = shape[shape.length - 1]
  const inputs = data.length / units
  const conv = shape.length === 4
  const pictured = !conv && image !== null && image.width * image.height === inputs
  const [across, down] = conv ? [shape[1] * shape[2], shape[0]] : pictured ? [image.width, image.height] : [inputs, 1]
  const weightsOf = (unit: number): Float32Array => Float32Array.from({ length: inputs }, (_, input) => data[input * units + unit])
  return firstLayerFrom(Array.from({ length: units }, (_, unit) => pictureOf(unit, weightsOf(unit), bias?.[unit] ?? 0, conv)), across, down, conv)
}

const pictureOf = (unit: number, weights: Float32Array, bias: number, conv: boolean): UnitPicture =>
  ({ unit, name: `${conv ? 'filter' : 'unit'} ${unit + 1}`, norm: Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0)), bias, weights })

/** Strongest first. */
function firstLayerFrom(units: UnitPicture[], across: number, down: number, conv: boolean): FirstLayer {
  const reach = units.reduce((most, { weights }) => weights.reduce((max, w) => Math.max(max, Math.abs(w)), most), 0)
  return { units: units.sort((a, b) => b.norm - a.norm || a.unit - b.unit), across, down, reach, conv }
}

/** Of data with two features: where a unit's argument w·x + b is 0, clipped to a frame, and which way it grows; null where the line misses the frame. */
export function lineOf({ weights: [a, b], bias }: Pick<UnitPicture, 'weights' | 'bias'>, [left, right]: readonly [number, number], [low, high]: readonly [number, number]): { from: [number, number], to: [number, number] } | null {
  const ends: [number, number][] = []
  const add = (x: number, y: number): void => {
    if (x < left || x > right || y < low || y > high) return
    if (!ends.some(([u, v]) => Math.abs(u - x) + Math.abs(v - y) < 1e-9 * (right - left))) ends.push([x, y])
  }
  if (b !== 0) for (const x of [left, right]) add(x, -(bias + a * x) / b)
  if (a !== 0) for (const y of [low, high]) add(-(bias + b * y) / a, y)
  return ends.length >= 2 ? { from: ends[0], to: ends[1] } : null
}
