// A view is written and read back: whatever the notebook says, and whatever a stranger writes.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_DATASET } from '../../core/data/dataset.ts'
import type { Corner } from '../../core/polygon.ts'
import { rowsInside } from '../../core/polygon.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import { DEFAULT_GEOMETRY, METRICS } from '../../core/settings.ts'
import { createFakes, fakeMap } from '../fakes.ts'
import { initialState } from '../initial-state.ts'
import { mapFromHead } from '../map-view.ts'
import type { MeasureKey } from '../measures.ts'
import { MEASURES, measuresOf } from '../measures.ts'
import { brushed, FIRST_LAYERS, NO_CUT, NO_GROUPS, NOTHING } from '../selection.ts'
import type { AppState, Brush, LayerName } from '../state.ts'
import type { CheckpointColour, Clock, Picture, RunColour, TrajectorySettings } from '../trajectories/trajectories-state.ts'
import { FIRST_CLOCK, FIRST_PANES, FIRST_SETTINGS } from '../trajectories/trajectories-state.ts'
import { readView, VIEW_KEYS, writeView } from './view.ts'

const COUNT = 60
const map = mapFromHead(fakeMap(COUNT), 'ready-made', true, 1)
const bare: AppState = { ...initialState(createFakes(fakeMap(COUNT))), map, recipe: { ...map.manifest.recipe!, count: DEFAULT_RECIPE.count } }

const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }).map(value => value || 0)
const ids = fc.uniqueArray(fc.nat(COUNT - 1)).map(list => new Set(list))
const oneOf = <T>(...values: T[]) => fc.constantFrom(...values)
const brush: fc.Arbitrary<Brush> = fc.oneof(
  fc.record({ measure: oneOf<MeasureKey>('width', 'learningRate', 'testAccuracy'), kind: fc.constant('number' as const), from: number, to: number }),
  fc.record({ measure: oneOf<MeasureKey>('activation', 'optimiser'), kind: fc.constant('category' as const), values: fc.array(fc.string({ maxLength: 8 }), { maxLength: 4 }) }),
)
const axis = fc.integer({ min: 0, max: 9 })
const axes = fc.tuple(axis, axis, axis)
const quaternion = fc.tuple(number, number, number, number).filter(list => Math.hypot(...list) > 1e-3)
  .map(list => list.map(value => value / Math.hypot(...list) || 0) as [number, number, number, number])
const views: fc.Arbitrary<AppState> = fc.record({
  look: fc.option(fc.record({ centre: fc.tuple(number, number), span: fc.double({ min: 1e-6, max: 1e6, noNaN: true }), turn: fc.option(quaternion) })),
  layers: fc.uniqueArray(oneOf<LayerName>('outlines', 'graticule')).map(list => new Set(list)),
  colour: fc.record({
    measure: oneOf<MeasureKey>('testAccuracy', 'width', 'activation', 'derived:trust kept'), log: fc.boolean(), invert: fc.boolean(), range: fc.option(fc.tuple(number, number)),
    palette: oneOf('viridis', 'cividis', 'magma', 'diverging'),
  }),
  tab: oneOf('selection', 'models', 'network', 'compare', 'entropy', 'persistence', 'separation', 'trajectories'),
  panes: fc.record({ first: oneOf<Picture>('phate', 'inpca', 'axes', 'through'), second: fc.option(oneOf<Picture>('phate', 'inpca', 'null', 'runs')) }),
  runs: fc.record<TrajectorySettings>({
    probes: oneOf('test', 'train'), dimensions: oneOf(2, 3), axes, otherAxes: axes, weights: oneOf('equal', 'progress'), index: oneOf('progress', 'accuracy'),
    colour: fc.oneof(
      fc.record({ kind: fc.constant('run' as const), by: oneOf<RunColour>('architecture', 'optimiser', 'testAccuracy') }),
      fc.record({ kind: fc.constant('checkpoint' as const), by: oneOf<CheckpointColour>('step', 'progress', 'loss', 'error') }),
    ),
    configuration: oneOf<RunColour>('architecture', 'width', 'derived:cluster'), shepard: fc.integer({ min: 1, max: 10 }), averages: fc.boolean(),
  }),
  clock: fc.record<Clock>({ by: oneOf('step', 'progress', 'accuracy'), at: fc.option(fc.double({ min: 0, max: 1, noNaN: true }).map(value => value || 0)), playing: fc.constant(false), trail: oneOf('path', 'tail', 'none') }),
  dock: fc.option(oneOf('hyper', 'table', 'clusters', 'diverged')),
  leftFolded: fc.boolean(),
  chosen: ids, brushes: fc.oneof(fc.constant([]), fc.array(brush, { maxLength: 3 })),
  a: ids, b: ids,
  cut: fc.record({ method: oneOf('ward', 'average'), of: oneOf('layout', 'distances'), count: fc.integer({ min: 2, max: 12 }), shown: fc.option(fc.boolean()) }),
  entropy: fc.record({ scale: oneOf('mean', 'median', 'rms', 'none'), sigma: fc.double({ min: 0.01, max: 100, noNaN: true }), t: fc.integer({ min: 1, max: 100 }) }),
  trustLines: fc.boolean(),
  opened: fc.option(fc.nat(COUNT - 1)),
  second: fc.option(fc.record({ metric: oneOf(...METRICS), dimensions: oneOf(2 as const, 3 as const), knn: fc.integer({ min: 1, max: 20 }) })),
  seed: fc.nat(1000), noise: fc.double({ min: 0, max: 1, noNaN: true }).map(value => value || 0), data: oneOf('digits', 'spirals', 'teacher'),
  count: fc.integer({ min: 1, max: 5000 }), t: oneOf<number | 'auto'>('auto', 3, 40), activation: oneOf(['relu'], ['tanh', 'gelu']), width: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 9, max: 512 })),
}).map(({ chosen, a, b, opened, second, seed, noise, data, count, t, activation, width, brushes, ...rest }) => ({
  ...bare, ...rest, brushes,
  selection: brushes.length > 0 ? brushed(map.networks, brushes, measuresOf(map.networks, [])) : chosen.size > 0 ? { ids: chosen, source: 'map' as const } : NOTHING,
  groups: { a, b: new Set([...b].filter(id => !a.has(id))) },
  open: opened === null ? null : { id: opened, detail: null, nearest: null, why: null, kept: null },
  // With a second picture there is no second map.
  second: second && rest.panes.second === null ? { settings: { ...DEFAULT_GEOMETRY, ...second }, made: null, share: null, fault: null } : null,
  dataset: { ...DEFAULT_DATASET, id: data, noise, seed }, geometry: { ...DEFAULT_GEOMETRY, t, seed },
  recipe: { ...bare.recipe, count, seed, activation, width: { from: width[0], to: width[1] } },
} as AppState))

/** What a view holds of a notebook. */
const seen = ({
  look, layers, colour, tab, dock, leftFolded, selection, groups, brushes, cut, entropy, trustLines, open, second, dataset, recipe, geometry, panes, runs, clock,
}: AppState) =>
  ({
    look, layers, colour, tab, dock, leftFolded, selected: selection.ids, groups,
    brushes, cut, entropy, trustLines, opened: open?.id, second: second?.settings, dataset, recipe, geometry, panes, runs, clock,
  })

test('whatever the notebook says comes back from what is written of it, through JSON', () => {
  fc.assert(fc.property(views, state => {
    const { change, faults } = readView(JSON.parse(JSON.stringify(writeView(state))), bare)
    expect(faults).toEqual([])
    expect(seen({ ...bare, ...change })).toEqual(seen(state))
  }), { numRuns: 400, seed: 20 })
})

test('a notebook that nobody has touched writes nothing', () => {
  expect(writeView(bare)).toEqual({})
  expect(seen({ ...bare, ...readView({}, bare).change })).toEqual(seen(bare))
})

test('a picture beside the map leaves no room for a second map', () => {
  const { change, faults } = readView({ panes: ['inpca', 'null'], second: { metric: 'cka' } }, bare)
  expect(change).toMatchObject({ panes: { first: 'inpca', second: 'null' }, second: null })
  expect(faults).toHaveLength(1)
})

test('a field of the form that has a fault is not written', () => {
  expect(writeView({ ...bare, recipe: { ...bare.recipe, count: NaN, depth: [], seed: 9 } })).toEqual({ recipe: { seed: 9 } })
})

test('a lasso is written as its corners where that is shorter, and holds the same networks', () => {
  const lasso: Corner[] = Array.from({ length: 90 }, (_, k) => [60 + 45.5 * Math.cos(k / 14.3), 61 + 45.5 * Math.sin(k / 14.3)])
  const held = rowsInside(map.positions, lasso).map(row => map.networks[row].id)
  expect(held.length).toBeGreaterThan(20)
  const scattered = held.filter((_, k) => k % 3 !== 1)
  const record = writeView({ ...bare, selection: { ids: new Set(held), source: 'map', lasso } })
  expect(readView(record, bare).change.selection!.ids).toEqual(new Set(held))
  // Somebody left the selection since: the corners would say otherwise.
  const less = writeView({ ...bare, selection: { ids: new Set(scattered), source: 'map', lasso } })
  expect(less.selection).toBeTypeOf('string')
  expect(readView(less, bare).change.selection!.ids).toEqual(new Set(scattered))
})

test('each key that cannot be followed falls to its default with a sentence, and the others are followed', () => {
  const { change, faults } = readView({
    look: [1, 2], layers: ['moon'], colour: { by: 'toString', palette: 'magma', range: [1] }, tab: 'admin', dock: 'table', folded: 1, cut: { count: 99, method: 'average' }, entropy: { sigma: -1 },
    selection: '+zz', brushes: [['__proto__', 1, 2]], a: '+1', b: 7, open: COUNT, second: { metric: 'x' }, data: { seed: -1, id: 'moons' }, recipe: { count: 'many', width: { from: 1 }, seed: 4 }, geometry: { knn: 0.5, t: 9 },
    panes: ['phate', 'moon'], runs: { probes: 'all', axes: [0, 1], otherAxes: [2, 0, 99], colour: { run: 'constructor' }, shepard: 11, dimensions: 3, __proto__: { index: 'accuracy' } }, clock: { by: 'progress', at: 2 },
    unknown: { $: 1 }, __proto__: { look: 3 },
  }, bare)
  expect(change).toMatchObject({
    look: null, layers: FIRST_LAYERS, colour: { measure: 'testAccuracy', palette: 'magma', range: null }, tab: 'selection', dock: 'table', leftFolded: false, cut: { ...NO_CUT, method: 'average' },
    selection: NOTHING, brushes: [], groups: { ...NO_GROUPS, a: new Set([1]) }, open: null, dataset: { id: 'moons', seed: DEFAULT_DATASET.seed }, recipe: { ...bare.recipe, seed: 4 }, geometry: { ...DEFAULT_GEOMETRY, t: 9 },
    panes: FIRST_PANES, runs: { ...FIRST_SETTINGS, dimensions: 3 }, clock: { ...FIRST_CLOCK, by: 'progress' },
  })
  expect(faults.length).toBeGreaterThanOrEqual(22)
  for (const fault of faults) expect(fault).toMatch(/^[^!]+\.$/)
})

test('no JSON breaks it, and what comes out is always a view that can be written again', () => {
  const names = VIEW_KEYS.map(({ name }) => name)
  const records = fc.oneof(fc.jsonValue(), fc.dictionary(fc.oneof(oneOf(...names), fc.string()), fc.oneof(fc.jsonValue(), fc.record({ by: fc.jsonValue(), count: fc.jsonValue(), width: fc.jsonValue(), own: fc.jsonValue(), id: oneOf('own', 'digits'), at: fc.jsonValue(), colour: fc.jsonValue(), axes: fc.jsonValue() }))))
  fc.assert(fc.property(records, record => {
    const { change } = readView(record, bare)
    const once = writeView({ ...bare, ...change })
    const again = readView(once, bare)
    expect(again.faults).toEqual([])
    expect(writeView({ ...bare, ...again.change })).toEqual(once)
  }), { numRuns: 3000, seed: 21 })
})

test('a map without networks, and no map at all, are looked at as the page begins', () => {
  for (const nothing of [null, { ...map, networks: [], positions: new Float64Array(0) }]) {
    const { change, faults } = readView({ selection: '+1', tab: 'compare' }, { ...bare, map: nothing })
    expect(change).toMatchObject({ selection: NOTHING, tab: 'compare' })
    expect(faults).toHaveLength(1)
  }
  expect(MEASURES.length).toBeGreaterThan(0)
})
