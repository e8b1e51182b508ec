// An outcome against something measured of every network, linked with the selection. What is said of it stands with whoever draws it.
import { useCallback, useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { NumberMeasure } from '../../store/measures.ts'
import { groupOf } from '../../store/selection.ts'
import type { Dot, ScatterSide } from '../charts/Scatter.tsx'
import { Scatter } from '../charts/Scatter.tsx'
import type { ChooseMode } from '../charts/use-drag.ts'
import { shapeOf } from '../shapes.ts'
import { fullName, integer, measured, power, tick } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { thinned } from './thinned.ts'
import { useColours } from './use-colours.ts'
import { useSelected } from './use-selected.ts'

interface Props {
  /** Of a network; NaN where there is none. A new function means new values. */
  value: (row: NetworkRow) => number
  across: ScatterSide
  written: (value: number) => string
  outcome: NumberMeasure
  label: string
  height?: number
}

export function MeasureScatter({ value, across, written, outcome, label, height = 190 }: Props) {
  const { networks, ids, groups, marked, selecting } = useSelected()
  const colours = useColours()
  const select = useApp(state => state.select)
  const openNetwork = useApp(state => state.openNetwork)
  const shown = useMemo(() => thinned(networks, marked), [networks, marked])
  // What neither moving a slider nor another selection changes.
  const still = useMemo(
    () => new Map(networks.map(row => [row, { id: row.id, y: outcome.read(row), shape: shapeOf(row), ...colours.stepped(row), name: fullName(row) }])),
    [networks, outcome, colours],
  )
  const dots = useMemo(() => shown.flatMap((row): Dot[] => {
    const { name, ...dot } = still.get(row)!
    const x = value(row)
    if (!Number.isFinite(x) || !Number.isFinite(dot.y) || (across.log && x <= 0)) return []
    return [{ ...dot, x, selected: ids.has(row.id), group: groupOf(groups, row.id), label: `${name} · ${written(x)} · ${measured(outcome, dot.y)}` }]
  }), [still, shown, value, ids, groups, written, outcome, across.log])
  const up = useMemo((): ScatterSide => {
    const values = networks.map(outcome.read).filter(found => Number.isFinite(found) && (!outcome.log || found > 0))
    const domain: [number, number] = outcome.domain ?? (values.length ? [Math.min(...values), Math.max(...values)] : [0, 1])
    return { name: outcome.words, domain, log: outcome.log, format: outcome.domain ? tick : power }
  }, [networks, outcome])
  const pick = useCallback((id: number) => { select([id], 'panel'); void openNetwork(id) }, [select, openNetwork])
  const box = useCallback((found: number[], mode: ChooseMode) => select(found, 'panel', mode), [select])
  return (
    <>
      <Scatter dots={dots} selecting={selecting} across={across} up={up} label={label} onPick={pick} onBox={box} height={height} />
      {shown.length < networks.length && <p className="Panel-note">{integer(shown.length)} of {integer(networks.length)} networks are drawn; ρ counts all.</p>}
    </>
  )
}
