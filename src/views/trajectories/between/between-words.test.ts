// What the sentences claim, at the borders of what may be claimed.
import { expect, test } from 'vitest'
import type { AgainstNull } from '../../../core/inpca/null-model.ts'
import { factorRows, findingOf } from '../../../store/trajectories/between-factors.ts'
import { alikeWords, averageWords, betweenWords, factorWords, nats, nullWords, seedWords, stressWords } from './between-words.ts'

const found = (change: Partial<AgainstNull> = {}): AgainstNull =>
  ({ pairs: 280, mean: 0.035, nullMean: 0.094, median: 0.03, nullMedian: 0.09, ratio: 0.372, medianRatio: 0.4, closer: 1, ...change })

test('the null stands in the sentence, with its pairs and its ratio', () => {
  expect(nullWords(found(), 'across', 'architecture').found).toBe('280 of 280 pairs of runs with a different architecture are closer than the same two runs with shuffled examples; ratio 0.37.')
  expect(nullWords(found(), 'across', 'architecture').means).toContain('It is not shown that the runs are the same')
})

test('what does not replicate is said where it is shown', () => {
  expect(nullWords(found({ closer: 0.4, ratio: 1.02 }), 'across', 'architecture')).toMatchObject({ verdict: 'not', means: expect.stringContaining('does not replicate') as string })
  expect(nullWords(found({ ratio: 0.8 }), 'within', 'optimiser')).toMatchObject({ verdict: 'partly', means: expect.stringContaining('in part') as string })
  expect(nullWords(found({ pairs: 3 }), 'across', 'depth').means).toContain('too few')
  expect(nullWords(null, 'across', 'depth').found).toBe('There are no pairs of runs with a different depth.')
  expect(nullWords(found({ pairs: 10, closer: 0.1, ratio: null }), 'across', 'depth').found).toContain('do not differ at all')
})

test('distances within and across are compared only by what they say', () => {
  const between = { ids: Int32Array.from({ length: 31 }), across: found({ mean: 0.0391 }), within: found({ mean: 0.0335 }) }
  expect(betweenWords(between, 'architecture', 4)).toBe('31 runs in 4 configurations: with the same architecture they lie 0.034 nats apart on average, with different ones 0.039 nats, 1.2 times as far.')
  expect(betweenWords({ ...between, across: found({ mean: 0.034 }) }, 'architecture', 4)).toContain('about as far.')
  expect(betweenWords({ ...between, across: null }, 'activation', 1)).toContain('have the same activation')
  expect(betweenWords({ ...between, within: null }, 'learning rate', 31)).toContain('No two runs have the same learning rate')
  expect(betweenWords({ ids: Int32Array.of(1), across: null, within: null }, 'depth', 1)).toContain('Two runs at least')
})

test('a low stress is a result, and is said', () => {
  expect(stressWords([0.18, 0.32, 0.43])).toBe('Two axes explain 0.32 of the stress: runs as wholes are not low-dimensional, though their checkpoints are, and that is a result. Read the tree, not this picture alone.')
  expect(stressWords([0.6, 0.9])).not.toContain('not low-dimensional')
  expect(stressWords([])).toContain('Two runs at least')
})

test('shared seeds are warned of, and seeds that nobody knows', () => {
  expect(seedWords({ weights: [], order: [], unknown: 0 }, 30)).toBeNull()
  expect(seedWords({ weights: [1, 2], order: [], unknown: 0 }, 30)).toContain('Of 30 runs, 2 share initial weights with another run. Shared seeds fake agreement')
  expect(seedWords({ weights: [1, 2], order: [1, 2, 3], unknown: 0 }, 30)).toContain('2 share initial weights and 3 share the order of their batches')
  expect(seedWords({ weights: [], order: [], unknown: 4 }, 30)).toContain('The seeds of 4 runs are not known')
})

test('factors: too few, none that differ, none above chance, and those that matter', () => {
  const words = (r2: number, ...values: number[]) => {
    const report = { pairs: 190, r2: { value: r2, error: 0.05, chance: 0.03 }, factors: values.map((value, k) => ({ name: ['optimiser', 'depth', 'width'][k], value, error: 0.01, chance: 0.03 })) }
    return factorWords(report, findingOf(report, factorRows(report)))
  }
  expect(words(0.5)).toBe('These runs do not differ in any factor.')
  expect(words(NaN, NaN)).toContain('too few')
  expect(words(0.01, 0.5)).toContain('No factor explains')
  expect(words(0.4, 0.02)).toContain('no single one')
  expect(words(0.62, 0.7, 0.2)).toBe('Optimiser matters most to how far runs lie apart (R²\u00a00.62 for runs that were not seen, 190 pairs).')
  expect(words(0.62, 0.3, 0.3, 0.28)).toContain('Optimiser and depth matter most')
})

test('averages are praised only where they err less', () => {
  expect(averageWords([])).toContain('nothing to average')
  expect(averageWords([{ kind: 'arithmetic', better: 3, of: 5, error: 0.03, runs: 0.04 }, { kind: 'geometric', better: 5, of: 5, error: 0.021, runs: 0.04 }]))
    .toBe('The geometric average errs less than its runs in 5 of 5 configurations: 0.021 against 0.040 on average.')
  expect(averageWords([{ kind: 'Bhattacharyya', better: 0, of: 2, error: 0.05, runs: 0.04 }])).toContain('No average errs less')
})

test('pairs of networks that know nothing are not listed as a finding', () => {
  const pairs = [{ a: 0, b: 1, represent: 1, predict: 1 }]
  expect(alikeWords({ pairs, equal: 0, top: [], accurate: 0 }, 0.9)).toContain('No two networks reach an accuracy of .9')
  expect(alikeWords({ pairs: [], equal: 0, top: [], accurate: 0 }, 0.9)).toContain('There are no pairs')
  expect(alikeWords({ pairs, equal: 0, top: [0], accurate: 1 }, 0.9)).toContain('upper left')
})

test('distances keep their digits', () => {
  expect(nats(0.1026)).toBe('0.103 nats')
  expect(nats(0.00123)).toBe('0.0012 nats')
  expect(nats(0.000123)).toBe('1.2e-4 nats')
  expect(nats(0)).toBe('0 nats')
})
