// Whose representations are drawn as subjects: groups A and B where there are any, else the selected networks, else the open one.
import { useDeferredValue, useMemo } from 'react'
import { titleOf } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { networksOf } from './words.ts'

/** Places in a list of networks, as one set of them. */
export interface NetworkSet { key: 'a' | 'b' | 'selected' | 'open', name: string, rows: readonly number[] }

export const SET_COLOURS: Record<NetworkSet['key'], { colour: string, ink: string }> = {
  a: { colour: 'var(--sel-a-mark)', ink: 'var(--sel-a)' }, b: { colour: 'var(--sel-b-mark)', ink: 'var(--sel-b)' },
  selected: { colour: 'var(--sel-a-mark)', ink: 'var(--sel-a)' }, open: { colour: 'var(--sel-a-mark)', ink: 'var(--sel-a)' },
}

/** `ids`: of the list. Sets without a place in it are left out. */
export function useSets(ids: readonly number[]): NetworkSet[] {
  const groups = useDeferredValue(useApp(state => state.groups))
  const selected = useDeferredValue(useApp(state => state.selection.ids))
  const open = useApp(state => state.open?.id ?? null)
  const networks = useApp(state => state.map?.networks)
  return useMemo(() => {
    const rowOf = new Map(ids.map((id, row) => [id, row]))
    const rows = (some: Iterable<number>): number[] => [...some].flatMap(id => rowOf.get(id) ?? []).sort((a, b) => a - b)
    const one = (id: number): string => { const row = networks?.find(found => found.id === id); return row ? titleOf(row) : `#${id}` }
    const among = (key: NetworkSet['key'], name: string, some: Iterable<number>): NetworkSet[] => { const found = rows(some); return found.length ? [{ key, name, rows: found }] : [] }
    const pair = [...among('a', 'A', groups.a), ...among('b', 'B', groups.b)]
    if (pair.length) return pair
    if (selected.size) return among('selected', selected.size === 1 ? one([...selected][0]) : networksOf(selected.size), selected)
    return open === null ? [] : among('open', one(open), [open])
  }, [ids, groups, selected, open, networks])
}
