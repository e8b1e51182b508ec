// A search as rows of a view's table: which region is asked, what is proposed and not trained yet (settings and seed; whoever opens it predicts anew), and what
// was foretold of those that landed.
import type { Hyperparameters } from '../../core/network.ts'
import { FIRST_BROUGHT } from '../../core/network.ts'
import type { Recipe } from '../../core/recipe.ts'
import { networkAt } from '../../core/population.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import { AIMS } from '../../core/search/aim.ts'
import type { Region } from '../../core/search/region.ts'
import type { Proposal } from '../../core/search/trial.ts'
import { recipeOf } from '../../core/search/trial.ts'
import { fieldsOf, wrong } from '../../formats/json-fields.ts'
import { networkSetFrom, networkSetText } from '../../formats/network-set.ts'
import type { SearchState, ShownProposal } from '../search/search-state.ts'
import { FIRST_SETTINGS, LOOK, MOST_BUDGET, MOST_LOOKS, MOST_PROPOSALS, newSearch } from '../search/search-state.ts'
import { brief, isFinite, recipeChange, recipeFrom } from './view-fields.ts'
import type { Key, Reading } from './view-reading.ts'
import { oneOf, some, tried } from './view-reading.ts'

export const SEARCH_KEYS: readonly Key[] = [
  {
    name: 'search',
    usual: () => ({ search: null }),
    write: ({ search, map }, ids) => search && search.series === map?.series ? {
      ...some({
        region: regionRecord(search.region, ids),
        ...Object.fromEntries(SETTINGS.map(({ name }) => [name, search.settings[name] === FIRST_SETTINGS[name] ? undefined : search.settings[name]])),
        aim: search.settings.aim === FIRST_SETTINGS.aim ? undefined : search.settings.aim,
        made: search.made || undefined, sunk: brief(search.sunk) || undefined, due: brief(search.due) || undefined,
        began: search.best.length > 0 ? [ids.indexOf(search.best[0].id), brief(search.best[0].score)] : undefined,
      }),
      ...openRecord(search.shown.filter(one => !isLanded(one, ids))),
    } : undefined,
    read: (value, where, reading) => ({ search: searchFrom(value, where, reading) }),
  },
  {
    name: 'landings',
    usual: () => ({}),
    write: ({ search, map }, ids) => {
      const landed = search && search.series === map?.series ? search.shown.filter(one => isLanded(one, ids)) : []
      const looked = search !== null && (search.sunk > 0 || search.shown.some(({ look }) => look !== null))
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

/** One that landed on a map whose latest networks are on their way back is told as in training, with its settings: it is found by its seeds. */
const isLanded = ({ id, landed }: ShownProposal, ids: readonly number[]): boolean => landed !== null && id !== null && ids.includes(id)

/** In the place of an early look that nobody has had. */
const UNSEEN = -1

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
 * Each proposal as its difference from the one before, the first from the usual recipe; then whether nobody voted; its early look (null: diverged, UNSEEN: none)
 * and the id that is kept for it, which its seeds follow from; and of one in training what was foretold, for nobody foretells what has begun.
 */
function openRecord(open: readonly ShownProposal[]): Record<string, unknown> {
  let before: Recipe = DEFAULT_RECIPE
  const told = open.map(one => {
    const { key, proposal, look, reserved } = one
    const recipe = { ...recipeOf(proposal), count: before.count }
    const change = recipeChange(recipe, before)
    before = recipe
    const named = reserved !== undefined
    const more = [proposal.from === 'prior' ? 1 : 0, named ? look === null ? UNSEEN : brief(look) : null, named ? reserved : null, one.id === null ? null : saidRecord(one)]
    while (more.length > 0 && !more.at(-1)) more.pop()
    return [key, change ?? {}, ...more]
  })
  return told.length === 0 ? {} : { open: told }
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
    const [key, change, fresh, look, reserved, said] = Array.isArray(item) ? item as unknown[] : []
    if (!whole(0, 1e9)(key as number)) throw wrong(at, item, 'a number and settings')
    const recipe = recipeFrom(change ?? {}, before, at, faults)
    before = recipe
    return [{
      key: key as number, id: null, landed: null,
      ...whole(0, FIRST_BROUGHT - 1)(reserved as number) ? { look: look === UNSEEN ? null : isFinite(look) ? look : NaN, reserved: reserved as number } : { look: null },
      ...saidFrom(said, reading, { hyper: hyperOf(recipe), seed: recipe.seed, from: fresh === 1 ? 'prior' : 'region', votes: [] }),
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
    // An older page counted looks, and each as a tenth.
    sunk: isFinite(fields.get('sunk')) ? Math.max(0, fields.get('sunk') as number) : LOOK * number('gone', 0, 1e6, 0),
    due: isFinite(fields.get('due')) ? Math.max(0, Math.min(MOST_BUDGET, fields.get('due') as number)) : 0,
    best: isFinite(score) && whole(0, ids.length - 1)(place as number) ? [{ spent: 0, score, id: ids[place as number] }] : [],
    shown: open,
  }
}

const hyperOf = (recipe: Recipe): Hyperparameters => networkAt(recipe, 0).hyper

/** What was foretold of it, and what saying the same of everybody comes to. */
const saidRecord = ({ usual, proposal: { predicted } }: ShownProposal): unknown[] =>
  [brief(predicted.score), brief(predicted.scoreError), predicted.place?.map(brief) ?? null, brief(predicted.placeError), brief(usual.score), brief(usual.place)]

function saidFrom(value: unknown, { state: { map } }: Reading, proposal: Omit<Proposal, 'predicted'>): Pick<ShownProposal, 'proposal' | 'usual'> {
  const [score, scoreError, place, placeError, usualScore, usualPlace] = Array.isArray(value) ? value as unknown[] : []
  return {
    usual: { score: figure(usualScore), place: orNull(usualPlace) },
    proposal: {
      ...proposal,
      predicted: {
        score: figure(score), scoreError: figure(scoreError), placeError: orNull(placeError),
        place: Array.isArray(place) && place.length === (map?.space ? 3 : 2) && place.every(isFinite) ? place : null,
      },
    },
  }
}

const figure = (value: unknown): number => isFinite(value) ? value : NaN
const orNull = (value: unknown): number | null => isFinite(value) ? value : null

/** What is said of each that landed; where there were early looks, after these what had been spent by then and its own look, if it had one. */
const LANDED_FIGURES = 11

const landedRecord = (one: ShownProposal, ids: readonly number[]): unknown[] =>
  [one.key, ids.indexOf(one.id!), one.proposal.seed, one.proposal.from === 'prior' ? 1 : 0, ...saidRecord(one), brief(one.landed!.missed)]

const lookRecord = ({ spent, look }: ShownProposal): (number | null)[] => [brief(spent ?? null), ...look === null ? [] : [brief(look)]]

function landedFrom(item: unknown, where: string, reading: Reading): ShownProposal {
  const { ids, state } = reading
  const list = Array.isArray(item) ? item as unknown[] : []
  const [key, at, seed, fresh] = list
  const [missed, spent, look] = list.slice(LANDED_FIGURES - 1)
  const id = ids[at as number]
  const row = state.map && [...state.map.networks, ...state.map.diverged].find(network => network.id === id)
  if (!whole(0, 1e9)(key as number) || !whole(0, 0xffffffff)(seed as number) || !row?.hyper) throw wrong(where, item, 'what was foretold of a network of the map')
  const dims = state.map!.space ? 3 : 2
  const lies = state.map!.networks.findIndex(network => network.id === id)
  const coordinates = state.map!.space ?? state.map!.positions
  return {
    key: key as number, id, ...list.length > LANDED_FIGURES + 1 ? { look: figure(look), reserved: id } : { look: null }, ...isFinite(spent) && { spent },
    ...saidFrom(list.slice(4, LANDED_FIGURES - 1), reading, { hyper: row.hyper, seed: seed as number, from: fresh === 1 ? 'prior' : 'region', votes: [] }),
    landed: {
      score: row.outcome.divergedAt === null ? row.outcome.testAccuracy : NaN, missed: orNull(missed),
      place: lies < 0 ? null : [...coordinates.subarray(dims * lies, dims * (lies + 1))],
    },
  }
}
