// The one table of what a view is: name, how it is written, how it is read. A link, a saved map, a card of the gallery, a kept session and an
// exported site all hold the same record.
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import type { Recipe } from '../../core/recipe.ts'
import { rowsInside } from '../../core/polygon.ts'
import { DEFAULT_GEOMETRY, SCALES } from '../../core/settings.ts'
import { FormatError } from '../../formats/format-error.ts'
import { fieldsOf, wrong } from '../../formats/json-fields.ts'
import { networkSetFrom, networkSetText } from '../../formats/network-set.ts'
import { outlineFrom, outlineNumbers } from '../../formats/outline.ts'
import { FEWEST_CLUSTERS, MOST_CLUSTERS } from '../clusters.ts'
import { COLOUR, ENTROPY } from '../initial-state.ts'
import { measuresOf } from '../measures.ts'
import { brushed, FIRST_LAYERS, NO_BRUSHES, NO_CUT, NO_GROUPS, NOTHING } from '../selection.ts'
import type { AppState, Brush, DockTab, LayerName, MapView, Palette, Selection, Tab } from '../state.ts'
import { EXPERIMENT_KEY } from './view-experiment.ts'
import { datasetChange, datasetFrom, datasetOf, geometryChange, geometryFrom, isFinite, recipeChange, recipeFrom, sentence } from './view-fields.ts'
import type { Key, Reading } from './view-reading.ts'
import { flag, listOf, measureFrom, oneOf, some, tried } from './view-reading.ts'
import type { ViewRecord } from './view-record.ts'
import { FRESH_KEY } from './view-fresh.ts'
import { SEARCH_KEYS } from './view-search.ts'
import { TRAINING_KEYS } from './view-training.ts'

/** What came of reading one for the map on screen: what the notebook takes over, and a sentence for each key that could not be followed. */
export interface ReadView { change: Partial<AppState>, faults: readonly string[] }

const TABS: readonly Tab[] = ['selection', 'models', 'network', 'compare', 'entropy', 'persistence', 'separation', 'trajectories', 'search']
const DOCKS: readonly DockTab[] = ['hyper', 'table', 'clusters', 'diverged']
const PALETTES: readonly Palette[] = ['viridis', 'cividis', 'magma', 'diverging']
const LAYER_NAMES: readonly LayerName[] = ['outlines', 'graticule']
const MOST_BRUSHES = 64
const MOST_VALUES = 256

/** Every network of a map, ascending by id: a view names each by its place here. */
export const idsOf = (map: MapView | null): number[] => map ? [...map.networks, ...map.diverged].map(row => row.id).sort((a, b) => a - b) : []

/** The form as it stands when nobody has touched it since the map was opened. */
const formOf = (map: MapView | null) => ({
  dataset: datasetOf(map?.manifest.dataset),
  recipe: { ...map?.manifest.recipe ?? DEFAULT_RECIPE, count: DEFAULT_RECIPE.count } as Recipe,
  geometry: map?.manifest.geometry ?? DEFAULT_GEOMETRY,
})

export const VIEW_KEYS: readonly Key[] = [
  {
    name: 'look',
    usual: () => ({ look: null }),
    write: ({ look }) => look ? [...look.centre, look.span, ...look.turn ?? []] : undefined,
    read: (value, where) => {
      const list = Array.isArray(value) ? value as unknown[] : []
      if ((list.length !== 3 && list.length !== 7) || !list.every(isFinite) || !((list[2] as number) > 0)) throw wrong(where, value, 'x, y and the span of the map, with four numbers of a turn where it has depth')
      const [x, y, span, ...turn] = list as number[]
      if (turn.length === 4 && Math.abs(Math.hypot(...turn) - 1) > 1e-3) throw wrong(where, value, 'turned by four numbers whose squares add up to 1')
      return { look: { centre: [x, y], span, turn: turn.length === 4 ? turn as [number, number, number, number] : null } }
    },
  },
  {
    name: 'layers',
    usual: () => ({ layers: FIRST_LAYERS }),
    write: ({ layers }) => sameSet(layers, FIRST_LAYERS) ? undefined : LAYER_NAMES.filter(name => layers.has(name)),
    read: (value, where) => ({ layers: new Set(listOf(value, where, LAYER_NAMES)) }),
  },
  {
    name: 'colour',
    usual: () => ({ colour: COLOUR }),
    write: ({ colour: { measure, log, invert, palette, range } }) => some({
      by: measure === COLOUR.measure ? undefined : measure, log: log || undefined, invert: invert || undefined,
      palette: palette === COLOUR.palette ? undefined : palette, range: range ?? undefined,
    }),
    read: (value, where, reading) => {
      const fields = fieldsOf(value, where)
      const piece = <T>(key: string, usual: T, read: (found: unknown) => T): T => tried(reading, usual, () => fields.get(key) === undefined ? usual : read(fields.get(key)))
      return {
        colour: {
          measure: piece('by', COLOUR.measure, found => measureFrom(found, reading, `${where}: by`)),
          log: piece('log', false, found => flag(found, `${where}: log`)),
          invert: piece('invert', false, found => flag(found, `${where}: invert`)),
          palette: piece('palette', COLOUR.palette, () => fields.oneOf('palette', PALETTES)),
          range: piece('range', null as AppState['colour']['range'], found => {
            const list = Array.isArray(found) ? found as unknown[] : []
            if (list.length !== 2 || !list.every(isFinite)) throw wrong(`${where}: range`, found, 'two numbers')
            return [list[0] as number, list[1] as number]
          }),
        },
      }
    },
  },
  {
    name: 'tab',
    usual: () => ({ tab: 'selection' }),
    write: ({ tab }) => tab === 'selection' ? undefined : tab,
    read: (value, where) => ({ tab: oneOf(value, where, TABS) }),
  },
  {
    name: 'dock',
    usual: () => ({ dock: null }),
    write: ({ dock }) => dock ?? undefined,
    read: (value, where) => ({ dock: oneOf(value, where, DOCKS) }),
  },
  {
    name: 'folded',
    usual: () => ({ leftFolded: false }),
    write: ({ leftFolded }) => leftFolded || undefined,
    read: (value, where) => ({ leftFolded: flag(value, where) }),
  },
  {
    name: 'cut',
    usual: () => ({ cut: NO_CUT }),
    write: ({ cut: { method, of, count, shown } }) => some({
      method: method === NO_CUT.method ? undefined : method, of: of === NO_CUT.of ? undefined : of, count: count === NO_CUT.count ? undefined : count, shown: shown ?? undefined,
    }),
    read: (value, where, reading) => {
      const fields = fieldsOf(value, where)
      const piece = <T>(key: string, usual: T, read: () => T): T => tried(reading, usual, () => fields.get(key) === undefined ? usual : read())
      return {
        cut: {
          method: piece('method', NO_CUT.method, () => fields.oneOf('method', ['ward', 'average'])),
          of: piece('of', NO_CUT.of, () => fields.oneOf('of', ['layout', 'distances'])),
          count: piece('count', NO_CUT.count, () =>
            fields.number('count', `a whole number from ${FEWEST_CLUSTERS} to ${MOST_CLUSTERS}`, found => Number.isInteger(found) && found >= FEWEST_CLUSTERS && found <= MOST_CLUSTERS)),
          shown: piece('shown', NO_CUT.shown, () => flag(fields.get('shown'), `${where}: shown`)),
        },
      }
    },
  },
  {
    name: 'entropy',
    usual: () => ({ entropy: ENTROPY }),
    write: ({ entropy: { scale, sigma, t } }) => some({
      scale: scale === ENTROPY.scale ? undefined : scale, sigma: sigma === ENTROPY.sigma ? undefined : sigma, t: t === ENTROPY.t ? undefined : t,
    }),
    read: (value, where, reading) => {
      const fields = fieldsOf(value, where)
      const piece = <T>(key: string, usual: T, read: () => T): T => tried(reading, usual, () => fields.get(key) === undefined ? usual : read())
      return {
        entropy: {
          scale: piece('scale', ENTROPY.scale, () => fields.oneOf('scale', SCALES)),
          sigma: piece('sigma', ENTROPY.sigma, () => fields.number('sigma', 'a number above 0, up to 1000', found => found > 0 && found <= 1000)),
          t: piece('t', ENTROPY.t, () => fields.number('t', 'a number above 0, up to 1000', found => found > 0 && found <= 1000)),
        },
      }
    },
  },
  {
    name: 'trust',
    usual: () => ({ trustLines: false }),
    write: ({ trustLines }) => trustLines || undefined,
    read: (value, where) => ({ trustLines: flag(value, where) }),
  },
  {
    name: 'selection',
    usual: () => ({ selection: NOTHING }),
    write: (state, ids) => remade(state) ? undefined : selectionText(state, ids),
    read: (value, where, reading) =>
      ({ selection: Array.isArray(value) ? drawnAround(value, where, reading) : { ids: setFrom(value, where, reading), source: 'map' } }),
  },
  {
    name: 'brushes',
    usual: () => ({ brushes: NO_BRUSHES }),
    write: ({ brushes }) => brushes.length === 0 ? undefined : brushes.map(brush => brush.kind === 'number' ? [brush.measure, brush.from, brush.to] : [brush.measure, brush.values]),
    read: (value, where, reading) => {
      if (!Array.isArray(value) || value.length === 0 || value.length > MOST_BRUSHES) throw wrong(where, value, `a list of 1 to ${MOST_BRUSHES} brushes`)
      const brushes = value.map((item: unknown, k) => brushFrom(item, `${where}[${k}]`, reading))
      const { map, so } = reading
      const chosen = so.selection && so.selection !== NOTHING ? { ...so.selection, source: 'brush' as const } : brushed(map?.networks ?? [], brushes, measuresOf(map?.networks ?? [], []))
      return { brushes, selection: chosen }
    },
  },
  {
    name: 'a',
    usual: () => ({ groups: NO_GROUPS }),
    write: ({ groups: { a } }, ids) => a.size === 0 ? undefined : setText(a, ids),
    read: (value, where, reading) => ({ groups: { ...NO_GROUPS, a: setFrom(value, where, reading) } }),
  },
  {
    name: 'b',
    usual: () => ({}),
    write: ({ groups: { b } }, ids) => b.size === 0 ? undefined : setText(b, ids),
    read: (value, where, reading) => {
      const a = reading.so.groups?.a ?? NO_GROUPS.a
      // Nobody is in both.
      return { groups: { a, b: new Set([...setFrom(value, where, reading)].filter(id => !a.has(id))) } }
    },
  },
  {
    name: 'open',
    usual: () => ({ open: null }),
    write: ({ open }, ids) => open && ids.includes(open.id) ? ids.indexOf(open.id) : undefined,
    read: (value, where, { ids }) => {
      if (!Number.isInteger(value) || (value as number) < 0 || (value as number) >= ids.length) throw wrong(where, value, `the place of one of the map's ${ids.length} networks`)
      return { open: { id: ids[value as number], detail: null, nearest: null, why: null, kept: null } }
    },
  },
  ...TRAINING_KEYS,
  EXPERIMENT_KEY,
  {
    name: 'second',
    usual: () => ({ second: null }),
    write: ({ second, map }) => second ? geometryChange(second.settings, formOf(map).geometry) ?? {} : undefined,
    read: (value, where, { map, faults, so }) => {
      if (so.panes && so.panes.second !== null) throw new FormatError(`${where}: another picture stands beside the map already; a second map is left out.`)
      return { second: { settings: geometryFrom(value, formOf(map).geometry, where, faults), made: null, share: null, fault: null } }
    },
  },
  {
    name: 'data',
    usual: map => ({ dataset: formOf(map).dataset, datasetFaults: {} }),
    write: ({ dataset, map }) => datasetChange(dataset, formOf(map).dataset),
    read: (value, where, { map, faults }) => ({ dataset: datasetFrom(value, formOf(map).dataset, where, faults), datasetFaults: {} }),
  },
  {
    name: 'recipe',
    usual: map => ({ recipe: formOf(map).recipe, faults: {} }),
    write: ({ recipe, map }) => recipeChange(recipe, formOf(map).recipe),
    read: (value, where, { map, faults }) => ({ recipe: recipeFrom(value, formOf(map).recipe, where, faults), faults: {} }),
  },
  {
    name: 'geometry',
    usual: map => ({ geometry: formOf(map).geometry, geometryFaults: {} }),
    write: ({ geometry, map }) => geometryChange(geometry, formOf(map).geometry),
    read: (value, where, { map, faults }) => ({ geometry: geometryFrom(value, formOf(map).geometry, where, faults), geometryFaults: {} }),
  },
  ...SEARCH_KEYS,
  FRESH_KEY,
]

/** What differs from the page's defaults, and from the map's own settings. `leave`: names that are left out. */
export function writeView(state: AppState, leave: readonly string[] = []): ViewRecord {
  const ids = idsOf(state.map)
  const written = VIEW_KEYS.filter(({ name }) => !leave.includes(name)).map(({ name, write }) => [name, write(state, ids)] as const)
  return Object.fromEntries(written.filter(([, value]) => value !== undefined))
}

/** Believes nothing of the record; `state` has the map that it is read for. What is left out, or cannot be followed, is as the page begins. */
export function readView(record: unknown, state: AppState): ReadView {
  const { map } = state
  const faults: string[] = []
  const reading: Reading = { map, ids: idsOf(map), state, faults, so: {} }
  let fields: ReturnType<typeof fieldsOf> | null = null
  try {
    fields = fieldsOf(record ?? {}, 'View')
  } catch (error) {
    faults.push(sentence(error))
  }
  for (const { name, usual, read } of VIEW_KEYS) {
    const value = fields?.get(name)
    const given = value === undefined || value === null ? null : tried(reading, null, () => read(value, `View: ${name}`, reading))
    reading.so = { ...reading.so, ...given ?? usual(map) }
  }
  return { change: reading.so, faults }
}

const sameSet = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean => a.size === b.size && [...a].every(one => b.has(one))

function brushFrom(item: unknown, where: string, reading: Reading): Brush {
  if (!Array.isArray(item)) throw wrong(where, item, 'a measure with what it lets through')
  const [key, from, to] = item as unknown[]
  const measure = measureFrom(key, reading, where)
  if (isFinite(from) && isFinite(to)) return { measure, kind: 'number', from, to }
  if (!Array.isArray(from) || from.length > MOST_VALUES || !from.every((value): value is string => typeof value === 'string' && value.length <= 200)) throw wrong(where, item, 'a measure with two numbers or a list of names')
  return { measure, kind: 'category', values: from }
}

/** Whether its brushes alone make the selection again. */
function remade({ map, brushes, selection }: AppState): boolean {
  if (selection.ids.size === 0) return brushes.length === 0 || brushed(map?.networks ?? [], brushes, measuresOf(map?.networks ?? [], [])).ids.size === 0
  return brushes.length > 0 && sameSet(brushed(map?.networks ?? [], brushes, measuresOf(map?.networks ?? [], [])).ids, selection.ids)
}

/** A lasso where it says the same more briefly. */
function selectionText({ map, selection }: AppState, ids: readonly number[]): unknown {
  const text = setText(selection.ids, ids)
  if (!map || map.space || !selection.lasso) return text
  const held = rowsInside(map.positions, selection.lasso).map(row => map.networks[row].id)
  if (!sameSet(new Set(held), selection.ids)) return text
  const numbers = outlineNumbers(selection.lasso, map.positions)
  return numbers && JSON.stringify(numbers).length < text.length + 2 ? numbers : text
}

function drawnAround(value: unknown, where: string, { map }: Reading): Selection {
  const lasso = outlineFrom(value, where)
  if (!map || map.space) throw new FormatError(`${where} was drawn on a flat map; this one has depth.`)
  const held = rowsInside(map.positions, lasso).map(row => map.networks[row].id)
  return held.length === 0 ? NOTHING : { ids: new Set(held), source: 'map', lasso }
}

function setText(set: ReadonlySet<number>, ids: readonly number[]): string {
  return networkSetText([...ids.keys()].filter(place => set.has(ids[place])), ids.length)
}

function setFrom(value: unknown, where: string, { ids }: Reading): Set<number> {
  if (typeof value !== 'string') throw wrong(where, value, 'a text that names networks')
  return new Set(networkSetFrom(value, ids.length, where).map(place => ids[place]))
}
