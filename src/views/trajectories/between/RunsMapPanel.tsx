// The runs' own map: every run a mark, laid out by the distances between runs. It is not low-dimensional, and it says so.
import { useCallback, useMemo } from 'react'
import { groupOf } from '../../../store/selection.ts'
import type { Dot } from '../../charts/Scatter.tsx'
import { Scatter } from '../../charts/Scatter.tsx'
import type { ChooseMode } from '../../charts/use-drag.ts'
import { css } from '../../colour.ts'
import { useSelected } from '../../panels/use-selected.ts'
import { shapeOf } from '../../shapes.ts'
import { decimal, fullName, tick } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useApp } from '../../use-app.ts'
import { stressWords } from './between-words.ts'
import { equalSides } from './equal-sides.ts'
import type { Between } from './use-between.ts'

const HEIGHT = 230

export function RunsMapPanel({ between: { answer, runs } }: { between: Between }) {
  const { ids: chosen, groups, selecting } = useSelected()
  const select = useApp(state => state.select)
  const openNetwork = useApp(state => state.openNetwork)
  const dots = useMemo(() => {
    if (!runs) return []
    const { between: { ids, coordinates }, configurations: { of, names }, colours, rows } = runs
    return Array.from(ids, (id, run): Dot => ({
      id, x: coordinates[3 * run], y: coordinates[3 * run + 1], shape: rows[run] ? shapeOf(rows[run]) : 'circle', fill: css(colours[of[run]]), order: of[run],
      selected: chosen.has(id), group: groupOf(groups, id), label: `${rows[run] ? fullName(rows[run]) : `#${id}`} · ${names[of[run]]}`,
    }))
  }, [runs, chosen, groups])
  const [across, up] = useMemo(() => equalSides(dots, HEIGHT), [dots])
  const pick = useCallback((id: number) => { select([id], 'panel'); void openNetwork(id) }, [select, openNetwork])
  const box = useCallback((found: number[], mode: ChooseMode) => select(found, 'panel', mode), [select])
  if (!runs || runs.between.ids.length < 3) return null
  const { signs, stress } = runs.between
  const side = (name: string, axis: number, domain: readonly [number, number]) => ({ name: signs[axis] < 0 ? `${name}, time-like: subtracts` : name, domain, log: false, format: tick })
  return (
    <Panel title="Map of the runs" help="between-runs" aside={`stress explained ${[...stress].slice(0, 3).map(value => tick(Number(decimal(value, 2)))).join(' ')}`} say={stressWords(stress)}>
      <div className={answer.whole ? undefined : 'Between-faded'}>
        <Scatter
          dots={dots}
          selecting={selecting}
          across={side('axis 1', 0, across)}
          up={side('axis 2', 1, up)}
          label="Map of the training runs by the distances between them"
          onPick={pick}
          onBox={box}
          height={HEIGHT}
          radius={4.2}
        />
      </div>
    </Panel>
  )
}
