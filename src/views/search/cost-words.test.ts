// Costs as people read them, and who votes toward which aim.
import { describe, expect, it } from 'vitest'
import type { Aim } from '../../core/search/aim.ts'
import { newSearch } from '../../store/search/search-state.ts'
import { aimInWords, askedInWords, costInWords, costTick, gainInWords, riseInWords } from './cost-words.ts'
import { regionInWords } from './search-words.ts'

it('counts parameters one by one and multiply-adds roughly', () => {
  expect(costInWords('parameters', 1)).toBe('1 parameter')
  expect(costInWords('parameters', 13002)).toBe('13,002 parameters')
  expect(costInWords('training', 4.123e9)).toBe('4.1 billion multiply-adds')
  expect(costTick('parameters', 13002)).toBe('13,002')
  expect(costTick('training', 3e8)).toBe('300M')
})

describe('what a search has done for the front', () => {
  const rises = [{ spent: 1, rise: 0, id: 7, one: null }, { spent: 2.5, rise: 0.0123, id: 8, one: { id: 8, score: 0.91, cost: 1300 } }]
  const gain = (landed: number, onFront: number, rose = true) => ({ landed, onFront, rises: rose ? rises : rises.slice(0, 1) })

  it('is told beside the front, and where it is not in sight', () => {
    expect(gainInWords('parameters', gain(8, 0, false))).toBe('None of the 8 networks that the search has trained stands there.')
    expect(gainInWords('parameters', gain(8, 3))).toBe('3 of them were proposed here: at equal size accuracy stands 0.012 higher on average.')
    expect(gainInWords('training', gain(8, 1, false))).toBe('One of them was proposed here.')
    expect(aimInWords('parameters', gain(8, 0, false))).toBe('None of 8 networks stands on the front of accuracy against size.')
    expect(aimInWords('training', gain(8, 3))).toBe('3 of 8 networks stand on the front of accuracy against training time, which is 0.012 higher on average than before.')
    expect(aimInWords('parameters', gain(8, 1))).toMatch(/^One of 8 networks stands on/)
    expect(aimInWords('parameters', gain(1, 1))).toMatch(/^The network that landed stands on the front/)
    expect(aimInWords('parameters', gain(1, 0, false))).toBe('The network that landed does not stand on the front of accuracy against size.')
  })

  it('is told network by network', () => {
    expect(riseInWords('parameters', rises[1])).toBe('after 2.5: #8, 0.910 with 1,300 parameters; front +0.012')
    expect(riseInWords('parameters', rises[0])).toBe('after 1: #7, diverged; front +0.000')
  })
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
