// An exported selection must hold those networks and no others, whole, and be read back as it was by a plain reader of CSV and JSON.
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { downloadSelection, selectionDocument, selectionTable } from './export-selection.ts'
import { createFakes, fakeMap } from './fakes.ts'
import { mapFromHead } from './map-view.ts'
import type { Measure } from './measures.ts'
import type { Session } from './session.ts'
import type { MapView } from './state.ts'
import { createAppStore } from './store.ts'

const standing = (count = 6): MapView => mapFromHead(fakeMap(count), 'file', true, 1)
const groups = { a: new Set([1]), b: new Set([4]) }
const read = (text: string) => Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })

describe('a table of the selection', () => {
  it('has one line a network, ascending, with group, seeds, hyper-parameters and outcomes', () => {
    const map = standing()
    const { data, errors } = read(selectionTable(map, new Set([4, 1, 2]), groups))
    expect(errors).toEqual([])
    expect(data.map(line => [line['id'], line['group']])).toEqual([['1', 'A'], ['2', ''], ['4', 'B']])
    for (const line of data) {
      const row = map.networks.find(network => network.id === Number(line['id']))!
      expect(Number(line['weightSeed'])).toBe(row.weightSeed)
      expect(Number(line['learningRate'])).toBe(row.hyper!.learningRate)
      expect(line['activation']).toBe(row.hyper!.activation)
      expect(Number(line['testAccuracy'])).toBe(row.outcome.testAccuracy)
    }
  })

  it('keeps names with commas, quotes and line breaks whole, and leaves what is not known empty', () => {
    const map = standing(2)
    const name = 'a "quoted", long\nname'
    map.networks[0] = { ...map.networks[0], brought: { name, values: { id: 'its own id' } }, outcome: { ...map.networks[0].outcome, testLoss: NaN } }
    const { data: [line] } = read(selectionTable(map, new Set([map.networks[0].id]), groups))
    expect(line['name']).toBe(name)
    expect(line['testLoss']).toBe('')
    // A column that is called like one of ours goes by its key.
    expect(line['column:id']).toBe('its own id')
  })

  it('holds diverged networks and what was derived in the session', () => {
    const map = standing(4)
    const [gone, ...rest] = map.networks
    const trust: Measure = { kind: 'number', group: 'derived', key: 'derived:trust', label: 'Trust', words: 'trust', log: false, integer: false, digits: 2, domain: [0, 1], read: row => row.id / 10 }
    const { data } = read(selectionTable({ ...map, networks: rest, diverged: [gone] }, new Set([0, 3]), groups, [trust]))
    expect(data.map(line => line['trust'])).toEqual(['0', '0.3'])
  })
})

describe('a document of the selection', () => {
  it('carries the settings that made the map, and writes NaN as null', () => {
    const map = standing()
    map.networks[0] = { ...map.networks[0], outcome: { ...map.networks[0].outcome, testLoss: NaN } }
    interface Document { map: Record<string, unknown>, networks: { id: number, group: string | null, hyper: unknown, outcome: { testLoss: number | null } }[] }
    const read = JSON.parse(selectionDocument(map, new Set([0, 4]), groups)) as Document
    expect(read.map['geometry']).toEqual(map.manifest.geometry)
    expect(read.map['recipe']).toEqual(map.manifest.recipe)
    expect(read.networks.map(({ id, group }) => [id, group])).toEqual([[0, null], [4, 'B']])
    expect(read.networks[0].outcome.testLoss).toBeNull()
    expect(read.networks[1].hyper).toEqual(map.networks[4].hyper)
  })
})

describe('the notebook', () => {
  it('downloads the selection under a name that says how many', async () => {
    const files: { blob: Blob, name: string }[] = []
    const services = { ...createFakes(fakeMap(6)), download: (blob: Blob, name: string) => void files.push({ blob, name }) }
    const store = createAppStore(services)
    await store.getState().start()
    store.getState().select([1, 2], 'map')
    await store.getState().downloadSelection('csv')
    expect(files.map(({ name }) => name)).toEqual(['netfold-digits-selection-2.csv'])
    expect(read(await files[0].blob.text()).data).toHaveLength(2)
  })

  it('says so where nothing is selected', () => {
    const said: string[] = []
    const services = createFakes(fakeMap(3))
    downloadSelection({ services, store: createAppStore(services), notify: (_: string, text: string) => said.push(text) } as unknown as Session, 'csv')
    expect(said).toEqual(['Nothing was exported: no network is selected.'])
  })
})
