// A convolution as a batched product: which number of a picture goes where, as lists of places to gather from; and pooling, forward and backward.
import { cast, concat, equal, gather, matMul, max, mul, reshape, tensor1d, tensor4d, zeros, type Tensor, type Tensor1D, type Tensor3D, type Tensor4D } from '@tensorflow/tfjs-core'
import type { Convolution, Layer } from '../../src/core/training/architecture.ts'

/** The lists of one convolution on the device. */
export interface Gathering {
  conv: Convolution
  /** places × (9 · channels + 1), out of a picture with a one and a zero behind it: what each place sees, and a one. */
  patches: Tensor1D
  /** The way back, null for the first layer. places × 9 · outputs, out of the map's derivatives with a zero behind them. */
  around: Tensor1D | null
  /** 9 · outputs × channels, out of the layer's (9 · channels + 1) × outputs weights: the kernel turned by half a turn. */
  turned: Tensor1D | null
  pooling: Pooling | null
}

interface Pooling {
  /** 4 × units, out of the map: the four places of each unit, in reading order. */
  quarters: Tensor1D
  /** places × outputs, out of 4 × units with a zero behind them: back to the map. */
  back: Tensor1D
  /** 1 × 1 × 4 × 1: of equals the first is chosen. */
  rank: Tensor4D
}

/** Places × 9 · channels (and a last one, where `one` is given): each place's own surroundings; `zero` where they lie beyond the edge. */
function surroundings({ height, width }: Convolution, channels: number, zero: number, one: number | null): number[] {
  const list: number[] = []
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let dy = y - 1; dy <= y + 1; dy++) {
        for (let dx = x - 1; dx <= x + 1; dx++) {
          const inside = dy >= 0 && dy < height && dx >= 0 && dx < width
          for (let channel = 0; channel < channels; channel++) list.push(inside ? (dy * width + dx) * channels + channel : zero)
        }
      }
      if (one !== null) list.push(one)
    }
  }
  return list
}

/** The place of the map from which quarter 0…3 of each pooled unit comes. */
function quartersOf({ height, width }: Convolution, maps: number): number[] {
  const list: number[] = []
  for (let quarter = 0; quarter < 4; quarter++) {
    for (let y = 0; y + 1 < height; y += 2) {
      for (let x = 0; x + 1 < width; x += 2) {
        for (let map = 0; map < maps; map++) list.push(((y + (quarter >> 1)) * width + x + (quarter & 1)) * maps + map)
      }
    }
  }
  return list
}

/** Call within a scope, and keep what comes back. */
export function gatheringOf({ conv, outputs }: Layer, first: boolean): Gathering | null {
  if (!conv) return null
  const { height, width, channels, pooled } = conv
  const list = (places: number[]): Tensor1D => tensor1d(Int32Array.from(places), 'int32')
  const size = height * width * channels
  const map = height * width * outputs
  const quarters = quartersOf(conv, outputs)
  const back = Array.from({ length: map }, () => quarters.length)
  quarters.forEach((place, from) => { back[place] = from })
  // Offset e of the way back is offset 8 − e of the way forward.
  const turned = Array.from({ length: 9 * outputs * channels }, (_, place) => {
    const channel = place % channels
    const output = Math.floor(place / channels) % outputs
    const offset = Math.floor(place / channels / outputs)
    return ((8 - offset) * channels + channel) * outputs + output
  })
  return {
    conv,
    patches: list(surroundings(conv, channels, size + 1, size)),
    around: first ? null : list(surroundings(conv, outputs, map, null)),
    turned: first ? null : list(turned),
    pooling: pooled ? { quarters: list(quarters), back: list(back), rank: tensor4d([4, 3, 2, 1], [1, 1, 4, 1]) } : null,
  }
}

/** P × R × (picture, a one, a zero) as P × (R · places) × (9 · channels + 1). */
export const patchesOf = ({ conv, patches }: Gathering, x: Tensor3D): Tensor3D =>
  reshape(gather(x, patches, 2), [x.shape[0], x.shape[1] * conv.height * conv.width, 9 * conv.channels + 1])

/** What leaves the layer, P × R × units, from its map, P × (R · places) × outputs; and the four candidates of each unit, where it is pooled. */
export function leave({ conv, pooling }: Gathering, map: Tensor3D): { hidden: Tensor3D, quarters: Tensor4D | null } {
  const [networks, all, outputs] = map.shape
  const places = conv.height * conv.width
  const rows = all / places
  const pictures: Tensor3D = reshape(map, [networks, rows, places * outputs])
  if (!pooling) return { hidden: pictures, quarters: null }
  const quarters: Tensor4D = reshape(gather(pictures, pooling.quarters, 2), [networks, rows, 4, pooling.quarters.size / 4])
  return { hidden: max(quarters, 2), quarters }
}

/** The derivative by the map from that by what left the layer: where it is pooled, to the first of the largest. */
export function enter({ conv, pooling }: Gathering, byHidden: Tensor3D, hidden: Tensor3D, quarters: Tensor4D | null, outputs: number): Tensor3D {
  const [networks, rows, units] = byHidden.shape
  const shape: [number, number, number] = [networks, rows * conv.height * conv.width, outputs]
  if (!pooling || !quarters) return reshape(byHidden, shape)
  const flat: [number, number, number, number] = [networks, rows, 1, units]
  const ranks: Tensor4D = mul(cast(equal(quarters, reshape(hidden, flat)), 'float32'), pooling.rank)
  const chosen = cast(equal(ranks, max(ranks, 2, true)), 'float32')
  const four: Tensor3D = reshape(mul(chosen, reshape(byHidden, flat)), [networks, rows, 4 * units])
  return reshape(gather(withZero(four), pooling.back, 2), shape)
}

/**
 * The derivative by what the layer saw, P × R × (places · channels), from that by its map, P × (R · places) × outputs: a convolution too, of the
 * derivatives with the kernel turned by half a turn, for a number of the picture is seen from as far on the other side.
 */
export function wayBack({ conv, around, turned }: Gathering, delta: Tensor3D, weights: Tensor3D): Tensor3D {
  const [networks, all, outputs] = delta.shape
  const places = conv.height * conv.width
  const derivatives = withZero(reshape(delta, [networks, all / places, places * outputs]))
  const seen = reshape(gather(derivatives, around!, 2), [networks, all, 9 * outputs]) as Tensor3D
  const kernel = reshape(gather(reshape(weights, [networks, weights.shape[1] * outputs]), turned!, 1), [networks, 9 * outputs, conv.channels]) as Tensor3D
  return reshape(matMul(seen, kernel) as Tensor, [networks, all / places, places * conv.channels])
}

const withZero = (x: Tensor3D): Tensor3D => concat([x, zeros([x.shape[0], x.shape[1], 1])], 2)
