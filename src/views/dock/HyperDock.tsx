// In the dock: parallel coordinates of the hyper-parameters and what came of them, with brushes; beside them, which of them explain what.
import './HyperDock.css'
import { Columns3, X } from 'lucide-react'
import { useCallback, useId, useMemo, useRef } from 'react'
import type { MeasureKey } from '../../store/measures.ts'
import { grouped, measuresOf } from '../../store/measures.ts'
import { emptyBlock } from '../../store/selectors.ts'
import type { Brush } from '../../store/state.ts'
import { useColours } from '../panels/use-colours.ts'
import { useSelected } from '../panels/use-selected.ts'
import { networksOf } from '../panels/words.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { integer } from '../ui/format.ts'
import { MethodButton } from '../ui/MethodButton.tsx'
import { useApp } from '../use-app.ts'
import { brushSentence, conditionWords } from './brush-words.ts'
import { varies } from './axes-of.ts'
import { DockPicture } from './DockPicture.tsx'
import { DockAside, useRemembered } from './dock-memory.tsx'
import { DockPopover } from './DockPopover.tsx'
import { ImportanceChart } from './ImportanceChart.tsx'
import { ParallelCoordinates } from './ParallelCoordinates.tsx'
import { useAxes } from './use-axes.ts'
import { useBox } from './use-box.ts'

/** Room an axis needs (px), and the chart beside the axes. */
const LEAST_GAP = 52
const USUAL_GAP = 78
const SIDES = 104
const BESIDE = 280

export function HyperDock() {
  const { networks, ids } = useSelected()
  const brushes = useApp(state => state.brushes)
  const groups = useApp(state => state.groups)
  const derived = useApp(state => state.derived)
  const empty = useApp(state => emptyBlock(state.map))
  const setBrushes = useApp(state => state.setBrushes)
  const openNetwork = useApp(state => state.openNetwork)
  const { axes, keys, changes } = useAxes(networks)
  // Those on the map: diverged networks have no line.
  const chosen = useApp(state => state.selection.ids)
  const hits = useMemo(() => chosen.size === 0 ? 0 : networks.filter(row => chosen.has(row.id)).length, [chosen, networks])
  const { stepped } = useColours()
  const [coloured, setColoured] = useRemembered('lines coloured', true)
  const [curved, setCurved] = useRemembered('lines curved', true)
  const [explained, setExplained] = useRemembered<boolean | null>('importance shown', null)
  const [box, { width, height }] = useBox()
  const menu = useRef<HTMLButtonElement>(null)
  const menuId = useId()

  // Beside the axes where there is room for both; else one or the other.
  const roomy = width >= 960
  const explaining = explained ?? roomy
  const chartWidth = explaining ? (roomy ? BESIDE : width) : 0
  const room = roomy ? width - chartWidth : width
  const fitting = room - SIDES >= (axes.length - 1) * LEAST_GAP
  const linesWidth = fitting ? room : Math.max(room, (axes.length - 1) * USUAL_GAP + SIDES)

  const onBrush = useCallback((measure: MeasureKey, brush: Brush | null, dragging = false) => {
    setBrushes([...brushes.filter(other => other.measure !== measure), ...brush ? [brush] : []], dragging)
  }, [brushes, setBrushes])
  const extents = useMemo(() => new Map(axes.flatMap(axis => axis.kind === 'number' ? [[axis.key, axis.extent] as const] : [])), [axes])
  const measures = measuresOf(networks, derived)
  const conditions = conditionWords(brushes, measures, measure => extents.get(measure.key) ?? null)
  const listed = useMemo(() => grouped(measuresOf(networks, derived).filter(measure => varies(measure, networks))), [networks, derived])
  const open = useCallback((id: number) => { void openNetwork(id) }, [openNetwork])
  return (
    <div className="HyperDock" ref={box}>
      <DockAside>
        <p role="status">
          {brushes.length > 0
            ? brushSentence(conditions, hits, networks.length)
            : hits > 0
              ? `${integer(hits)} of ${networksOf(networks.length)} selected; drag along an axis to select by value.`
              : 'One line is one network. Drag along an axis to select; nothing is filtered.'}
        </p>
        {brushes.length > 0 && <Button variant="quiet" small icon={<X size={14} aria-hidden />} onClick={() => setBrushes([])}>{brushes.length === 1 ? 'Clear the brush' : `Clear ${brushes.length} brushes`}</Button>}
        <Button small variant="quiet" aria-pressed={explaining} onClick={() => setExplained(!explaining)}>Importance</Button>
        <button ref={menu} type="button" className="Button Button-quiet Button-small" popoverTarget={menuId} aria-haspopup="dialog"><Columns3 size={14} aria-hidden />Axes</button>
        <DockPicture title="Parallel coordinates" chart=".Parallel" />
        <MethodButton page="importance" of="the hyper-parameters" />
      </DockAside>
      <DockPopover id={menuId} label="Axes and lines" anchor={menu}>
        {() => (
          <div className="DockPopover-list">
            <h3 className="DockPopover-title">Lines</h3>
            <Check label="In the map's colours" checked={coloured} onChange={setColoured} />
            <Check label="Curved" checked={curved} onChange={setCurved} />
            {listed.map(group => (
              <div key={group.name}>
                <h3 className="DockPopover-title">{group.name}</h3>
                {group.measures.map(({ key, label }) => <Check key={key} label={label} checked={keys.includes(key)} onChange={() => changes.toggle(key)} />)}
              </div>
            ))}
            <Button variant="quiet" small onClick={changes.reset}>As at first</Button>
          </div>
        )}
      </DockPopover>
      {(roomy || !explaining) && (
        <div className="HyperDock-lines" style={{ width: room }}>
          {axes.length < 2
            ? <p className="Panel-empty">{empty ?? `Parallel coordinates need two axes at least${listed.flatMap(group => group.measures).length < 2 ? ', and these networks differ in fewer measures.' : ': choose them under Axes.'}`}</p>
            : (
                <ParallelCoordinates
                  rows={networks}
                  ids={ids}
                  groups={groups}
                  brushes={brushes}
                  onBrush={onBrush}
                  axes={axes}
                  changes={changes}
                  stepped={coloured ? stepped : null}
                  curved={curved}
                  width={linesWidth}
                  height={height}
                  onOpen={open}
                />
              )}
        </div>
      )}
      {explaining && <div className="HyperDock-importance" style={{ width: chartWidth }}><ImportanceChart width={chartWidth} rows={networks} onPick={changes.first} /></div>}
    </div>
  )
}
