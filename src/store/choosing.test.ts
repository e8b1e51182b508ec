// What a visitor chooses: the selection, brushes and groups, and the way back through all of it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFakes, fakeMap } from './fakes.ts'
import { brushed, grouping, NO_GROUPS } from './selection.ts'
import { MEASURES } from './measures.ts'
import { createAppStore } from './store.ts'

const started = async (count = 12) => {
  const fakes = createFakes(fakeMap(count))
  const store = createAppStore(fakes)
  await store.getState().start()
  return { fakes, store, state: () => store.getState() }
}

describe('brushes', () => {
  test('are the selection, all of them together, while there are any', async () => {
    const { state } = await started()
    const rows = state().map!.networks
    state().setBrushes([{ measure: 'testAccuracy', kind: 'number', from: 0.2, to: 0.6 }, { measure: 'family', kind: 'category', values: ['mlp'] }])
    const expected = rows.filter(row => row.outcome.testAccuracy >= 0.2 && row.outcome.testAccuracy <= 0.6 && row.hyper!.family === 'mlp').map(row => row.id)
    expect(expected.length).toBeGreaterThan(0)
    expect([...state().selection.ids]).toEqual(expected)
    expect(state().selection.source).toBe('brush')
    state().setBrushes([])
    expect(state().selection.ids.size).toBe(0)
  })

  test('that let nobody through leave an empty selection that is still theirs', async () => {
    const { state } = await started()
    state().setBrushes([{ measure: 'testAccuracy', kind: 'number', from: 2, to: 3 }])
    expect(state().selection).toEqual({ ids: new Set(), source: 'brush' })
    expect(state().brushes).toHaveLength(1)
  })

  test('go when somebody selects otherwise', async () => {
    const { state } = await started()
    state().setBrushes([{ measure: 'testAccuracy', kind: 'number', from: 0, to: 1 }])
    state().select([3], 'map')
    expect(state().brushes).toEqual([])
    expect([...state().selection.ids]).toEqual([3])
  })

  test('on a measure that is not there, or a value that is missing, let nobody through', () => {
    const { networks } = fakeMap(3)
    expect(brushed(networks, [{ measure: 'column:none', kind: 'number', from: -1e9, to: 1e9 }], MEASURES).ids.size).toBe(0)
    expect(brushed(networks, [{ measure: 'silhouette', kind: 'number', from: -1e9, to: 1e9 }], MEASURES).ids.size).toBe(0)
  })
})

describe('choosing without modifier keys', () => {
  test('adds and takes away wherever one chooses, until it is put back, the selection is empty or another map comes', async () => {
    const { state, fakes } = await started()
    state().select([1, 2], 'map')
    state().setChoosing('add')
    state().select([3], 'panel')
    expect([...state().selection.ids]).toEqual([1, 2, 3])
    state().setChoosing('remove')
    state().select([2, 3], 'map')
    expect([...state().selection.ids]).toEqual([1])
    // A key says otherwise.
    state().select([5], 'map', 'add')
    expect([...state().selection.ids]).toEqual([1, 5])
    state().select([1, 5], 'map')
    expect([state().selection.ids.size, state().choosing]).toEqual([0, 'replace'])
    state().select([4], 'map')
    state().setChoosing('add')
    state().select([], 'panel')
    expect([state().selection.ids.size, state().choosing]).toEqual([0, 'replace'])
    state().select([4], 'map')
    state().setChoosing('add')
    state().clearSelection()
    expect(state().choosing).toBe('replace')
    state().setChoosing('add')
    fakes.files.set('other', fakeMap(4))
    await state().openMapFile(new File(['other'], 'other.npz'))
    expect(state().choosing).toBe('replace')
  })
})

describe('groups', () => {
  test('never share a network', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('a' as const, 'b' as const), fc.array(fc.nat(9)))), steps => {
      const groups = steps.reduce((standing, [group, ids]) => grouping(standing, group, ids), NO_GROUPS)
      expect([...groups.a].filter(id => groups.b.has(id))).toEqual([])
    }))
  })

  test('are held from the selection, swapped, and gone with another map', async () => {
    const { state, fakes } = await started()
    state().select([1, 2], 'map')
    state().setGroup('a')
    state().setGroup('b', [2, 5])
    state().swapGroups()
    expect([[...state().groups.a], [...state().groups.b]]).toEqual([[2, 5], [1]])
    fakes.files.set('other', fakeMap(4))
    await state().openMapFile(new File(['other'], 'other.npz'))
    expect(state().groups).toEqual(NO_GROUPS)
  })
})

describe('undo and redo', () => {
  test('walk through selections, groups, brushes, colours and settings, each as it was', async () => {
    const { state } = await started()
    const seen = () => {
      const { selection, groups, brushes, colour, geometry, recipe } = state()
      return { selection, groups, brushes, colour, geometry, recipe }
    }
    const stages = [seen()]
    for (const step of [
      () => state().select([1, 2, 3], 'map'), () => state().setGroup('a'), () => state().select([4], 'panel', 'add'), () => state().setGroup('b'),
      () => state().setBrushes([{ measure: 'testAccuracy', kind: 'number', from: 0, to: 0.5 }]), () => state().colourBy({ log: true }), () => state().setGeometry({ knn: 9 }),
      () => state().setRecipe({ count: 77 }), () => state().clearSelection(),
    ]) {
      step()
      stages.push(seen())
    }
    expect(state().history).toEqual({ undo: stages.length - 1, redo: 0 })
    for (const stage of stages.slice(0, -1).reverse()) {
      state().undo()
      expect(seen()).toEqual(stage)
    }
    expect(state().history).toEqual({ undo: 0, redo: stages.length - 1 })
    state().undo()
    for (const stage of stages.slice(1)) {
      state().redo()
      expect(seen()).toEqual(stage)
    }
  })

  test('a new choice after undo ends what could be redone', async () => {
    const { state } = await started()
    state().select([1], 'map')
    state().select([2], 'map')
    state().undo()
    state().select([3], 'map')
    expect(state().history).toEqual({ undo: 2, redo: 0 })
    state().undo()
    expect([...state().selection.ids]).toEqual([1])
  })

  test('a slider that is dragged is one step', async () => {
    const { state, fakes } = await started()
    const now = fakes.now()
    fakes.now = () => now
    for (const knn of [6, 7, 8, 9]) state().setGeometry({ knn })
    expect(state().history.undo).toBe(1)
    state().undo()
    expect(state().geometry.knn).toBe(5)
  })

  test('take back the cut of the tree and where entropies are heard, but not that the tree was looked at', async () => {
    const { state } = await started()
    state().setCut({ shown: true })
    expect(state().history.undo).toBe(0)
    const { cut, entropy } = state()
    state().setCut({ count: 9 })
    state().setEntropy({ sigma: 0.125 })
    expect(state().history.undo).toBe(2)
    state().undo()
    expect([state().entropy, state().cut.count]).toEqual([entropy, 9])
    state().undo()
    expect(state().cut).toEqual(cut)
    state().redo()
    state().redo()
    expect([state().cut.count, state().entropy.sigma]).toEqual([9, 0.125])
  })

  test('does not reach into another map', async () => {
    const { state, fakes } = await started()
    state().select([1], 'map')
    fakes.files.set('other', fakeMap(4))
    await state().openMapFile(new File(['other'], 'other.npz'))
    expect(state().history).toEqual({ undo: 0, redo: 0 })
    state().undo()
    expect(state().selection.ids.size).toBe(0)
  })
})
