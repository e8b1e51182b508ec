// Between two maps nothing may jump: known networks start where they are seen, and one movement takes over from another.
import { describe, expect, it } from 'vitest'
import type { NetworkRow } from '../../core/network.ts'
import { MORPH, STILL, arrivalRing, passageTo } from './morph.ts'

const placed = (...entries: [id: number, x: number, y: number][]) =>
  ({ networks: entries.map(([id]) => ({ id }) as NetworkRow), positions: Float64Array.from(entries.flatMap(([, x, y]) => [x, y])) })

describe('passageTo', () => {
  const first = placed([1, 0, 0], [2, 10, 0])
  const second = placed([3, 5, 5], [2, 20, 8], [1, 0, 4])
  const standing = { map: first, passage: passageTo(first, null, false) }

  it('shows a first map at once', () => expect(standing.passage.share).toBe(1))

  it('moves known networks by id from their old places, and stands new ones where they belong', () => {
    const { from, to, share } = passageTo(second, standing, false)
    expect([...from]).toEqual([5, 5, 10, 0, 0, 0])
    expect([...to]).toEqual([5, 5, 20, 8, 0, 4])
    expect(share).toBe(0)
  })

  it('takes over from a movement under way, where the dots are seen then', () => {
    const half = { ...passageTo(second, standing, false), share: 0.5 }
    const { from } = passageTo(first, { map: second, passage: half }, false)
    expect([...from]).toEqual([0, 2, 15, 4])
  })

  it('does not take a network of another population for its namesake', () => {
    const other = { ...first, networks: first.networks.map(network => ({ ...network, weightSeed: 5 })) }
    expect(passageTo(other, { map: second, passage: passageTo(second, null, false) }, false).share).toBe(1)
  })

  it('does not move under reduced motion, nor where nothing has changed', () => {
    expect(passageTo(second, standing, true).share).toBe(1)
    expect(passageTo(placed([2, 10, 0], [1, 0, 0], [9, 7, 7]), standing, false).share).toBe(1)
  })
})

describe('arrivalRing', () => {
  it('closes from 14 to 9.5 within its time, once', () => {
    expect(arrivalRing(0, false)).toEqual({ radius: 14, opacity: 1 })
    const radii = [0, 100, 300, 599].map(age => arrivalRing(age, false)!.radius)
    expect([...radii].sort((a, b) => b - a)).toEqual(radii)
    expect(radii[3]).toBeCloseTo(9.5, 2)
    expect(arrivalRing(MORPH, false)).toBeNull()
  })

  it('stands still for two seconds under reduced motion', () => {
    expect(arrivalRing(0, true)).toEqual(arrivalRing(1900, true))
    expect(arrivalRing(STILL, true)).toBeNull()
  })
})
