// Shapes: every activation has one of its own, and all filled ones weigh about the same.
import { describe, expect, it } from 'vitest'
import { ACTIVATIONS } from '../core/network.ts'
import { SHAPE_OF, SHAPE_SCALE, shapePath } from './shapes.ts'

describe('shapes', () => {
  it('differ between activations', () => {
    expect(new Set(ACTIVATIONS.map(activation => SHAPE_OF[activation])).size).toBe(ACTIVATIONS.length)
  })

  it('carry about the ink of the circle', () => {
    const areas = { circle: Math.PI, square: 4 * SHAPE_SCALE.square ** 2, triangle: 0.5 * 1.86 * 1.62 * SHAPE_SCALE.triangle ** 2, diamond: 2 * SHAPE_SCALE.diamond ** 2 }
    for (const area of Object.values(areas)) {
      expect(area / Math.PI).toBeGreaterThan(0.65)
      expect(area / Math.PI).toBeLessThan(1.1)
    }
  })

  it('stay about their centre', () => {
    expect(shapePath('square', 10, 20, 1)).toBe('M9.11 19.11h1.78v1.78h-1.78z')
    expect(shapePath('cross', 0, 0, 1)).toBe('M-0.85 -0.85l1.7 1.7M0.85 -0.85l-1.7 1.7')
  })
})
