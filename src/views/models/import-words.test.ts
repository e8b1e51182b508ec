// What cards say: how files stand, what was assumed and where each fact comes from.
import { describe, expect, test } from 'vitest'
import type { ModelCard } from '../../formats/model-card.ts'
import type { Imported } from '../../store/imports/imported.ts'
import { barWords } from '../map/landing-words.ts'
import { accuracyOf, assumptionsOf, formatWords, headline, landingWords, shareWords, standingOf } from './import-words.ts'
import { binsOf } from './tensor-bins.ts'

const CARD: ModelCard = {
  format: 'onnx', producer: 'pytorch 1.13.0', runnable: true, why: null, assumed: [], warnings: [], proposals: [], tensors: [],
  network: { layers: [{ name: 'fc1', kind: 'dense, relu', output: [32], parameters: 2080 }, { name: 'fc2', kind: 'dense', output: [10], parameters: 330 }], inputShape: [64], outputShape: [10], parameters: 2410 },
}
const one = (change: Partial<Imported>): Imported => ({
  key: 1, turn: 0, name: 'a.onnx', files: ['a.onnx'], bytes: 10, phase: 'still', opened: { kind: 'model', handle: 1, card: CARD, files: ['a.onnx'], bytes: 10 },
  how: { chain: null, scale: '16', transposed: false }, confirmed: true, evidence: null, ran: null, landed: null, ids: [], block: null, ...change,
} as Imported)
const refused = one({ opened: { kind: 'refused', files: ['b.pt'], bytes: 0, seems: null, why: 'b.pt is empty (0 bytes).' } })

describe('how files stand', () => {
  test('landed, refused, waiting for a word, and off the map for a reason', () => {
    expect([one({ ids: [7] }), refused, one({ confirmed: false }), one({ block: 'It wants 28×28 images.' })].map(file => standingOf(file).word))
      .toEqual(['landed', 'not loaded', 'confirm it', 'not on the map'])
  })
  test('tables and maps are no files that could have landed', () => {
    const table = one({ opened: { kind: 'table', files: ['t.csv'], bytes: 1, table: { source: 'table', rows: new Map(), columns: [], warnings: [] } } })
    expect(headline([one({ ids: [7] }), refused, table])).toBe('1 of 2 files landed')
    expect(headline([one({ phase: 'reading', opened: null })])).toBe('Reading 1 file…')
    expect(barWords([one({ ids: [7, 8] }), refused])).toBe('2 landed, 1 failed')
    expect(barWords([table])).toBeNull()
  })
})

test('accuracy is not told of a network that was not run', () => {
  expect(accuracyOf(one({}))).toBeNull()
  expect(accuracyOf(one({ ran: { outputKind: 'logits', assumed: [], notFinite: 0, right: 9, rows: 10 } }))).toBe(0.9)
})

test('a scale is the visitor’s own where it is not the proposed one', () => {
  const how = (scale: '16' | 'raw') => ({ chain: null, scale, transposed: false })
  const evidence = { rows: 500, classes: 10, trials: [{ how: how('16'), accuracy: 0.9, logLoss: 0.1 }], proposed: 0, caution: null }
  const said = (scale: '16' | 'raw') => assumptionsOf(one({ how: how(scale), evidence }), CARD, { layer: 'last', classNames: ['0', '9'] }).find(({ what }) => what === 'scale')!.from
  expect([said('16'), said('raw')]).toEqual(['proposed from 500 labelled probes', 'chosen by you'])
})

test('who wrote a file is told where it says more than the format', () => {
  expect([formatWords(CARD), formatWords({ format: 'torch-zip', producer: 'pytorch' })]).toEqual(['ONNX, pytorch 1.13.0', 'PyTorch'])
})

test('bins hold every finite number once, equal ones too', () => {
  expect(binsOf([NaN, Infinity])).toBeNull()
  for (const values of [[1, 1, 1], [-2, 0, NaN, 5, 5]]) expect(binsOf(values)!.counts.reduce((sum, count) => sum + count)).toBe(values.filter(Number.isFinite).length)
})

test('a share of networks is never rounded to all of them, nor to none', () => {
  expect([0, 0.001, 0.534, 0.998, 1, NaN].map(shareWords)).toEqual(['above none', 'above 1 %', 'above 53 %', 'above 99 %', 'above all', ''])
})

test('on a map of few networks the loneliest is told by its last neighbour', () => {
  expect([3, 5, 6].map(mapped => landingWords(1, 1.1, false, mapped).before)).toEqual(['last', 'last', '5th'].map(which => `the loneliest mapped network is 1.100 from its ${which} neighbour.`))
})
