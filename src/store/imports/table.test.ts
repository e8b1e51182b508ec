// A table joined to the map: its columns stand with the networks, and a reload finds them there.
import { expect, it } from 'vitest'
import type { OpenedCard } from '../../protocol/importing.ts'
import { fakeVault } from '../fake-vault.ts'
import { createFakes, fakeMap } from '../fakes.ts'
import { createAppStore } from '../store.ts'
import { countNamed, joinedTo } from './table.ts'

const TABLE: OpenedCard = {
  kind: 'table', files: ['runs.csv'], bytes: 40,
  table: { source: 'table', columns: ['tuning', 'seconds'], warnings: [], rows: new Map([['2', { tuning: 'by hand', seconds: 12 }], ['4', { tuning: 'none', seconds: null }], ['elsewhere', { tuning: '', seconds: 1 }]]) },
}

async function visit(vault = fakeVault()) {
  const fakes = createFakes(fakeMap(6), vault)
  fakes.importing.open = async () => [TABLE]
  const store = createAppStore(fakes)
  await store.getState().start()
  return { state: store.getState, vault }
}

const settled = async (): Promise<void> => { for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setTimeout(resolve)) }

const columnsOf = (state: Awaited<ReturnType<typeof visit>>['state']) => state().map!.networks.flatMap(({ id, brought }) => brought ? [[id, brought.values]] : [])

const JOINED = [[2, { tuning: 'by hand', seconds: 12 }], [4, { tuning: 'none', seconds: null }]]

it.each(['the ready-made map', 'a map that is kept already'])('columns joined to %s are there after a reload', async which => {
  const { state, vault } = await visit()
  if (which !== 'the ready-made map') {
    state().setRecipe({ count: 6 })
    await state().trainNew()
    await settled()
  }
  await state().openFiles([{ path: 'runs.csv', file: new File(['x'], 'runs.csv') }])
  state().joinTable(state().imports[0].key)
  await expect.poll(() => columnsOf(state)).toEqual(JOINED)
  await settled()
  const back = (await visit(vault.nextVisit())).state
  expect(columnsOf(back)).toEqual(JOINED)
  expect(back().map!.networks.map(({ id, hyper }) => [id, hyper])).toEqual(state().map!.networks.map(({ id, hyper }) => [id, hyper]))
})

it('as many networks have a row as the card says: brought ones by their file’s name without its ending, too', async () => {
  const { state } = await visit()
  const map = state().map!
  const [first, ...others] = map.networks
  const brought = { ...map, networks: [{ ...first, hyper: null, brought: { name: 'nets/digits.v2.onnx', values: {} } }, ...others] }
  for (const names of [['digits.v2', '3', '#4', 'gone'], ['nets/digits.v2.onnx'], ['digits'], []]) {
    const table = { source: 'table' as const, columns: ['lr'], warnings: [], rows: new Map(names.map(name => [name, { lr: 1 }])) }
    const { joined } = joinedTo(brought, table)
    expect(countNamed(brought, table), names.join()).toBe(joined)
    expect(joined).toBe(names.filter(name => !['gone', 'digits'].includes(name)).length)
  }
})
