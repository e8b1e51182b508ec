// Where one looks, told and followed: another window shows the same part, and a turn comes back.
import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import { fakeMap } from '../../store/fakes.ts'
import { Camera } from './camera.ts'
import { lookOf, turnOf, viewOf } from './look.ts'
import { FRONT } from './turntable.ts'

beforeEach(() => { vi.stubGlobal('cancelAnimationFrame', () => undefined) })

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const size = fc.record({ width: fc.integer({ min: 100, max: 3000 }), height: fc.integer({ min: 100, max: 3000 }) })

test('what is told of a view leads back to it, within a fraction of a pixel', () => {
  fc.assert(fc.property(number(-1e4, 1e4), number(-1e4, 1e4), number(1e-3, 1e4), size, (x, y, scale, frame) => {
    const view = viewOf(lookOf({ x, y, scale }, frame, FRONT), frame)
    expect(Math.abs(view.x - x) * scale).toBeLessThan(0.2)
    expect(Math.abs(view.y - y) * scale).toBeLessThan(0.2)
    expect(view.scale / scale).toBeCloseTo(1, 4)
  }), { numRuns: 500, seed: 6 })
})

test('in any window the span fills the shorter side', () => {
  fc.assert(fc.property(number(0.01, 1000), size, (span, frame) => {
    expect(viewOf({ centre: [0, 0], span }, frame).scale * span).toBeCloseTo(Math.min(frame.width, frame.height), 6)
  }), { numRuns: 200, seed: 7 })
})

test('a turn comes back from its quaternion', () => {
  fc.assert(fc.property(number(-3.1, 3.1), number(-1.5, 1.5), (yaw, pitch) => {
    const { turn } = lookOf({ x: 0, y: 0, scale: 1 }, { width: 10, height: 10 }, { yaw, pitch })
    fc.pre(turn !== null)
    const back = turnOf(turn!)
    expect(Math.cos(back.yaw - yaw)).toBeGreaterThan(1 - 1e-6)
    expect(back.pitch).toBeCloseTo(pitch, 3)
  }), { numRuns: 500, seed: 8 })
  expect(turnOf([0, 0, 0, 1])).toEqual(FRONT)
})

test('a camera that obeyed shows the same part when its frame changes, until a hand moves it', () => {
  const camera = new Camera()
  camera.keepStill(true)
  const map = { series: 1, networks: fakeMap(2).networks, positions: Float64Array.of(0, 0, 10, 10) }
  camera.meet(map, { width: 1000, height: 800 }, [])
  camera.obey({ centre: [3, 4], span: 2 }, [])
  expect(camera.view).toEqual({ x: 3, y: 4, scale: 400 })
  camera.meet(map, { width: 1000, height: 400 }, [])
  expect(camera.view).toEqual({ x: 3, y: 4, scale: 200 })
  camera.move(view => ({ ...view, x: 5 }))
  camera.meet(map, { width: 1000, height: 800 }, [])
  expect(camera.view).toEqual({ x: 5, y: 4, scale: 200 })
  camera.obey(null, [])
  expect(camera.moved).toBe(false)
})

test('a span that no eye could see is kept within the limits', () => {
  const camera = new Camera()
  camera.keepStill(true)
  camera.meet({ series: 1, networks: fakeMap(2).networks, positions: Float64Array.of(0, 0, 10, 10) }, { width: 1000, height: 800 }, [])
  for (const span of [1e-300, 1e300]) {
    camera.obey({ centre: [1, 1], span }, [])
    expect(camera.view!.scale).toBeGreaterThanOrEqual(camera.limits[0])
    expect(camera.view!.scale).toBeLessThanOrEqual(camera.limits[1])
  }
})
