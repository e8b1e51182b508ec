// The sentence must not claim more than the report: what is within chance is not named, and the figures stand with their n.
import { describe, expect, it } from 'vitest'
import { MEASURES } from '../../store/measures.ts'
import type { Importances } from '../../store/questions/importance-inputs.ts'
import { importanceRows, importanceSentence } from './importance-words.ts'

const at = (value: number, error = 0.01, chance = 0.03) => ({ value, error, chance })
const report = (r2: number, values: [key: Importances['keys'][number], value: number, error?: number][], rows = 360): Importances => ({
  keys: values.map(([key]) => key), report: { rows, r2: at(r2, 0.02, -0.05), inputs: values.map(([, value, error]) => at(value, error)) },
})
const say = (of: 'accuracy' | 'position', one: Importances): string => importanceSentence(of, one, importanceRows(one, MEASURES))

describe('what explains, in words', () => {
  it('names the one that is worth more than all others', () => {
    expect(say('accuracy', report(0.714, [['depth', 0.1], ['learningRate', 0.6], ['width', 0.02]]))).toBe('Learning rate matters most to accuracy (R² .71 out of bag, 360 networks).')
  })

  it('names as many as it takes, greatest first', () => {
    expect(say('position', report(0.5, [['depth', 0.2], ['learningRate', 0.25], ['activation', 0.2]]))).toBe('Learning rate and depth matter most to where networks lie (R² .5 out of bag, 360 networks).')
  })

  it('never calls most explained what is not', () => {
    expect(say('accuracy', report(0.41, [['learningRate', 0.3], ['depth', 0.1]]))).toBe('Learning rate matters most to accuracy (R² .41 out of bag, 360 networks).')
  })

  it('names nobody within chance, or whose interval reaches nought', () => {
    expect(say('accuracy', report(0.4, [['depth', 0.02], ['width', 0.2, 0.15]]))).toBe('No hyper-parameter explains accuracy better than chance (R² .4 out of bag, 360 networks).')
    expect(say('accuracy', report(-0.03, [['depth', 0.2]]))).toBe('No hyper-parameter explains accuracy better than chance (R² −.03 out of bag, 360 networks).')
  })

  it('says that a constant has nothing to explain', () => {
    const constant: Importances = { keys: ['depth'], report: { rows: 40, r2: at(NaN, NaN, NaN), inputs: [at(0, NaN, NaN)] } }
    expect(say('accuracy', constant)).toBe('Accuracy is the same for all 40 networks: there is nothing to explain.')
  })
})
