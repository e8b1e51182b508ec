// Runs laid on chosen axes: columns, stretch, signs that lead to truth, and a solid picture that from the front is the flat one.
import { describe, expect, it } from 'vitest'
import { FRONT } from '../map/turntable.ts'
import type { Laid } from './scene.ts'
import { endsOf, NO_STRETCH, oriented, rangeOf, runOfRow, sceneOf, solidFit, stretchToFill } from './scene.ts'

/** Two runs of three and two checkpoints on three axes; the first axis leads from truth to ignorance, the second nowhere. */
const LAID: Laid = {
  ids: Int32Array.of(7, 9), starts: Uint32Array.of(0, 3, 5), dims: 3,
  coordinates: Float64Array.of(5, 0.1, 1, 0, -0.2, 2, -5, 0.1, 3, 4, 0.3, 4, -4, 0, 5),
  road: Float64Array.of(5, 0, 0, 0, 0.4, 0, -5, 0.01, 0), averages: [Float64Array.of(5, 0, 1, -5, 0, 1)],
}

describe('axes', () => {
  it('takes the chosen columns, in their order', () => {
    const { places, road, averages, depth, arms } = sceneOf(LAID, [1, 0, 2], NO_STRETCH, null)
    expect([...places]).toEqual([0.1, 5, -0.2, 0, 0.1, -5, 0.3, 4, 0, -4])
    expect([...road.subarray(0, 2)]).toEqual([0, 5])
    expect([...averages[0]]).toEqual([0, 5, 0, -5])
    expect([depth, arms]).toEqual([null, null])
  })

  it('an axis that there is not is nought', () => {
    expect([...sceneOf(LAID, [0, 8, 2], NO_STRETCH, null).places].filter((_, k) => k % 2 === 1)).toEqual([0, 0, 0, 0, 0])
  })

  it('stretched to fill, every axis is as long as the page asks; one without length is left alone', () => {
    const stretch = stretchToFill(LAID, [0, 1, 2], 1.5)
    const { everything } = sceneOf(LAID, [0, 1, 2], stretch, null)
    const [x, y] = [rangeOf([everything], 2, 0), rangeOf([everything], 2, 1)]
    expect((x[1] - x[0]) / (y[1] - y[0])).toBeCloseTo(1.5, 9)
    expect(stretchToFill({ ...LAID, coordinates: new Float64Array(15), road: new Float64Array(), averages: [] }, [0, 1, 2], 2)).toEqual([1, 1, 1])
  })

  it('an axis that leads from ignorance to truth leads to the right, with all that lies on it; others keep their sign', () => {
    const turned = oriented(LAID)
    expect(turned.road[6]).toBe(5)
    expect([...turned.coordinates].filter((_, k) => k % 3 === 0)).toEqual([-5, -0, 5, -4, 4])
    expect([...turned.coordinates].filter((_, k) => k % 3 === 1)).toEqual([0.1, -0.2, 0.1, 0.3, 0])
    expect(turned.averages[0][0]).toBe(-5)
    expect(oriented(turned)).toBe(turned)
    expect(oriented({ ...LAID, road: new Float64Array() }).coordinates).toBe(LAID.coordinates)
  })
})

describe('in three dimensions', () => {
  it('from the front it is the flat picture, with arms from its least corner', () => {
    const solid = sceneOf(LAID, [0, 1, 2], NO_STRETCH, FRONT)
    expect([...solid.places]).toEqual([...sceneOf(LAID, [0, 1, 2], NO_STRETCH, null).places])
    expect([...solid.arms!]).toEqual([-5, -0.2, 5, -0.2, -5, 0.4, -5, -0.2])
    expect(solid.depth).toHaveLength(5)
  })

  it('a view that is fitted to it holds it however it is turned', () => {
    const stretch = stretchToFill(LAID, [0, 1, 2], 1)
    const [left, low, right, high] = solidFit(sceneOf(LAID, [0, 1, 2], stretch, FRONT))
    for (const turn of [{ yaw: 0.8, pitch: 0 }, { yaw: -2, pitch: 0.6 }, { yaw: 0, pitch: -1.2 }]) {
      const { places } = sceneOf(LAID, [0, 1, 2], stretch, turn)
      // Corners of the box may stick out by a little; half a side is enough for what lies in it.
      const slack = 0.2 * (right - left)
      for (let k = 0; k < places.length; k += 2) {
        expect(places[k]).toBeGreaterThan(left - slack)
        expect(places[k]).toBeLessThan(right + slack)
        expect(places[k + 1]).toBeGreaterThan(low - slack)
        expect(places[k + 1]).toBeLessThan(high + slack)
      }
    }
  })
})

it('knows which run a row belongs to, and where runs end', () => {
  expect([0, 2, 3, 4].map(row => runOfRow(LAID.starts, row))).toEqual([0, 0, 1, 1])
  expect([...endsOf(LAID.starts)]).toEqual([2, 4])
  expect([...endsOf([0])]).toEqual([])
})
