// The ready-made map's networks, made again from their seeds, are those that the map keeps: activations, and what they answer to the test rows.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DEFAULT_DATASET } from '../core/data/dataset.ts'
import { makeDataset } from '../core/data/make.ts'
import { confusionOf } from '../core/training/figures.ts'
import { learnersFor } from '../core/training/learners.ts'
import { makeAgainSteps } from '../core/training/revisit.ts'
import { readMapActivations, readMapDetail, readMapHead } from '../formats/map.ts'
import type { Revisited } from '../protocol/revisit.ts'
import { otherThan, specOf } from './network-again.ts'

const bytesOf = (path: string): Uint8Array => readFileSync(new URL(`../../public/${path}`, import.meta.url))
const digits = makeDataset(DEFAULT_DATASET, bytesOf('data/digits.bin'))
const head = readMapHead(bytesOf('maps/digits.npz'))
const stored = new Map(readMapActivations(bytesOf('maps/digits.activations.npz'), head).map(network => [network.id, network]))
const details = new Map(readMapDetail(bytesOf('maps/digits.detail.npz'), head).details.map(detail => [detail.id, detail]))
const labels = Uint8Array.from(digits.test, row => digits.labels[row])
const rowOf = (id: number) => head.networks.find(row => row.id === id)!
const begin = learnersFor(digits)

function again(id: number): Revisited {
  const work = makeAgainSteps(specOf(rowOf(id))!, null, digits, begin)
  for (let next = work.next(); ; next = work.next()) if (next.done) return { id, first: null, ...next.value }
}

describe('every thirtieth network of the ready-made map', () => {
  const ids = head.ids.filter((_, place) => place % 30 === 3)

  it('both families and several activations are among them', () => {
    const kinds = ids.map(id => rowOf(id).hyper!)
    expect(new Set(kinds.map(({ family }) => family))).toEqual(new Set(['mlp', 'conv']))
    expect(new Set(kinds.map(({ activation }) => activation)).size).toBeGreaterThan(2)
  })

  it.each(ids)('%i: its activations, its confusion matrix, its accuracy', id => {
    const made = again(id)
    const known = stored.get(id)!
    expect(otherThan(made, rowOf(id), known, digits, false)).toBeNull()
    expect(otherThan(made, rowOf(id), null, digits, false)).toBeNull()
    const { values } = made.layers.at(-1)!
    // float16 has 11 bits, and no number between 0 and 6e-8.
    expect(values.findIndex((value, place) => Math.abs(value - known.values[place]) > 2 ** -11 * Math.abs(value) + 6e-8)).toBe(-1)
    expect([...confusionOf(made.predicted, labels, 10)]).toEqual([...details.get(id)!.confusion])
    for (const layer of made.layers) expect(layer.values).toHaveLength(200 * layer.columns)
  })
})

it('a network is not taken for another', () => {
  const made = again(head.ids[3])
  const sameWidth = head.ids.filter(id => id !== made.id && stored.get(id)!.values.length === stored.get(made.id)!.values.length)
  expect(sameWidth.length).toBeGreaterThan(2)
  for (const id of sameWidth) expect(otherThan(made, rowOf(made.id), stored.get(id)!, digits, false)).toContain('could not be made again')
})
