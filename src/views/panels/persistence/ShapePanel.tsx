// One network's diagram and barcode, and the loop of the bar that is pointed out, through the probes.
import './persistence.css'
import { useCallback, useMemo, useState } from 'react'
import type { NetworkRow } from '../../../core/network.ts'
import type { NetworkShape } from '../../../protocol/topology.ts'
import { Barcode } from '../../charts/Barcode.tsx'
import type { BarOf, Dimension } from '../../charts/bars.ts'
import { byLength, finiteCount } from '../../charts/bars.ts'
import { PersistenceDiagram } from '../../charts/PersistenceDiagram.tsx'
import { useWidth } from '../../charts/use-width.ts'
import { useAnswer } from '../../use-answer.ts'
import { Term } from '../../learn/Term.tsx'
import { Button } from '../../ui/Button.tsx'
import { decimal, integer, power, titleOf } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Loop } from './Loop.tsx'
import { LoopMap } from './LoopMap.tsx'
import { drawnProbes, joinWords, lifeWords, wayOf } from './loop-words.ts'
import { useProbeLook } from './use-probe-look.ts'

/** Bars of a barcode that has not been asked for all of them. */
const LONGEST = 22
const HEIGHT = 172

export function ShapePanel({ row }: { row: NetworkRow }) {
  const { value, whole, why } = useAnswer('diagram', row.id)
  const shape = value?.id === row.id ? value : null
  const aside = shape ? `${titleOf(row)}, ${integer(shape.probes)} probes` : titleOf(row)
  if (!shape) return <Panel title="Diagram and barcode" aside={aside} help="persistence" say={why ?? 'The bars are being computed…'} />
  if (shape.mean === 0) return <Panel title="Diagram and barcode" aside={aside} help="persistence" say="All probes coincide in this layer: one piece, and no loop." />
  return <Shown key={row.id} shape={shape} aside={aside} fading={!whole} />
}

function Shown({ shape, aside, fading }: { shape: NetworkShape, aside: string, fading: boolean }) {
  const { pieces, loops } = shape
  const [ref, width] = useWidth<HTMLDivElement>()
  const [dimension, setDimension] = useState<Dimension>(finiteCount(loops) > 0 ? 1 : 0)
  const [all, setAll] = useState(false)
  const [pointed, setPointed] = useState<BarOf | null>(null)
  const longest = useMemo(() => byLength(loops, 1).at(0) ?? null, [loops])
  // The last one pointed at stays; before any, the longest loop is the one to look at.
  const current = useMemo<BarOf>(() => pointed ?? (longest === null ? { dimension: 0, bar: byLength(pieces, 1)[0] } : { dimension: 1, bar: longest }), [pointed, longest, pieces])
  const point = useCallback((bar: BarOf) => {
    setPointed(before => before?.dimension === bar.dimension && before.bar === bar.bar ? before : bar)
    setDimension(bar.dimension)
  }, [])
  const change = (next: Dimension) => {
    setDimension(next)
    setPointed({ dimension: next, bar: byLength(next === 1 ? loops : pieces, 1)[0] ?? 0 })
  }
  const look = useProbeLook()
  const diagram = dimension === 1 ? loops : pieces
  const count = finiteCount(diagram)
  // The piece that is left never ends: the longest loop stays in sight.
  const drawn = current.dimension === 1 || Number.isFinite(pieces.deaths[current.bar]) ? current : longest === null ? null : { dimension: 1 as const, bar: longest }
  const stacked = width < 300
  const side = stacked ? width : Math.min(HEIGHT, Math.round(width * 0.48))
  const rest = stacked ? width : width - side - 14
  return (
    <>
      <Panel title={<><Term name="diagram">Diagram</Term> and <Term name="barcode">barcode</Term></>} aside={aside} help="persistence" say={<Say shape={shape} current={current} />}>
        <div ref={ref} className={fading ? 'Shape is-fading' : 'Shape'}>
          <div className={stacked ? 'Shape-charts Shape-stacked' : 'Shape-charts'}>
            <PersistenceDiagram
              pieces={pieces}
              loops={loops}
              current={current}
              onPoint={point}
              width={side}
              height={HEIGHT}
              label={`Persistence diagram: ${integer(finiteCount(loops))} loops as dots, ${integer(finiteCount(pieces))} deaths of pieces as ticks`}
            />
            <Barcode
              diagram={diagram}
              dimension={dimension}
              most={all ? Infinity : LONGEST}
              current={current}
              onPoint={point}
              width={rest}
              height={HEIGHT}
              label={`Barcode of ${dimension === 1 ? 'loops' : 'pieces'}`}
            />
          </div>
          <div className="Shape-controls">
            <Segmented label="Bars of" value={String(dimension)} onChange={next => change(next === '1' ? 1 : 0)} options={[{ value: '1', label: 'H1 loops', reason: longest === null ? 'This layer has no loop' : null }, { value: '0', label: 'H0 pieces' }]} />
            {count > LONGEST && <Button small onClick={() => setAll(!all)}>{all ? `Show the ${LONGEST} longest` : `Show all ${integer(count)}`}</Button>}
          </div>
          {drawn !== null && <Loop shape={shape} dimension={drawn.dimension} bar={drawn.bar} longest={current.dimension === 0} look={look} width={width} />}
          <p className="visually-hidden" aria-live="polite">{pointed && <Say shape={shape} current={current} />}</p>
          <p className="Panel-note">
            Births and deaths in mean distances between probes ({power(shape.mean)} units of activation).
            {' '}Total persistence of loops {decimal(shape.summaries.loops.totalPersistence, 2)}, entropy {decimal(shape.summaries.loops.entropy, 2)} nats.
          </p>
        </div>
      </Panel>
      {drawn !== null && <LoopMap shape={shape} dimension={drawn.dimension} bar={drawn.bar} look={look} />}
    </>
  )
}

function Say({ shape, current: { dimension, bar } }: { shape: NetworkShape, current: BarOf }) {
  const look = useProbeLook()
  const { births, deaths } = dimension === 1 ? shape.loops : shape.pieces
  if (dimension === 0) return <><b className="Shape-named">Two pieces merge at {decimal(deaths[bar], 3)}</b>{shape.joins.length > 2 * bar && `, joined ${joinWords(drawnProbes(shape, { dimension, bar }), look)}`}; {mergings(shape)}.</>
  return <><b className="Shape-named">Loop {lifeWords(births[bar], deaths[bar])}:</b> {wayOf(shape.cycles[bar], look)}.</>
}

function mergings({ pieces, loops }: NetworkShape): string {
  const count = finiteCount(pieces)
  return `${count === 1 ? 'this one merging leaves' : `${integer(count)} mergings leave`} one piece${loops.births.length === 0 ? ', and no loop opens at any scale' : ''}`
}
