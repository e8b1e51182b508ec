// Whether a measure changes slowly along the map: its roughness on the graph of neighbours against that of the same values shuffled.
import './Trust.css'
import { useMemo, useState } from 'react'
import type { Smoothness as Test } from '../../protocol/geometry.ts'
import type { MeasureKey, NumberMeasure } from '../../store/measures.ts'
import { groupName, measuresOf } from '../../store/measures.ts'
import { signalOf } from '../../store/questions/smoothness.ts'
import { axis } from '../charts/axis.ts'
import { XAxis } from '../charts/Axes.tsx'
import { useWidth } from '../charts/use-width.ts'
import { Term } from '../learn/Term.tsx'
import { decimal, integer, tick } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { Select } from '../ui/Select.tsx'
import { useAnswer } from '../use-answer.ts'
import { useApp } from '../use-app.ts'
import { distinctValues } from './hyper-values.ts'
import { axisEnd, CLAIMS, corrected, verdict } from './smoothness-words.ts'
import { useSeen } from './use-seen.ts'
import { useSelected } from './use-selected.ts'

export function Smoothness() {
  const [ref, seen] = useSeen<HTMLDivElement>()
  const { networks } = useSelected()
  const derived = useApp(state => state.derived)
  const [wanted, setWanted] = useState<MeasureKey>('testAccuracy')
  const measures = useMemo(
    () => measuresOf(networks, derived).filter((measure): measure is NumberMeasure => measure.kind === 'number' && distinctValues(measure, networks).length > 1),
    [networks, derived],
  )
  const measure = measures.find(({ key }) => key === wanted) ?? measures[0]
  const { value: test, whole, share, why } = useAnswer('smoothness', seen && measure ? measure.key : null)
  // What has been looked at counts, as long as its answer is kept.
  const tried = useApp(state => [...state.answers].filter(([slot, entry]) => slot.startsWith('smoothness ') && entry.whole).length)
  if (!measure) return null
  return (
    <div ref={ref}>
      <Panel
        className="Panel-control"
        title="Smooth on the map"
        help="smoothness"
        aside={<Select label="Measure" value={measure.key} onChange={setWanted} options={measures.map(found => ({ value: found.key, label: found.label, group: groupName(found) }))} />}
        say={test && whole ? <Reading test={test} name={signalOf(measure, networks).log ? `Log ${measure.words}` : measure.label} tried={tried} /> : why ?? `Its roughness is held against 999 shuffles${share ? `, ${integer(100 * share)} %` : ''}.`}
      >
        {test && <div className="Smoothness" data-old={!whole || undefined}><Against test={test} /><Shares test={test} /></div>}
      </Panel>
    </div>
  )
}

function Reading({ test, name, tried }: { test: Test, name: string, tried: number }) {
  const { energy, shuffled, networks } = test
  const claim = CLAIMS[verdict(test, tried)]
  if (!shuffled) return <>{name} {claim}.</>
  const most = tried > 1 ? `, ${decimal(corrected(shuffled.p, tried), 3)} for ${integer(tried)} measures tried` : ''
  return (
    <>
      <b>{name} {claim}</b>, <Term name="roughness">R</Term>&nbsp;=&nbsp;{decimal(energy, 3)} where {integer(shuffled.permutations)} <Term name="permutationTest">shuffles</Term>
      {' '}give {decimal(shuffled.median, 3)} (p&nbsp;=&nbsp;{decimal(shuffled.p, 3)}{most}, n&nbsp;=&nbsp;{integer(networks)}).
    </>
  )
}

const HEIGHT = 74

/** R on its axis, beside what chance gives. */
function Against({ test }: { test: Test }) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const { energy, shuffled } = test
  const [left, right, y] = [4, width - 4, HEIGHT - 34]
  const x = axis([0, axisEnd(test)], [left, right], { ticks: 5 })
  const own = x.at(energy)
  const [low, high] = shuffled ? [x.at(shuffled.low), x.at(shuffled.high)] : [0, 0]
  // The words for chance stand over its band, or where R is in the way at its other side.
  const early = shuffled !== null && own < low - 60
  return (
    <div className="Chart" ref={ref}>
      <svg width={width} height={HEIGHT} role="img" aria-label={shuffled ? `Roughness ${decimal(energy, 3)}; shuffled, 1 to 99 per cent: ${decimal(shuffled.low, 3)} to ${decimal(shuffled.high, 3)}` : `Roughness ${decimal(energy, 3)}`}>
        <XAxis axis={x} y={y} format={tick} name="roughness R, 0 is constant" />
        {shuffled && (
          <g>
            <rect className="Smoothness-band" x={low} width={Math.max(2, high - low)} y={y - 13} height={12} />
            <line x1={x.at(shuffled.median)} x2={x.at(shuffled.median)} y1={y - 15} y2={y} stroke="var(--ink-1)" strokeWidth={1.5} />
            <text className="Smoothness-words" x={early ? high : Math.min(right, high)} y={y - 20} textAnchor="end">shuffled, 1–99 %</text>
          </g>
        )}
        <path className="Smoothness-own" d={`M${own} ${y - 1}l6.5 -12h-13z`} />
        {early && <text className="Chart-label Chart-halo" x={Math.max(left, own - 8)} y={y - 20}>R = {decimal(energy, 3)}</text>}
      </svg>
    </div>
  )
}

/** How much of the signal lies in the slowest waves of the graph. */
function Shares({ test: { slowest, networks } }: { test: Test }) {
  if (!slowest) return null
  return (
    <dl className="Smoothness-shares">
      {slowest.map(([count, share]) => (
        <div key={count} style={{ display: 'contents' }}>
          <dt>{integer(count)} slowest of {integer(networks)} waves</dt>
          <dd className="Smoothness-track" aria-hidden><i style={{ width: `${100 * share}%` }} /></dd>
          <dd>{decimal(share, 3)}</dd>
        </div>
      ))}
    </dl>
  )
}
