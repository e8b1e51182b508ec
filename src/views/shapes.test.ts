// Shapes: every activation and family has one of its own, all filled ones weigh about the same, and hollow ones have a rim of one width.
import { describe, expect, it } from 'vitest'
import type { Family, NetworkRow } from '../core/network.ts'
import { ACTIVATIONS, FAMILIES } from '../core/network.ts'
import type { Solid } from './shapes.ts'
import { hollow, RIM, SHAPE_OF, SHAPE_SCALE, shapeOf, shapePath } from './shapes.ts'

const SOLID = Object.values(SHAPE_OF)
const of = (activation: string, family: Family) => shapeOf({ hyper: { activation, family } } as unknown as NetworkRow)

/** Corners of a path made of M, L, H, h, v and l: every shape but the circle. */
function corners(path: string): [number, number][] {
  let [x, y] = [0, 0]
  return [...path.matchAll(/([MLHhvl])([^MLHhvlz]*)/g)].map(([, how, numbers]): [number, number] => {
    const [a, b] = numbers.trim().split(/[ ,]|(?=-)/).filter(Boolean).map(Number)
    if (how === 'M' || how === 'L') [x, y] = [a, b]
    if (how === 'H') x = a
    if (how === 'h') x += a
    if (how === 'v') y += a
    if (how === 'l') [x, y] = [x + a, y + b]
    return [x, y]
  })
}

/** Signed: positive one way round, negative the other. */
const area = (path: string) => corners(path).reduce((sum, [x, y], k, all) => { const [u, v] = all[(k + 1) % all.length]; return sum + (x * v - u * y) / 2 }, 0)

/** Least distance from a corner of the hole to a side of the outline. */
function rim(path: string): number {
  const [outer, inner] = path.split(/(?=M)/).map(corners)
  return Math.min(...inner.flatMap(([px, py]) => outer.map(([x, y], k) => {
    const [u, v] = outer[(k + 1) % outer.length]
    return Math.abs((u - x) * (py - y) - (v - y) * (px - x)) / Math.hypot(u - x, v - y)
  })).filter(Number.isFinite))
}

describe('shapes', () => {
  it('differ between activations and between families', () => {
    expect(new Set(ACTIVATIONS.flatMap(activation => FAMILIES.map(family => of(activation, family)))).size).toBe(ACTIVATIONS.length * FAMILIES.length)
  })

  it('keep the activation’s outline in both families', () => {
    for (const activation of ACTIVATIONS) expect(shapePath(of(activation, 'conv'), 3, 4, 5)).toContain(shapePath(of(activation, 'mlp'), 3, 4, 5))
  })

  it('are circles where the network was trained elsewhere', () => expect(shapeOf({ hyper: null } as NetworkRow)).toBe('circle'))

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

  it.each(SOLID.filter(shape => shape !== 'circle'))('leave a rim of one width about a hollow %s, the hole going round the other way', (shape: Solid) => {
    const path = shapePath(hollow(shape), 0, 0, 100)
    expect(rim(path)).toBeCloseTo(100 * RIM, 0)
    const [outer, inner] = path.split(/(?=M)/).map(area)
    expect(Math.sign(inner)).toBe(-Math.sign(outer))
    expect(Math.abs(inner)).toBeGreaterThan(0.08 * Math.abs(outer))
  })

  it('leave the same rim about a hollow circle', () => {
    expect(shapePath('hollow circle', 0, 0, 100)).toBe('M-100 0a100 100 0 1 0 200 0a100 100 0 1 0 -200 0zM64 0a64 64 0 1 1 -128 0a64 64 0 1 1 128 0z')
  })
})
