// Boxes that refuse say in a sentence what they got and what they take.
import { describe, expect, it } from 'vitest'
import { checkpointsFault, coresWords, workersFault } from './training-bounds.ts'

describe('workers', () => {
  it('are a whole number from 1', () => {
    expect([1, 2, 64].map(workersFault)).toEqual([null, null, null])
    expect([0, 65, 1.5].map(workersFault)).toEqual(['Workers: 0 is too few; choose 1 to 64.', 'Workers: 65 is too many; choose 1 to 64.', 'Workers: 1.5 is not a whole number; choose 1 to 64.'])
  })
})

describe('cores', () => {
  it('are counted, and more workers than cores promise nothing', () => {
    expect([1, 2].map(workers => coresWords(2, workers))).toEqual(['2 cores here, 1 left to the page.', '2 cores here, none left to the page.'])
    expect(coresWords(2, 64)).toBe('2 cores here, so the workers take turns: more train no faster.')
    expect(coresWords(1, 1)).toBe('1 core here, none left to the page.')
  })
})

describe('checkpoints', () => {
  it('are none or at least two', () => {
    expect([0, 2, 20, 1000].map(checkpointsFault)).toEqual([null, null, null, null])
    for (const [wrong, how] of [[1, 'too few'], [-3, 'too few'], [2.5, 'not a whole number'], [1001, 'too many']] as const) {
      expect(checkpointsFault(wrong)).toBe(`Checkpoints: ${wrong} is ${how}; choose 2 to 1,000, or 0 for none.`)
    }
  })
})
