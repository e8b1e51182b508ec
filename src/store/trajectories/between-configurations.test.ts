// Runs that are alike belong together, each to one configuration, and every configuration has a run.
import { expect, test } from 'vitest'
import type { NetworkRow } from '../../core/network.ts'
import { drawNetworks } from '../../core/population.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import { configurationsOf, MOST_CONFIGURATIONS } from './between-configurations.ts'

const outcome = { divergedAt: null, steps: 1, parameters: 1, trainLoss: 1, trainAccuracy: 1, testLoss: 1, testAccuracy: 1 }
const rowsOf = (count: number, change: object = {}): NetworkRow[] => drawNetworks(DEFAULT_RECIPE, 0, count).map(spec => ({ ...spec, hyper: { ...spec.hyper, ...change }, outcome }))
const few: NetworkRow[] = rowsOf(6).map((row, k) => ({ ...row, hyper: { ...row.hyper!, family: k === 5 ? 'conv' : 'mlp', depth: k % 2 + 1, width: 16 * (k % 3 + 1) } }))

test('architectures are named by their layers, the smallest first, convolutions last', () => {
  const { names, of } = configurationsOf(few.map(row => row.id), few, 'architecture')
  expect(names).toEqual(['16', '32', '48', '16–16', '32–32', 'conv 2 → 48'])
  expect(of).toEqual([0, 4, 2, 3, 1, 5])
})

test('the order of the runs is that of the ids, and a category keeps the order of its values', () => {
  const rows = rowsOf(40)
  const ids = rows.map(row => row.id).reverse()
  const { names, of, ordered } = configurationsOf(ids, rows, 'optimiser')
  expect(names).toEqual(['sgd', 'momentum', 'adam', 'adamw'])
  expect(of).toEqual(ids.map(id => names.indexOf(rows.find(row => row.id === id)!.hyper!.optimiser)))
  expect(ordered).toBe(false)
  expect(configurationsOf(ids, rows.filter(row => row.hyper!.optimiser === 'adam'), 'optimiser')).toMatchObject({ names: ['adam', 'not known'] })
})

test('a number with few values makes one configuration each, one with many four quarters of as many runs', () => {
  const rows = rowsOf(40)
  const ids = rows.map(row => row.id)
  expect(configurationsOf(ids, rows, 'batchSize').names).toEqual(['32', '64', '128'])
  const rates = configurationsOf(ids, rows, 'learningRate')
  expect(rates.names).toHaveLength(4)
  for (let k = 0; k < 4; k++) expect(rates.of.filter(own => own === k)).toHaveLength(10)
  const read = (k: number): number => rows[k].hyper!.learningRate
  expect(Math.max(...rates.of.flatMap((own, k) => own === 0 ? [read(k)] : []))).toBeLessThan(Math.min(...rates.of.flatMap((own, k) => own === 1 ? [read(k)] : [])))
})

test('too many architectures are told apart by their depth alone', () => {
  const rows = rowsOf(60)
  const { names, of } = configurationsOf(rows.map(row => row.id), rows, 'architecture')
  expect(names.length).toBeLessThanOrEqual(MOST_CONFIGURATIONS)
  expect(names[0]).toBe('1 hidden layer')
  names.forEach((_, k) => expect(of).toContain(k))
})

test('who is not on the map is not lost, and no name stands for nobody', () => {
  expect(configurationsOf([few[0].id, 99], few, 'architecture')).toMatchObject({ names: ['16', 'not known'], of: [0, 1] })
  expect(configurationsOf([], few, 'architecture')).toMatchObject({ names: [], of: [] })
})

test('networks trained elsewhere are told apart by the first category that some of them share', () => {
  const brought = rowsOf(6).map((row, k): NetworkRow => ({ ...row, hyper: null, brought: { name: `net ${k}`, values: { run: `r${k}`, team: 'us', optimizer: k % 2 ? 'lion' : 'adam' } } }))
  expect(configurationsOf(brought.map(row => row.id), brought, 'architecture')).toMatchObject({ by: 'optimizer', names: ['adam', 'lion'], of: [0, 1, 0, 1, 0, 1] })
  const bare = brought.map(row => ({ ...row, brought: { name: row.brought!.name, values: {} } }))
  expect(configurationsOf(bare.map(row => row.id), bare, 'architecture')).toMatchObject({ by: 'architecture', names: ['not known'], of: [0, 0, 0, 0, 0, 0] })
})
