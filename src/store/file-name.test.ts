// Saved maps of one's own data are named after the data, by letters that every file system takes.
import { expect, it } from 'vitest'
import { DEFAULT_DATASET } from '../core/data/dataset.ts'
import { dataInFileName } from './file-name.ts'

const own = { ...DEFAULT_DATASET, id: 'own' as const }

it.each([
  ['Palmer penguins, 2020', 'palmer-penguins-2020'], ['people.csv', 'people'], ['../../etc/passwd', 'etc-passwd'], ['Größe <b>', 'größe-b'], ['…', 'own'], ['x'.repeat(90), 'x'.repeat(40)],
])('%s is %s', (datasetTitle, name) => expect(dataInFileName({ dataset: own, datasetTitle })).toBe(name))

it('is the data set’s own name where it is one of ours, and the bundle’s where there is none', () => {
  expect(dataInFileName({ dataset: DEFAULT_DATASET, datasetTitle: 'Digits, 8×8' })).toBe('digits')
  expect(dataInFileName({ dataset: null, datasetTitle: 'mine.npz' })).toBe('mine')
  expect(dataInFileName({ dataset: null, datasetTitle: '' })).toBe('brought')
})
