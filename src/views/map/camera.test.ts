// Who may move the map: a new map and the visitor; growth only where nobody has taken hold of the view.
import { beforeEach, describe, expect, it } from 'vitest'
import type { NetworkRow } from '../../core/network.ts'
import { Camera } from './camera.ts'

const size = { width: 800, height: 600 }
const map = (series: number, ...positions: number[]) => ({
  series, networks: Array.from({ length: positions.length / 2 }, (_, id) => ({ id }) as NetworkRow), positions: Float64Array.from(positions),
})

describe('Camera', () => {
  let camera: Camera
  beforeEach(() => {
    camera = new Camera()
    camera.keepStill(true)
  })

  // The camera asks for frames only where it flies; these tests look at where it lands.
  globalThis.cancelAnimationFrame ??= () => undefined

  it('shows a first map whole', () => {
    camera.meet(map(1, -10, 0, 10, 5), size, [])
    expect(camera.view).toMatchObject({ x: 0, y: 2.5 })
  })

  it('keeps a view that still serves, and makes room for what arrives outside it', () => {
    camera.meet(map(1, -10, 0, 10, 5), size, [])
    const first = camera.view
    camera.meet(map(1, -10, 0, 10, 5, 3, 3), size, [])
    expect(camera.view).toBe(first)
    camera.meet(map(1, -10, 0, 10, 5, 60, 3), size, [])
    expect(camera.view!.scale).toBeLessThan(first!.scale)
  })

  it('leaves a view alone that the visitor has chosen, until another map comes', () => {
    camera.meet(map(1, -10, 0, 10, 5), size, [])
    camera.move(view => ({ ...view, x: 7 }))
    const chosen = camera.view
    camera.meet(map(1, -10, 0, 10, 5, 60, 3), size, [])
    camera.meet(map(1, -10, 0, 10, 5, 60, 3), { width: 500, height: 600 }, [])
    expect(camera.view).toBe(chosen)
    camera.meet(map(2, 100, 100, 120, 110), { width: 500, height: 600 }, [])
    expect(camera.view).toMatchObject({ x: 110, y: 105 })
  })

  it('goes after the same networks where another layout has taken them out of the chosen view, or made them small', () => {
    const first = map(1, -10, 0, 10, 5)
    for (const other of [map(1, -1000, 400, -900, 450), map(1, 6, 0, 6.5, 0.3)]) {
      const watching = new Camera()
      watching.keepStill(true)
      watching.meet(first, size, [])
      watching.move(view => ({ ...view, x: 1 }))
      watching.meet(other, size, [])
      expect(watching.view).toMatchObject({ x: (other.positions[0] + other.positions[2]) / 2, y: (other.positions[1] + other.positions[3]) / 2 })
    }
  })

  it('keeps the chosen view where a layout changes a little', () => {
    camera.meet(map(1, -10, 0, 10, 5), size, [])
    camera.move(view => ({ ...view, x: 1 }))
    const chosen = camera.view
    camera.meet(map(1, -9, 0, 11, 4), size, [])
    expect(camera.view).toBe(chosen)
  })

  it('follows the frame where nobody has moved it', () => {
    const one = map(1, -10, 0, 10, 5)
    camera.meet(one, size, [])
    const wide = camera.view!.scale
    camera.meet(one, { width: 400, height: 600 }, [])
    expect(camera.view!.scale).toBeLessThan(wide)
  })

  it('goes to some places and back to all, and tells its listeners', () => {
    let told = 0
    camera.subscribe(() => told++)
    camera.meet(map(1, -10, 0, 10, 5), size, [])
    const whole = camera.view
    camera.show([9, 4, 10, 5], [])
    expect(camera.view).toMatchObject({ x: 9.5, y: 4.5 })
    camera.fit([])
    expect(camera.view).toEqual(whole)
    expect(told).toBe(3)
  })

  it('fits anew once an empty map has its first dots', () => {
    camera.meet(map(1), size, [])
    camera.meet(map(1, 50, 50, 60, 60), size, [])
    expect(camera.view).toMatchObject({ x: 55, y: 55 })
  })
})
