// From a draft to the data set of the form: the question about the label, the rows, the title; and what a map says whose data are elsewhere.
import { describe, expect, test } from 'vitest'
import { DEFAULT_DATASET } from '../../core/data/dataset.ts'
import type { DataDraft } from '../../formats/data/data-draft.ts'
import { readData } from '../../formats/data/read-data.ts'
import { createFakes, fakeMap } from '../fakes.ts'
import { absentData, trainBlock } from '../selectors.ts'
import { createAppStore } from '../store.ts'
import { draftedData } from './draft.ts'

/** Two measures, two labels one could choose, and a column of many numbers. */
const flowers = (rows = 40): DataDraft => readData([{
  path: 'flowers.csv',
  bytes: new TextEncoder().encode(['length,width,kind,colour', ...Array.from({ length: rows }, (_, row) => `${row / 10},${row % 7}.5,${['b', 'a'][row % 2]},${row % 4}`)].join('\n')),
}])

const started = async (draft = flowers()) => {
  const fakes = createFakes(fakeMap(6))
  const store = createAppStore(fakes)
  await store.getState().start()
  store.setState({ draft: draftedData('flowers.csv', draft) })
  const state = () => store.getState()
  const settled = async <T>(read: () => T, wanted: (value: T) => boolean): Promise<T> => {
    while (!wanted(read())) await new Promise(resolve => { setTimeout(resolve, 1) })
    return read()
  }
  return { fakes, store, state, settled }
}

describe('a draft', () => {
  test('is proposed whole, with the last column as its label', async () => {
    const { state } = await started()
    expect(state().draft).toMatchObject({ name: 'flowers.csv', rows: 40, fault: null, draft: { label: 3, classNames: ['0', '1', '2', '3'] } })
  })

  test('has another label at a word, and says why a column is none', async () => {
    const { state, settled } = await started()
    state().setDraft({ label: 2 })
    expect(await settled(() => state().draft!, ({ draft }) => draft.label === 2)).toMatchObject({ fault: null, draft: { classNames: ['a', 'b'], featureNames: ['length', 'width', 'colour'] } })
    state().setDraft({ label: 0 })
    const { draft, fault } = await settled(() => state().draft!, ({ draft }) => draft.label === 0)
    expect(fault).toBe('flowers: the column "length" holds 0.1 at row 1; labels are whole numbers from 0, one a class.')
    expect(draft.labels).toBeNull()
    await state().acceptDraft()
    expect(state().dataset).toEqual(DEFAULT_DATASET)
    expect(state().draft).not.toBeNull()
    state().setDraft({ label: 3 })
    expect(await settled(() => state().draft!, ({ fault }) => fault === null)).toMatchObject({ draft: { label: 3, classNames: ['0', '1', '2', '3'] } })
  })

  test('takes no more rows than there are', async () => {
    const { state, settled } = await started()
    state().setDraft({ rows: 41 })
    expect((await settled(() => state().draft!, ({ rows }) => rows === 41)).fault).toBe('Rows: 41 is outside 10 to 40.')
    await state().acceptDraft()
    expect(state().dataset.id).toBe('digits')
    state().setDraft({ rows: 20, title: '  Flowers  ' })
    await settled(() => state().draft!, ({ rows }) => rows === 20)
    await state().acceptDraft()
    expect(state().draft).toBeNull()
    expect(state().dataset).toMatchObject({ id: 'own', own: { title: 'Flowers', rows: 20, shape: [2], classes: 4 } })
    expect(state().datasetFaults).toEqual({})
    expect(state().ownData?.map(({ own }) => own.title)).toEqual(['Flowers'])
  })

  test('can be let go', async () => {
    const { state, settled } = await started()
    state().dismissDraft()
    await settled(() => state().draft, draft => draft === null)
    expect(state().dataset).toEqual(DEFAULT_DATASET)
  })

  test('the same data accepted again are one set, the latest first', async () => {
    const { store, state } = await started()
    await state().acceptDraft()
    store.setState({ draft: draftedData('other.csv', flowers(60)) })
    await state().acceptDraft()
    store.setState({ draft: draftedData('flowers.csv', flowers()) })
    await state().acceptDraft()
    expect(state().ownData?.map(({ own }) => own.rows)).toEqual([40, 60])
  })

  test('once accepted can be forgotten: the form goes back to the digits', async () => {
    const { state } = await started()
    await state().acceptDraft()
    await state().forgetData(state().dataset.own!.hash)
    expect(state().ownData).toEqual([])
    expect(state().dataset).toEqual(DEFAULT_DATASET)
  })

  test('that the browser cannot keep is used all the same, and that is said', async () => {
    const { fakes, state } = await started()
    const { hold } = fakes.data
    fakes.data.hold = async (source, rows) => ({ ...await hold(source, rows), kept: false })
    await state().acceptDraft()
    expect(state().dataset.id).toBe('own')
    expect(state().notices.map(({ text }) => text)).toEqual(['flowers is held until this page is closed: the browser gives it no room to be kept. Drop it again at the next visit.'])
  })
})

test('networks are trained on it, and the map says what it was made from', async () => {
  const { state } = await started()
  await state().acceptDraft()
  state().setRecipe({ count: 5 })
  await state().trainNew()
  expect(state().map!.manifest.dataset).toEqual(state().dataset)
  expect(trainBlock(state()).here).toBeNull()
})

test('a map whose data are elsewhere says which it wants, until they are dropped', async () => {
  const { store, state } = await started()
  await state().acceptDraft()
  state().setRecipe({ count: 5 })
  await state().trainNew()
  const { ownData, map } = state()
  store.setState({ ownData: [] })
  const sentence = 'This map was trained on flowers (40 rows, 2 features); drop that data set to train more or open networks.'
  expect(absentData(map!.manifest.dataset, [])).toBe(sentence)
  expect(trainBlock(state())).toEqual({ here: sentence, anew: sentence })
  // Before the browser has been looked through nothing is claimed.
  expect(absentData(map!.manifest.dataset, null)).toBeNull()
  store.setState({ ownData })
  expect(trainBlock(state()).here).toBeNull()
})
