// What runs have along the road: the median as a line over all stations, boxes at a few of them (half of the runs in the box, all within the whiskers).
import '../charts/charts.css'
import { memo, useMemo } from 'react'
import type { RunIndex } from '../../protocol/trajectories.ts'
import type { AtStations } from '../../store/trajectories/readings.ts'
import { axis } from '../charts/axis.ts'
import { XAxis, YAxis } from '../charts/Axes.tsx'
import { linePath } from '../charts/line-path.ts'
import { useWidth } from '../charts/use-width.ts'
import { decimal, integer, tick } from '../ui/format.ts'

const HEIGHT = 128
const BOX = 18

export const StationBoxes = memo(function StationBoxes({ of, name, index }: { of: AtStations, name: string, index: RunIndex }) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const [left, right, top, bottom] = [34, width - 8, 20, HEIGHT - 32]
  const { boxes, medians, stations, most } = of
  const x = useMemo(() => axis([0, 1], [left + 4, right], { ticks: 5 }), [left, right])
  const y = useMemo(() => axis([0, most || 1], [bottom, top], { ticks: 3 }), [most, bottom, top])
  const path = useMemo(() => linePath([...medians], k => x.at(stations[k]), y.at), [medians, stations, x, y])
  const words = boxes.map(({ station, spread }) => spread.n > 0 ? `${decimal(spread.median, 3)} at ${station} (${integer(spread.n)} runs)` : `nobody at ${station}`).join(', ')
  return (
    <div className="Chart" ref={ref}>
      <svg width={width} height={HEIGHT} role="img" aria-label={`${name}, medians: ${words}`}>
        <YAxis axis={y} left={left} right={right} format={tick} />
        <XAxis axis={{ ...x, range: [left, right] }} y={bottom} format={tick} name={index} />
        <text x={left - 4} y={8} aria-hidden>{name}</text>
        <path d={path} fill="none" stroke="var(--accent)" strokeWidth={1.8} strokeLinejoin="round" aria-hidden />
        {boxes.map(({ station, spread: { n, min, lower, median, upper, max }, left: missing }) => n > 0 && (
          <g key={station}>
            <title>{`At ${station}: median ${decimal(median, 3)}, half of the runs between ${decimal(lower, 3)} and ${decimal(upper, 3)}, all between ${decimal(min, 3)} and ${decimal(max, 3)}; ${integer(n)} runs${missing > 0 ? `, ${integer(missing)} left out` : ''}.`}</title>
            <line x1={x.at(station)} x2={x.at(station)} y1={y.at(min)} y2={y.at(max)} stroke="var(--ink-3)" />
            <rect x={x.at(station) - BOX / 2} width={BOX} y={y.at(upper)} height={Math.max(1, y.at(lower) - y.at(upper))} fill="var(--sunken)" fillOpacity={0.85} stroke="var(--line-3)" strokeWidth={0.8} />
            <line x1={x.at(station) - BOX / 2} x2={x.at(station) + BOX / 2} y1={y.at(median)} y2={y.at(median)} stroke="var(--ink-1)" strokeWidth={2} />
          </g>
        ))}
      </svg>
    </div>
  )
})
