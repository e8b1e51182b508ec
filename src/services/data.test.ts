// Data sets that were brought, as the counter holds them: in a host without storage, for as long as it lives.
import { expect, test } from 'vitest'
import { DEFAULT_DATASET } from '../core/data/dataset.ts'
import type { OwnSource } from '../core/data/own.ts'
import { createData } from './data.ts'

const source: OwnSource = {
  title: 'Steps', values: Float32Array.from({ length: 60 }, (_, at) => at), shape: [3], fullScale: null, labels: Uint8Array.from({ length: 20 }, (_, row) => row % 2), classNames: ['a', 'b'],
}

test('what was brought is made into a data set whenever its settings are asked for', async () => {
  const data = createData()
  const { own, kept } = await data.hold(source, 20)
  expect(kept).toBe(false)
  const settings = { ...DEFAULT_DATASET, id: 'own' as const, own }
  const made = await data.dataset(settings)
  expect(made).toMatchObject({ id: 'own', title: 'Steps', features: 3, classes: 2 })
  // The same object while nothing else was asked for: workers know it by that.
  expect(await data.dataset({ ...settings })).toBe(made)
  expect((await data.held()).map(held => held.own)).toEqual([own])
  expect((await data.dataset({ ...settings, own: { ...own, rows: 12 } })).labels).toHaveLength(12)
})

test('one can be dropped, and the others stay', async () => {
  const data = createData()
  const { own } = await data.hold(source, 20)
  const other = await data.hold({ ...source, classNames: ['c', 'd'] }, 20)
  await data.dataset({ ...DEFAULT_DATASET, id: 'own', own })
  await data.drop(own.hash)
  expect((await data.held()).map(held => held.own.hash)).toEqual([other.own.hash])
  await expect(data.dataset({ ...DEFAULT_DATASET, id: 'own', own })).rejects.toThrow('drop that data set')
})

test('what is not here is named, with the way out', async () => {
  const data = createData()
  const { own } = await data.hold(source, 20)
  const settings = { ...DEFAULT_DATASET, id: 'own' as const, own }
  const sentence = 'This map was trained on Steps (20 rows, 3 features); drop that data set to train more or open networks.'
  await expect(createData().dataset(settings)).rejects.toThrow(sentence)
  await data.forget(own.hash)
  expect(await data.held()).toHaveLength(1)
  await data.forget(null)
  expect(await data.held()).toHaveLength(0)
  await expect(data.dataset(settings)).rejects.toThrow(sentence)
})
