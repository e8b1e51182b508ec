// The axes that are shown: which, in which order, turned over or not, on which scale. Remembered while another tab of the dock is open.
import { useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { MeasureKey } from '../../store/measures.ts'
import { measuresOf } from '../../store/measures.ts'
import { useApp } from '../use-app.ts'
import { firstAxes, moved } from './axes-of.ts'
import type { Coordinate } from './coordinates.ts'
import { coordinate } from './coordinates.ts'
import { useRemembered } from './dock-memory.tsx'

export interface AxisChanges {
  move: (key: MeasureKey, by: number) => void
  /** To the front; where it is not among them, it comes. */
  first: (key: MeasureKey) => void
  toggle: (key: MeasureKey) => void
  invert: (key: MeasureKey) => void
  setLog: (key: MeasureKey, log: boolean) => void
  reset: () => void
}

export interface Axes { axes: readonly Coordinate[], keys: readonly MeasureKey[], inverted: ReadonlySet<MeasureKey>, changes: AxisChanges }

export function useAxes(rows: readonly NetworkRow[]): Axes {
  const derived = useApp(state => state.derived)
  const series = useApp(state => state.map?.series ?? 0)
  const [chosen, setChosen] = useRemembered<readonly MeasureKey[] | null>(`axes of ${series}`, null)
  const [inverted, setInverted] = useRemembered<ReadonlySet<MeasureKey>>('axes inverted', NONE)
  const [logs, setLogs] = useRemembered<ReadonlyMap<MeasureKey, boolean>>('axes log', NO_LOGS)
  const first = useMemo(() => firstAxes(rows), [rows])
  const keys = chosen ?? first
  const axes = useMemo(() => {
    const measures = measuresOf(rows, derived)
    return keys.flatMap(key => {
      const measure = measures.find(found => found.key === key)
      return measure ? [coordinate(measure, rows, { log: logs.get(key) ?? (measure.kind === 'number' && measure.log), inverted: inverted.has(key) })] : []
    })
  }, [rows, derived, keys, logs, inverted])
  const changes = useMemo<AxisChanges>(() => ({
    move: (key, by) => setChosen(before => moved(before ?? first, key, by)),
    first: key => setChosen(before => [key, ...(before ?? first).filter(other => other !== key)]),
    toggle: key => setChosen(before => (before ?? first).includes(key) ? (before ?? first).filter(other => other !== key) : [...before ?? first, key]),
    invert: key => setInverted(before => new Set(before.has(key) ? [...before].filter(other => other !== key) : [...before, key])),
    setLog: (key, log) => setLogs(before => new Map([...before, [key, log]])),
    reset: () => { setChosen(null); setInverted(NONE); setLogs(NO_LOGS) },
  }), [first, setChosen, setInverted, setLogs])
  return { axes, keys, inverted, changes }
}

const NONE: ReadonlySet<MeasureKey> = new Set()
const NO_LOGS: ReadonlyMap<MeasureKey, boolean> = new Map()
