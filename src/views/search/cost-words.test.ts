// Costs as people read them, and who votes toward which aim.
import { describe, expect, it } from 'vitest'
import type { Aim } from '../../core/search/aim.ts'
import { newSearch } from '../../store/search/search-state.ts'
import { askedInWords, costInWords, costTick } from './cost-words.ts'
import { regionInWords } from './search-words.ts'

it('counts parameters one by one and multiply-adds roughly', () => {
  expect(costInWords('parameters', 1)).toBe('1 parameter')
  expect(costInWords('parameters', 13002)).toBe('13,002 parameters')
  expect(costInWords('training', 4.123e9)).toBe('4.1 billion multiply-adds')
  expect(costTick('parameters', 13002)).toBe('13,002')
  expect(costTick('training', 3e8)).toBe('300M')
})

describe('who is asked', () => {
  const search = (aim: Aim, kind: 'top' | 'gap' | 'networks') => {
    const fresh = newSearch(1)
    const region = kind === 'top' ? { kind } : kind === 'gap' ? { kind, place: [0, 1] } : { kind, ids: [1, 2, 3] }
    return { ...fresh, region, settings: { ...fresh.settings, aim } }
  }

  it('is the region alone where accuracy is the aim', () => {
    for (const kind of ['top', 'gap', 'networks'] as const) expect(askedInWords(search('score', kind), 60)).toBe(regionInWords(search('score', kind), 60))
  })

  it('is who stands next to the front where cost counts, before and after a vote', () => {
    expect(askedInWords(search('parameters', 'top'), 60)).toBe('Of 60 networks the fifth next to the front of accuracy against size votes. Proposals should raise accuracy at equal size.')
    expect(askedInWords({ ...search('training', 'top'), voters: [4, 5] }, 60)).toBe('The 2 networks next to the front of accuracy against training time voted. Proposals should raise accuracy at equal training time.')
    expect(askedInWords(search('training', 'networks'), 60)).toBe('The 3 networks that you selected vote. Proposals should raise accuracy at equal training time.')
    expect(askedInWords(search('parameters', 'gap'), 60)).toContain('the aim has no say')
  })
})
