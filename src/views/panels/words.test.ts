// Sentences claim no more than the numbers do.
import { describe, expect, it } from 'vitest'
import { networksOf, rhoOf, trend } from './words.ts'

describe('words', () => {
  it('call a trend what chance would rarely give', () => {
    expect(trend({ rho: 0.9, n: 150 })).toBe('rises clearly with')
    expect(trend({ rho: -0.4, n: 150 })).toBe('falls with')
    expect(trend({ rho: 0.2, n: 150 })).toBe('rises a little with')
    expect(trend({ rho: 0.1, n: 150 })).toBe('neither rises nor falls clearly with')
    expect(trend({ rho: 0.9, n: 4 })).toBe('neither rises nor falls clearly with')
    expect(trend({ rho: NaN, n: 150 })).toBe('cannot be ranked against')
  })

  it('never state ρ without n, and keep both on one line', () => {
    expect(rhoOf({ rho: -0.394, n: 1257 }).replaceAll('\u00a0', ' ')).toBe('ρ = −0.39, n = 1,257')
  })

  it('count one and many', () => {
    expect([1, 2, 1200].map(networksOf)).toEqual(['1 network', '2 networks', '1,200 networks'])
  })
})
