// What a search's best came to on rows that nobody was chosen by, as a row of a view's table: it need not be tested again after a reload, or by whoever opens a link.
import type { OnRows } from '../../core/search/on-rows.ts'
import { wrong } from '../../formats/json-fields.ts'
import type { Fresh, FreshScore, FreshTest } from '../search/fresh-state.ts'
import { brief, isFinite } from './view-fields.ts'
import type { Key } from './view-reading.ts'

export const FRESH_KEY: Key = {
  name: 'fresh',
  usual: () => ({}),
  write: ({ search, map }, ids) => {
    // Of whom it is stands with it: where another network has become the best, nobody is told of it.
    const test = search?.series === map?.series ? search?.fresh : null
    if (!test?.found) return undefined
    const { best, before, others, found } = test
    // Its latest networks may be on their way back.
    if ([best, ...before === null ? [] : [before], ...others].some(id => !ids.includes(id))) return undefined
    return [ids.indexOf(best), before === null ? null : ids.indexOf(before), others.map(id => ids.indexOf(id)), figuresOf(found)]
  },
  read: (value, where, { ids, so: { search } }) => {
    if (!search) return {}
    const idAt = (place: unknown): number | undefined => ids[place as number]
    const [bestAt, beforeAt, othersAt, figures] = listOf(value)
    const [best, before, others] = [idAt(bestAt), beforeAt === null ? null : idAt(beforeAt), listOf(othersAt).map(idAt).filter(id => id !== undefined)]
    const known = best !== undefined && before !== undefined && others.length === listOf(othersAt).length
    const found = known ? foundFrom(figures, best, before) : null
    if (!known || !found) throw wrong(where, value, 'networks of the map that were tested, and their figures')
    const networks = found.best.networks + (found.before?.networks ?? 0) + (found.others?.networks ?? 0)
    const fresh: FreshTest = { best, before, others, done: networks, total: networks, found, fault: null }
    return { search: { ...search, fresh } }
  },
}

const figuresOf = ({ kind, rows, best, before, ahead, others }: Fresh): unknown[] =>
  [kind === 'drawn' ? 0 : 1, rows, scoreRecord(best), before && scoreRecord(before), ahead && onRows(ahead), others && scoreRecord(others)]

const onRows = ({ score, error }: OnRows): (number | null)[] => [score, error].map(brief)

const scoreRecord = (one: FreshScore): (number | null)[] => [...onRows(one), brief(one.said), one.networks, one.diverged]

/** Null of what is none. */
function foundFrom(value: unknown, bestId: number, beforeId: number | null): Fresh | null {
  const [exchanged, rows, ...figures] = listOf(value)
  const [best, before, ahead, others] = figures.map(listOf)
  const own = scoreFrom(best ?? [], bestId)
  const difference = (ahead ?? []).slice(0, 2)
  return own && isFinite(rows) && rows > 0
    ? {
        kind: exchanged === 1 ? 'exchanged' : 'drawn', rows, best: own,
        before: beforeId === null ? null : scoreFrom(before ?? [], beforeId),
        ahead: beforeId !== null && difference.length === 2 && difference.every(isFinite) ? { score: difference[0], error: difference[1] } : null,
        others: scoreFrom(others ?? [], bestId),
      }
    : null
}

function scoreFrom(figures: readonly unknown[], id: number): FreshScore | null {
  const known = figures.slice(0, 5)
  if (known.length < 5 || !known.every(isFinite)) return null
  const [score, error, said, networks, diverged] = known
  return { id, score, error, said, networks, diverged }
}

const listOf = (value: unknown): readonly unknown[] => Array.isArray(value) ? value : []
