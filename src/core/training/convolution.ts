// A 3 × 3 convolution as a product: what each place of a picture sees is laid out in a row (and the derivatives gathered back), and pooling.
// Numbers of a picture: height × width × channels, channels turning fastest; pictures one behind the other.
import type { Floats } from './activation.ts'
import type { Convolution } from './architecture.ts'
import { KERNEL_SIDE } from './architecture.ts'

/** Places of a convolution's picture, before pooling. */
export const placesOf = ({ height, width }: Convolution): number => height * width

/**
 * patches ← rows · places × 9 · channels: what lies around each place, row of the kernel first, then column, then channel; 0 beyond the edge.
 * `pictures`: rows × places × channels.
 */
export function spreadPatches({ height, width, channels }: Convolution, pictures: Floats, rows: number, patches: Floats): void {
  let to = 0
  for (let row = 0; row < rows; row++) {
    const picture = row * height * width * channels
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let dy = y - 1; dy <= y + 1; dy++) {
          for (let dx = x - 1; dx <= x + 1; dx++) {
            const inside = dy >= 0 && dy < height && dx >= 0 && dx < width
            const from = picture + (dy * width + dx) * channels
            for (let channel = 0; channel < channels; channel++) patches[to++] = inside ? pictures[from + channel] : 0
          }
        }
      }
    }
  }
}

/**
 * before ← the patches' derivatives, summed for each number of the picture over the (at most nine) patches in which it stands, in the order of the
 * kernel's places, times its slope: the way back from spreadPatches.
 */
export function gatherPatches({ height, width, channels }: Convolution, patches: Floats, rows: number, slopes: Floats, before: Floats): void {
  const length = KERNEL_SIDE ** 2 * channels
  let to = 0
  for (let row = 0; row < rows; row++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let channel = 0; channel < channels; channel++, to++) {
          let sum = 0
          for (let dy = -1; dy <= 1; dy++) {
            // The place that sees this one at (dy, dx) of its kernel lies as far on the other side.
            if (y - dy < 0 || y - dy >= height) continue
            for (let dx = -1; dx <= 1; dx++) {
              if (x - dx < 0 || x - dx >= width) continue
              const place = (row * height + y - dy) * width + x - dx
              sum += patches[place * length + ((dy + 1) * KERNEL_SIDE + dx + 1) * channels + channel]
            }
          }
          before[to] = sum * slopes[to]
        }
      }
    }
  }
}

/**
 * values ← the largest of each 2 × 2 places, a channel at a time, and slopes ← mapSlopes there; chosen ← where in the map it was. The first of equals
 * in reading order; a number that is none wins, so that a network that has left the finite numbers does not look alive. An odd last row or
 * column is left out. map, mapSlopes: rows × places × maps; values, slopes, chosen: rows × ⌊height / 2⌋ × ⌊width / 2⌋ × maps.
 */
export function pool(
  { height, width }: Convolution, maps: number, map: Floats, mapSlopes: Floats, rows: number, values: Floats, slopes: Floats, chosen: Int32Array,
): void {
  let to = 0
  for (let row = 0; row < rows; row++) {
    for (let y = 0; y + 1 < height; y += 2) {
      for (let x = 0; x + 1 < width; x += 2) {
        const corner = ((row * height + y) * width + x) * maps
        for (let channel = 0; channel < maps; channel++, to++) {
          let best = corner + channel
          for (let quarter = 1; quarter < 4; quarter++) {
            const place = corner + ((quarter >> 1) * width + (quarter & 1)) * maps + channel
            if (map[place] > map[best] || Number.isNaN(map[place])) best = place
          }
          values[to] = map[best]
          slopes[to] = mapSlopes[best]
          chosen[to] = best
        }
      }
    }
  }
}

/** mapDelta (its first `size` numbers) ← each of `count` derivatives where pooling chose, 0 elsewhere: the way back from pool. */
export function unpool(delta: Floats, chosen: Int32Array, count: number, mapDelta: Floats, size: number): void {
  mapDelta.fill(0, 0, size)
  for (let place = 0; place < count; place++) mapDelta[chosen[place]] = delta[place]
}
