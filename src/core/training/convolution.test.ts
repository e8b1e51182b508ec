// Patches and pooling: what goes out comes back, and what is chosen is the largest, the first of equals.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mulberry32, normals } from '../random.ts'
import { gatherPatches, pool, spreadPatches, unpool } from './convolution.ts'
import type { Convolution } from './architecture.ts'

const ROWS = 2
const pictures = fc.record({ height: fc.integer({ min: 1, max: 6 }), width: fc.integer({ min: 1, max: 6 }), channels: fc.integer({ min: 1, max: 3 }), pooled: fc.constant(false) })
const draw = (size: number, seed: number): Float64Array => new Float64Array(size).map(normals(mulberry32(seed)))
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, place) => sum + value * b[place], 0)
const sizeOf = ({ height, width, channels }: Convolution): number => ROWS * height * width * channels

describe('patches', () => {
  it('and their way back are transposes of one another: ⟨patches(a), b⟩ = ⟨a, back(b)⟩', () => {
    fc.assert(fc.property(pictures, picture => {
      const size = sizeOf(picture)
      const a = draw(size, 1)
      const b = draw(9 * size, 2)
      const patches = new Float64Array(9 * size)
      spreadPatches(picture, a, ROWS, patches)
      const back = new Float64Array(size)
      gatherPatches(picture, b, ROWS, new Float64Array(size).fill(1), back)
      expect(dot(patches, b)).toBeCloseTo(dot(a, back), 10)
    }))
  })

  it('hold the place itself in their middle, and nine places one after the other', () => {
    const picture: Convolution = { height: 2, width: 3, channels: 1, pooled: false }
    const patches = new Float64Array(6 * 9)
    spreadPatches(picture, Float64Array.of(1, 2, 3, 4, 5, 6), 1, patches)
    expect([...patches.subarray(0, 9)]).toEqual([0, 0, 0, 0, 1, 2, 0, 4, 5])
    expect([...patches.subarray(4 * 9, 5 * 9)]).toEqual([1, 2, 3, 4, 5, 6, 0, 0, 0])
  })

  it('of a picture of one place are that place among zeros', () => {
    const patches = new Float64Array(18)
    spreadPatches({ height: 1, width: 1, channels: 2, pooled: false }, Float64Array.of(7, 8), 1, patches)
    expect([...patches]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0])
  })

  it('come back times the slope: nothing where it is 0', () => {
    const before = new Float64Array(6)
    gatherPatches({ height: 2, width: 3, channels: 1, pooled: false }, new Float64Array(54).fill(1), 1, Float64Array.of(1, 0, 2, 1, 0, 2), before)
    // A corner is seen by four places, an edge by six.
    expect([...before]).toEqual([4, 0, 8, 4, 0, 8])
  })
})

describe('pooling', () => {
  const one = (map: number[], height: number, width: number): { values: number[], slopes: number[], chosen: number[] } => {
    const count = Math.floor(height / 2) * Math.floor(width / 2)
    const [values, slopes, chosen] = [new Float64Array(count), new Float64Array(count), new Int32Array(count)]
    pool({ height, width, channels: 1, pooled: true }, 1, Float64Array.from(map), Float64Array.from(map, (_, place) => 10 + place), 1, values, slopes, chosen)
    return { values: [...values], slopes: [...slopes], chosen: [...chosen] }
  }

  it('takes the largest of four with its slope, and leaves an odd row and column out', () => {
    expect(one([1, 2, 9, 4, 3, 9, 9, 9, 9], 3, 3)).toEqual({ values: [4], slopes: [13], chosen: [3] })
  })

  it('takes the first of equals in reading order', () => {
    expect(one([0, 0, 0, 0], 2, 2).chosen).toEqual([0])
    expect(one([0, 5, 5, 5], 2, 2).chosen).toEqual([1])
    expect(one([0, 1, 5, 5], 2, 2).chosen).toEqual([2])
  })

  it('sends each derivative back to where it was chosen', () => {
    const map = new Float64Array(8).fill(7)
    unpool(Float64Array.of(3, 4), Int32Array.of(1, 6), 2, map, 7)
    expect([...map]).toEqual([0, 3, 0, 0, 0, 0, 4, 7])
  })
})
