// The table of sizes is held against the data sets themselves.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DATASETS, DEFAULT_DATASET } from './dataset.ts'
import { makeDataset } from './make.ts'
import { knownSize, sizeOf } from './size.ts'

const digits = new Uint8Array(readFileSync(new URL('../../../public/data/digits.bin', import.meta.url)))

test.each(DATASETS)('the size said of %s is that of the data set made, whatever the seed', id => {
  for (const seed of [1, 7]) expect(knownSize({ id })).toEqual(sizeOf(makeDataset({ ...DEFAULT_DATASET, id, seed }, digits)))
})
