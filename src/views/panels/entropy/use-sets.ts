// Whose spectra are drawn as subjects: groups A and B where there are any, else the selected networks, else the open one.
import { useDeferredValue, useMemo } from 'react'
import { titleOf } from '../../ui/format.ts'
import { useApp } from '../../use-app.ts'
import { networksOf } from '../words.ts'
import type { DecaySet } from './decay.ts'

/** `ids`: of the rows of a kept table. Sets without a row in it are left out. */
export function useSets(ids: readonly number[]): DecaySet[] {
  const groups = useDeferredValue(useApp(state => state.groups))
  const selected = useDeferredValue(useApp(state => state.selection.ids))
  const open = useApp(state => state.open?.id ?? null)
  const networks = useApp(state => state.map?.networks)
  return useMemo(() => {
    const rowOf = new Map(ids.map((id, row) => [id, row]))
    const rows = (some: Iterable<number>): number[] => [...some].flatMap(id => rowOf.get(id) ?? []).sort((a, b) => a - b)
    const one = (id: number): string => { const row = networks?.find(found => found.id === id); return row ? titleOf(row) : `#${id}` }
    const among = (key: DecaySet['key'], name: string, some: Iterable<number>): DecaySet[] => { const found = rows(some); return found.length ? [{ key, name, rows: found }] : [] }
    const pair = [...among('a', 'A', groups.a), ...among('b', 'B', groups.b)]
    if (pair.length) return pair
    if (selected.size) return among('selected', selected.size === 1 ? one([...selected][0]) : networksOf(selected.size), selected)
    return open === null ? [] : among('open', one(open), [open])
  }, [ids, groups, selected, open, networks])
}
