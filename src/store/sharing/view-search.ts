// A search as rows of a view's table: which region is asked, what is proposed and not trained yet (settings and seed; whoever opens it predicts anew), and what
// was foretold of those that landed.
import type { Hyperparameters } from '../../core/network.ts'
import { FIRST_BROUGHT } from '../../core/network.ts'
import type { Recipe } from '../../core/population.ts'
import { DEFAULT_RECIPE, networkAt } from '../../core/population.ts'
import { AIMS } from '../../core/search/aim.ts'
import type { Region } from '../../core/search/region.ts'
import type { Prediction } from '../../core/search/trial.ts'
import { recipeOf } from '../../core/search/trial.ts'
import { fieldsOf, wrong } from '../../formats/json-fields.ts'
import { networkSetFrom, networkSetText } from '../../formats/network-set.ts'
import type { SearchState, ShownProposal } from '../search/search-state.ts'
import { FIRST_SETTINGS, MOST_BUDGET, MOST_LOOKS, MOST_PROPOSALS, newSearch } from '../search/search-state.ts'
import { isFinite, recipeChange, recipeFrom } from './view-fields.ts'
import type { Key, Reading } from './view-reading.ts'
import { oneOf, some, tried } from './view-reading.ts'

/** Digits that a prediction is written with. */
const DIGITS = 4

const brief = (value: number | null): number | null => value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(DIGITS))

const UNTOLD: Prediction = { score: NaN, scoreError: NaN, place: null, placeError: null }

export const SEARCH_KEYS: readonly Key[] = [
  {
    name: 'search',
    usual: () => ({ search: null }),
    write: ({ search, map }, ids) => search && search.series === map?.series ? {
      ...some({
        region: regionRecord(search.region, ids),
        ...Object.fromEntries(SETTINGS.map(({ name }) => [name, search.settings[name] === FIRST_SETTINGS[name] ? undefined : search.settings[name]])),
        aim: search.settings.aim === FIRST_SETTINGS.aim ? undefined : search.settings.aim,
        made: search.made || undefined, gone: search.gone || undefined, due: brief(search.due) || undefined,
        began: search.best.length > 0 ? [ids.indexOf(search.best[0].id), brief(search.best[0].score)] : undefined,
      }),
      ...openRecord(search.shown),
    } : undefined,
    read: (value, where, reading) => ({ search: searchFrom(value, where, reading) }),
  },
  {
    name: 'landings',
    usual: () => ({}),
    write: ({ search, map }, ids) => {
      const landed = search && search.series === map?.series ? search.shown.filter(({ id, landed }) => id !== null && landed && ids.includes(id)) : []
      const looked = search !== null && (search.gone > 0 || search.shown.some(({ look }) => look !== null))
      return landed.length === 0 ? undefined : landed.map(one => [...landedRecord(one, ids), ...looked ? lookRecord(one) : []])
    },
    read: (value, where, reading) => {
      const { so: { search } } = reading
      if (!search) return {}
      if (!Array.isArray(value) || value.length > MOST_BUDGET) throw wrong(where, value, `a list of at most ${MOST_BUDGET} landings`)
      const landed = value.flatMap((item: unknown, k) => tried(reading, [], () => [landedFrom(item, `${where}[${k}]`, reading)]))
      return { search: { ...search, shown: [...landed, ...search.shown].sort((a, b) => a.key - b.key) } }
    },
  },
]

const whole = (from: number, to: number) => (value: number): boolean => Number.isInteger(value) && value >= from && value <= to

const SETTINGS = [
  { name: 'count', to: MOST_PROPOSALS, from: 1 }, { name: 'budget', to: MOST_BUDGET, from: 1 }, { name: 'seed', to: 0xffffffff, from: 0 },
  { name: 'looks', from: 1, to: MOST_LOOKS },
] as const

function regionRecord(region: Region, ids: readonly number[]): unknown {
  if (region.kind === 'top') return undefined
  return region.kind === 'gap' ? region.place.map(brief) : networkSetText([...ids.keys()].filter(place => region.ids.includes(ids[place])), ids.length)
}

function regionFrom(value: unknown, where: string, { ids, map }: Reading): Region {
  if (typeof value === 'string') return { kind: 'networks', ids: networkSetFrom(value, ids.length, where).map(place => ids[place]) }
  const dims = map?.space ? 3 : 2
  if (!Array.isArray(value) || value.length !== dims || !value.every(isFinite)) throw wrong(where, value, `a text that names networks, or ${dims === 3 ? 'three' : 'two'} coordinates`)
  return { kind: 'gap', place: value }
}

/**
 * Each proposal as its difference from the one before, the first from the usual recipe; then whether nobody voted, its early look (null: diverged) and the id
 * under which that was made.
 */
function openRecord(shown: readonly ShownProposal[]): Record<string, unknown> {
  let before: Recipe = DEFAULT_RECIPE
  const open = shown.filter(({ landed }) => landed === null).map(({ key, proposal, look, reserved }) => {
    const recipe = { ...recipeOf(proposal), count: before.count }
    const change = recipeChange(recipe, before)
    before = recipe
    const fresh = proposal.from === 'prior'
    const looked = look === null || reserved === undefined ? [] : [brief(look), reserved]
    return [key, change ?? {}, ...fresh || looked.length > 0 ? [Number(fresh)] : [], ...looked]
  })
  return open.length === 0 ? {} : { open }
}

function searchFrom(value: unknown, where: string, reading: Reading): SearchState {
  const fields = fieldsOf(value, where)
  const { map, ids, faults } = reading
  const usual = newSearch(map?.series ?? -1)
  const number = (name: string, from: number, to: number, otherwise: number): number =>
    fields.get(name) === undefined ? otherwise : tried(reading, otherwise, () => fields.number(name, `a whole number from ${from} to ${to}`, whole(from, to)))
  let before: Recipe = DEFAULT_RECIPE
  const open = fields.get('open') === undefined ? [] : tried(reading, [], () => fields.list('open', item => item)).slice(0, MOST_BUDGET).flatMap((item, k) => tried(reading, [], (): ShownProposal[] => {
    const at = `${where}: open[${k}]`
    const [key, change, fresh, look, reserved] = Array.isArray(item) ? item as unknown[] : []
    if (!whole(0, 1e9)(key as number)) throw wrong(at, item, 'a number and settings')
    const recipe = recipeFrom(change ?? {}, before, at, faults)
    before = recipe
    return [{
      key: key as number, id: null, landed: null, usual: { score: NaN, place: null },
      ...whole(0, FIRST_BROUGHT - 1)(reserved as number) ? { look: isFinite(look) ? look : NaN, reserved: reserved as number } : { look: null },
      proposal: { hyper: hyperOf(recipe), seed: recipe.seed, from: fresh === 1 ? 'prior' : 'region', votes: [], predicted: UNTOLD },
    }]
  }))
  const began = fields.get('began')
  const [place, score] = Array.isArray(began) ? began as unknown[] : []
  return {
    ...usual,
    region: fields.get('region') === undefined ? usual.region : tried(reading, usual.region, () => regionFrom(fields.get('region'), `${where}: region`, reading)),
    settings: {
      ...Object.fromEntries(SETTINGS.map(({ name, from, to }) => [name, number(name, from, to, FIRST_SETTINGS[name])])) as Record<(typeof SETTINGS)[number]['name'], number>,
      aim: fields.get('aim') === undefined ? FIRST_SETTINGS.aim : tried(reading, FIRST_SETTINGS.aim, () => oneOf(fields.get('aim'), `${where}: aim`, AIMS)),
    },
    made: number('made', 0, 1e9, 0),
    gone: number('gone', 0, 1e6, 0),
    due: isFinite(fields.get('due')) ? Math.max(0, Math.min(MOST_BUDGET, fields.get('due') as number)) : 0,
    best: isFinite(score) && whole(0, ids.length - 1)(place as number) ? [{ spent: 0, score, id: ids[place as number] }] : [],
    shown: open,
  }
}

const hyperOf = (recipe: Recipe): Hyperparameters => networkAt(recipe, 0).hyper

/** What is said of each that landed; where there were early looks, after these what had been spent by then and its own look, if it had one. */
const LANDED_FIGURES = 11

function landedRecord({ key, id, usual, proposal: { seed, from, predicted }, landed }: ShownProposal, ids: readonly number[]): unknown[] {
  return [
    key, ids.indexOf(id!), seed, from === 'prior' ? 1 : 0, brief(predicted.score), brief(predicted.scoreError), predicted.place?.map(brief) ?? null, brief(predicted.placeError),
    brief(usual.score), brief(usual.place), brief(landed!.missed),
  ]
}

const lookRecord = ({ spent, look }: ShownProposal): (number | null)[] => [brief(spent ?? null), ...look === null ? [] : [brief(look)]]

function landedFrom(item: unknown, where: string, { ids, state }: Reading): ShownProposal {
  const list = Array.isArray(item) ? item as unknown[] : []
  const [key, at, seed, fresh, score, scoreError, place, placeError, usualScore, usualPlace, missed, spent, look] = list
  const id = ids[at as number]
  const row = state.map && [...state.map.networks, ...state.map.diverged].find(network => network.id === id)
  const dims = state.map?.space ? 3 : 2
  if (!whole(0, 1e9)(key as number) || !whole(0, 0xffffffff)(seed as number) || !row?.hyper) throw wrong(where, item, 'what was foretold of a network of the map')
  const figure = (value: unknown): number => isFinite(value) ? value : NaN
  const orNull = (value: unknown): number | null => isFinite(value) ? value : null
  const alive = row.outcome.divergedAt === null
  const lies = state.map!.networks.findIndex(network => network.id === id)
  const coordinates = state.map!.space ?? state.map!.positions
  return {
    key: key as number, id, look: list.length > LANDED_FIGURES + 1 ? figure(look) : null, ...isFinite(spent) && { spent },
    usual: { score: figure(usualScore), place: orNull(usualPlace) },
    proposal: {
      hyper: row.hyper, seed: seed as number, from: fresh === 1 ? 'prior' : 'region', votes: [],
      predicted: {
        score: figure(score), scoreError: figure(scoreError), placeError: orNull(placeError),
        place: Array.isArray(place) && place.length === dims && place.every(isFinite) ? place : null,
      },
    },
    landed: { score: alive ? row.outcome.testAccuracy : NaN, place: lies < 0 ? null : [...coordinates.subarray(dims * lies, dims * (lies + 1))], missed: orNull(missed) },
  }
}
