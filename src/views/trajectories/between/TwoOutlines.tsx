// Two distributions as outlined steps over one axis: distances as they are, and those of the null, dashed; a line at the mean of each.
import { curveStep, line } from 'd3-shape'
import { memo } from 'react'
import type { TwoDistributions } from '../../../store/trajectories/between-null.ts'
import { axis } from '../../charts/axis.ts'
import { XAxis } from '../../charts/Axes.tsx'
import '../../charts/charts.css'
import { useWidth } from '../../charts/use-width.ts'
import { tick } from '../../ui/format.ts'

interface Props { of: TwoDistributions, mean: number, nullMean: number, label: string }

const HEIGHT = 104
const [TOP, BOTTOM] = [24, HEIGHT - 32]

export const TwoOutlines = memo(function TwoOutlines({ of: { domain, own, shuffled }, mean, nullMean, label }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const [left, right] = [2, width - 4]
  const x = axis(domain, [left, right], { ticks: 4 })
  const most = Math.max(...own, ...shuffled)
  const step = (right - left) / own.length
  const outline = (shares: readonly number[]): string =>
    line().curve(curveStep)([0, ...shares, 0].map((share, k): [number, number] => [Math.min(right, Math.max(left, left + (k - 0.5) * step)), BOTTOM - (BOTTOM - TOP) * share / most])) ?? ''
  // Words stand outside the two means, so that they never meet.
  const ownLeft = mean <= nullMean
  const [atOwn, atNull] = [x.at(mean), x.at(nullMean)]
  const flip = (at: number, leftwards: boolean): 'end' | 'start' => at < 96 ? 'start' : at > right - 96 ? 'end' : leftwards ? 'end' : 'start'
  const word = (at: number, leftwards: boolean, text: string, y: number, colour: string) => (
    <text className="Chart-halo" x={at + (flip(at, leftwards) === 'end' ? -4 : 4)} y={y} textAnchor={flip(at, leftwards)} style={{ fill: colour, fontWeight: 520 }}>{text}</text>
  )
  return (
    <div className="Chart" ref={ref}>
      <svg width={width} height={HEIGHT} role="img" aria-label={label}>
        <path className="Between-own" d={outline(own)} />
        <path className="Between-null" d={outline(shuffled)} />
        <line x1={atOwn} x2={atOwn} y1={TOP - 12} y2={BOTTOM} stroke="var(--accent)" strokeWidth={1.4} />
        <line x1={atNull} x2={atNull} y1={TOP - 12} y2={BOTTOM} stroke="var(--ink-2)" strokeWidth={1.4} strokeDasharray="4 3" />
        {word(atOwn, ownLeft, 'as trained', TOP - 15, 'var(--accent)')}
        {word(atNull, !ownLeft, 'examples shuffled', Math.abs(atOwn - atNull) < 200 && flip(atOwn, ownLeft) === flip(atNull, !ownLeft) ? TOP - 3 : TOP - 15, 'var(--ink-2)')}
        <XAxis axis={x} y={BOTTOM} format={tick} name="distance between two runs, nats" />
      </svg>
    </div>
  )
})
