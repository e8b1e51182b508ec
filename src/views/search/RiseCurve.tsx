// How much higher the front of accuracy against a cost stands than before the search, against what was spent: what such a search is after.
import { useMemo } from 'react'
import type { FrontCost, FrontGain } from '../../store/search/front.ts'
import { axis } from '../charts/axis.ts'
import { ChartFrame } from '../charts/ChartFrame.tsx'
import { usePlot } from '../charts/use-plot.ts'
import { integer, tick } from '../ui/format.ts'
import { AGAINST, riseInWords } from './cost-words.ts'
import { useSpent } from './use-spent.ts'

const HEIGHT = 132

/** A front that has hardly risen is drawn low, not as high as one that has. */
const LEAST_HEIGHT = 0.01

export function RiseCurve({ cost, rises, budget }: Pick<FrontGain, 'rises'> & { cost: FrontCost, budget: number }) {
  const plot = usePlot(HEIGHT, { beyond: 10 })
  const { top, bottom } = plot
  const along = useMemo(() => [{ spent: 0, rise: 0 }, ...rises], [rises])
  const { x, at, handlers } = useSpent(along, budget, plot)
  const high = Math.max(LEAST_HEIGHT, along.at(-1)!.rise)
  const y = useMemo(() => axis([0, high], [bottom - 4, top + 4], { ticks: 3 }), [high, bottom, top])
  const read = at === null ? null : along[at]
  const steps = along.map(({ spent, rise }, k) => k === 0 ? `M${x.at(0)} ${y.at(rise)}` : `H${x.at(spent)}V${y.at(rise)}`).join('')
  return (
    <ChartFrame
      plot={plot}
      across={{ axis: x, name: 'trainings spent', format: integer }}
      up={{ axis: y, name: `rise of accuracy at equal ${AGAINST[cost]}`, format: tick }}
      label={`How much higher the front of accuracy against ${AGAINST[cost]} stands, against trainings spent; arrow keys read one after the other`}
      words={at ? riseInWords(cost, rises[at - 1]) : read ? 'before' : ''}
      {...handlers}
    >
      {rises.map(({ id, spent, rise }, k) => rise > along[k].rise && <circle key={id} cx={x.at(spent)} cy={y.at(rise)} r={2.4} fill="var(--accent)" />)}
      <path className="Search-best" d={steps} />
      {read && <circle cx={x.at(read.spent)} cy={y.at(read.rise)} r={3.5} fill="var(--accent)" stroke="var(--surface)" />}
    </ChartFrame>
  )
}
