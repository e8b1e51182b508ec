// Columns of any name are searched as our own hyper-parameters are: on their scales, within what they may be, and the vote follows rates by ratios.
import { describe, expect, it } from 'vitest'
import type { Column, Settings } from './columns.ts'
import { axesOf, columnSeen } from './columns.ts'
import { knownOf, predictor } from './predict.ts'
import { proposalsFrom } from './propose.ts'
import { decode, encode, featuresOf } from './space.ts'
import type { Trial } from './trial.ts'

const COLUMNS: [string, Column][] = [
  ['lr', { from: 1e-4, to: 0.1, log: true, whole: false }], ['hidden_size', { from: 16, to: 256, log: true, whole: true }],
  ['momentum', { from: 0, to: 0.99, log: false, whole: false }], ['batch', { values: [128, 32, 64] }], ['optimizer', { values: ['sgd', 'adam'] }], ['bias', { values: [true] }],
]
const axes = axesOf(new Map(COLUMNS))
const drawn = Array.from({ length: 60 }, (_, index) => axes.draw(4, index))

describe('columns as axes', () => {
  it('draw settings inside, the same for the same seed, and encode and decode them', () => {
    expect(drawn).toEqual(Array.from({ length: 60 }, (_, index) => axes.draw(4, index)))
    expect(drawn).not.toEqual(Array.from({ length: 60 }, (_, index) => axes.draw(5, index)))
    for (const settings of drawn) {
      const { lr, hidden_size: size, batch, bias } = settings as Record<string, number> & Settings
      expect(lr >= 1e-4 && lr <= 0.1 && Number.isInteger(size) && size >= 16 && size <= 256 && [32, 64, 128].includes(batch) && bias).toBe(true)
      const again = decode(axes, encode(axes, settings))
      expect({ ...again, lr: 0, momentum: 0 }).toEqual({ ...settings, lr: 0, momentum: 0 })
      expect(again['lr'] as number).toBeCloseTo(lr, 12)
      expect(featuresOf(axes, encode(axes, settings))).toHaveLength(6)
    }
  })

  it('leave what does not vary alone, and keep it', () => {
    expect([...axes.numbers, ...axes.lists].map(({ key }) => key)).toEqual(['lr', 'hidden_size', 'momentum', 'batch', 'optimizer'])
    expect(decode(axes, encode(axes, drawn[0]))['bias']).toBe(true)
    expect(axesOf(new Map()).features).toBe(0)
  })

  it('change no draw of another column', () => {
    const more = axesOf(new Map<string, Column>([['dropout', { from: 0, to: 1, log: false, whole: false }], ...COLUMNS.slice(1)]))
    expect(more.draw(4, 7)).toEqual({ ...axes.draw(4, 7), lr: undefined, dropout: expect.any(Number) })
  })
})

describe('what values suggest', () => {
  it.each([
    ['rates', [1e-4, 0.01, 0.001, 0.003, 0.0002], { from: 1e-4, to: 0.01, log: true, whole: false }],
    ['shares that span much and are even all the same', [0.01, 0.1, 0.2, 0.3, 0.4, 0.5], { from: 0.01, to: 0.5, log: false, whole: false }],
    ['shares', [0, 0.5, 0.25], { from: 0, to: 0.5, log: false, whole: false }],
    ['sizes', [8, 12, 100, 256, 31, 40, 9], { from: 8, to: 256, log: true, whole: true }],
    ['numbers to either side of nought', [-1, 4, 2.5], { from: -1, to: 4, log: false, whole: false }],
    ['a few whole numbers, often', [64, 32, 32, 64, 64, 32], { values: [32, 64] }],
    ['names', ['sgd', 'adam', 'sgd'], { values: ['adam', 'sgd'] }],
    ['truth values', [true, false], { values: [false, true] }],
    ['numbers and words', ['auto', 3], { values: [3, 'auto'] }],
    ['nothing', [], null],
  ] as const)('%s', (_name, values, column) => expect(columnSeen(values)).toEqual(column))
})

it('proposals follow rates by ratios: ten times the rates everywhere, ten times the rates proposed', () => {
  const proposed = (factor: number): Settings[] => {
    const space = axesOf(new Map<string, Column>([['rate', { from: 1e-4 * factor, to: 0.1 * factor, log: true, whole: false }], ['drop', { from: 0, to: 1, log: false, whole: false }]]))
    const trials = Array.from({ length: 30 }, (_, id): Trial<Settings> => {
      const hyper = space.draw(1, id)
      return { id, hyper, score: 1 - Math.abs(Math.log10(hyper['rate'] as number / factor) + 2) / 3 }
    })
    const places = new Map(trials.map(({ id, hyper }) => [id, [Math.log10(hyper['rate'] as number / factor), hyper['drop'] as number]]))
    return proposalsFrom(predictor(knownOf(space, trials, places)), { region: { kind: 'top' }, count: 8, seed: 3 }).map(({ hyper }) => hyper)
  }
  const [one, ten] = [proposed(1), proposed(10)]
  ten.forEach((settings, k) => {
    expect(settings['rate'] as number / (one[k]['rate'] as number)).toBeCloseTo(10, 6)
    expect(settings['drop'] as number).toBeCloseTo(one[k]['drop'] as number, 6)
  })
  // Four of five are voted for; the best rate is 0.01.
  expect(one.map(({ rate }) => rate as number).filter(rate => rate > 0.002 && rate < 0.05).length).toBeGreaterThanOrEqual(6)
})
