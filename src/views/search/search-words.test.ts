import { describe, expect, test } from 'vitest'
import type { Hyperparameters } from '../../core/network.ts'
import { networkAt } from '../../core/population.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import type { ShownProposal } from '../../store/search/search-state.ts'
import { newSearch } from '../../store/search/search-state.ts'
import { usualSettings } from '../../store/search/unusual.ts'
import { faredLines, foretold, freshInWords, glimpsed, landedScore, luckInWords, proposalInWords, regionInWords, settingsInWords, spentInWords, underWayInWords, votesOf } from './search-words.ts'

const hyper: Hyperparameters = { ...networkAt(DEFAULT_RECIPE, 0).hyper, family: 'mlp', activation: 'tanh', depth: 2, width: 64, optimiser: 'adam', learningRate: 0.003, batchSize: 32 }
const usual = usualSettings([hyper, { ...hyper, learningRate: 0.01 }, { ...hyper, learningRate: 0.02 }])
const one: ShownProposal = {
  key: 4, look: null, id: null, landed: null, usual: { score: 0.8, place: 2 },
  proposal: {
    hyper, seed: 1, from: 'region', votes: [{ id: 3, share: 0.6 }, { id: 9, share: 0.4 }],
    predicted: { score: 0.9117, scoreError: 0.0214, place: [1, 2], placeError: 0.5 },
  },
}

describe('settings', () => {
  test('are the kind and what varies, in the order of the panels; what is unlike the voters stands out', () => {
    expect(settingsInWords(hyper, new Set(['batchSize', 'learningRate', 'optimiser', 'width']), usual)).toEqual([
      { key: 'kind', words: 'tanh 64–64', unusual: false },
      { key: 'optimiser', words: 'Adam', unusual: false },
      { key: 'learningRate', words: 'lr 3e-3', unusual: true },
      { key: 'batchSize', words: 'batch size 32', unusual: false },
    ])
  })

  test('a width that is unlike theirs makes the kind stand out', () => {
    expect(settingsInWords({ ...hyper, width: 8 }, new Set(), usual)[0]).toEqual({ key: 'kind', words: 'tanh 8–8', unusual: true })
  })
})

describe('a proposal', () => {
  test('says what is foretold with its error, and a dash before anything is', () => {
    expect(foretold(one.proposal)).toBe('0.912 ± 0.021')
    const predicted = { score: NaN, scoreError: NaN, place: null, placeError: null }
    expect(foretold({ ...one.proposal, predicted })).toBe('–')
  })

  test('says what became of it', () => {
    const words = settingsInWords(hyper, new Set(), usual)
    expect(proposalInWords(one, words)).toBe('Proposal 5, tanh 64–64, predicted 0.912 ± 0.021, not trained')
    expect(proposalInWords({ ...one, id: 71 }, words)).toMatch(/in training$/)
    expect(proposalInWords({ ...one, id: 71, landed: { score: NaN, place: null, missed: null } }, words)).toMatch(/landed as network 71, diverged$/)
    expect(landedScore({ score: 0.9051, place: null, missed: null })).toBe('0.905')
  })

  test('says who voted', () => {
    expect(votesOf(one.proposal)).toBe('2 votes')
    expect(votesOf({ ...one.proposal, votes: [], from: 'prior' })).toBe('drawn anew')
    // Came by a link: its voters are not known here.
    expect(votesOf({ ...one.proposal, votes: [] })).toBe('')
  })
})

test('a loop says what it is about, step by step, and is silent between', () => {
  const search = newSearch(1)
  expect(underWayInWords(search)).toBeNull()
  expect(underWayInWords({ ...search, phase: 'looping' })).toBe('Asking the map what to train next.')
  expect(underWayInWords({ ...search, phase: 'looping', looking: { done: 2, total: 10 } })).toBe('Looking at 10 networks after a tenth of their training: 2 seen.')
  expect(underWayInWords({ ...search, phase: 'looping', shown: [{ ...one, id: 71 }, one] })).toBe('Training one network to its end.')
  const landed = { ...one, id: 70, landed: { score: 0.9, place: null, missed: null } }
  expect(underWayInWords({ ...search, phase: 'looping', shown: [landed, { ...one, id: 71 }, { ...one, id: 72 }] })).toBe('Training 2 networks to their end.')
})

test('a region says whose networks vote', () => {
  const search = newSearch(1)
  expect(regionInWords(search, 62)).toBe('Of 62 networks those in the best neighbourhoods vote, a fifth.')
  expect(regionInWords({ ...search, voters: [1, 2, 3] }, 62)).toBe('The 3 networks of the best neighbourhoods voted.')
  expect(regionInWords({ ...search, region: { kind: 'networks', ids: [5] } }, 62)).toBe('The one network that you selected votes.')
  expect(spentInWords({ ...search, shown: [{ ...one, id: 7, landed: { score: 0.9, place: null, missed: null } }, one] })).toBe('1 of 40 trainings')
})

test('how predictions fared stands beside the same said of everybody; without places nothing is said of places', () => {
  const score = { landed: 4, diverged: 0, scoreError: 0.0213, usualError: 0.0549, within: 0.75, placeError: 0.31, usualPlaceError: 1.2, insideCircle: 0.5 }
  expect(faredLines(score).map(({ own, beside }) => [own, beside])).toEqual([
    ['0.021', '0.055 same for all'], ['0.75', '0.68 if honest'], ['0.31', '1.20 same for all'], ['0.50', '0.67 if honest'],
  ])
  expect(faredLines({ ...score, placeError: null, usualPlaceError: null, insideCircle: null }).map(({ key }) => key)).toEqual(['score', 'within'])
})

test('an early look is told with its proposal, and costs a tenth', () => {
  expect([glimpsed(one), glimpsed({ look: 0.6112 }), glimpsed({ look: NaN })]).toEqual(['', 'after a tenth 0.611', 'diverged within a tenth'])
  expect(proposalInWords({ ...one, look: 0.6112 }, [])).toContain('after a tenth 0.611, not trained')
  const search = newSearch(0)
  expect(spentInWords({ ...search, sunk: 0.3, shown: [{ ...one, look: 0.5 }, { ...one, look: 0.5, id: 7, landed: { score: 0.9, place: null, missed: null } }] })).toBe('1.4 of 40 trainings')
})

test('luck is what the best is above others of its settings', () => {
  const luck = { id: 7, score: 0.93, others: 5, diverged: 0, mean: 0.912, low: 0.9, high: 0.921 }
  expect(luckInWords(luck)).toBe('#7 came to 0.930; 5 others with its settings and other seeds to 0.912 on average (0.900 to 0.921). So about 0.018 of the best was luck.')
  expect(luckInWords({ ...luck, mean: 0.94 })).toContain('So its settings are as good as it is.')
  expect(luckInWords({ ...luck, others: 1, low: 0.912, high: 0.912 })).toContain('another with its settings and another seed to 0.912. So')
  expect(luckInWords({ ...luck, diverged: 1 })).toContain('one of them diverged')
  expect(luckInWords({ ...luck, diverged: 5, mean: NaN, low: Infinity, high: -Infinity })).toContain('it was lucky to get through')
})

describe('what the best comes to on rows that nobody was chosen by', () => {
  const score = { id: 31, said: 0.952, networks: 1, diverged: 0, score: 0.941, error: 0.0053 }
  const before = { ...score, id: 17, said: 0.945, score: 0.93 }
  const told = { best: 31, before: 17, found: { kind: 'drawn' as const, rows: 2000, best: score, before, ahead: { score: 0.011, error: 0.004 }, others: null } }

  test('stands beside the map’s test rows and the map’s best before, on the same rows', () => {
    expect(freshInWords(told)).toBe('On 2,000 fresh rows #31 comes to 0.941 ± 0.005; the map’s test rows said 0.952. The map’s best before, #17: 0.930. So #31 is ahead by 0.011 ± 0.004.')
    expect(freshInWords({ ...told, found: { ...told.found, ahead: { score: -0.011, error: 0.004 } } })).toMatch(/So #31 is behind by 0.011 ± 0.004.$/)
    expect(freshInWords({ ...told, found: { ...told.found, others: { ...score, networks: 5, score: 0.936 } } })).toMatch(/Its settings with 5 other seeds: 0.936.$/)
  })

  test('tells nobody apart within two standard errors', () => {
    expect(freshInWords({ ...told, found: { ...told.found, ahead: { score: 0.008, error: 0.004 } } })).toMatch(/These rows do not tell them apart \(0.008 ± 0.004\).$/)
    expect(freshInWords({ ...told, found: { ...told.found, ahead: { score: 0, error: 0 } } })).toContain('do not tell them apart')
  })

  test('stands alone where the best was the map’s before, and says so where that one cannot be asked', () => {
    const alone = { ...told.found, before: null, ahead: null }
    expect(freshInWords({ ...told, before: null, found: alone })).toBe('On 2,000 fresh rows #31 comes to 0.941 ± 0.005; the map’s test rows said 0.952.')
    expect(freshInWords({ ...told, found: alone })).toMatch(/The map’s best before, #17, could not be made again.$/)
    expect(freshInWords({ ...told, found: null })).toBe('')
  })

  test('of a file is of its settings, and says on what', () => {
    const found = { ...told.found, kind: 'exchanged' as const, rows: 540, best: { ...score, networks: 4, diverged: 1 }, before: { ...before, networks: 5 } }
    expect(freshInWords({ ...told, found })).toBe(
      'Data from a file have no fresh rows. So settings were trained with other seeds on other rows, the map’s test rows among them, and tested on 540 rows that had no say. '
      + 'Those of #31 come to 0.941 ± 0.005 (4 seeds, one diverged); the map’s test rows said 0.952. Those of the map’s best before, #17: 0.930. So #31’s are ahead by 0.011 ± 0.004.',
    )
    expect(freshInWords({ ...told, found: { ...found, before: null, ahead: null } })).toMatch(/Those of the map’s best before, #17, diverge there.$/)
  })
})
