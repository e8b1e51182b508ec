// A small merge tree, leaves below, heights up; each leaf in its class's colour.
import './charts.css'
import { memo, useMemo } from 'react'
import type { ClassTree as Tree } from '../../core/portrait/study.ts'
import { css } from '../colour.ts'
import { power } from '../ui/format.ts'
import { usePalette } from '../use-palette.ts'
import { axis } from './axis.ts'
import { YAxis } from './Axes.tsx'
import { classColour } from './class-colours.ts'
import { useWidth } from './use-width.ts'

interface Props { tree: Tree, names: readonly string[], /** What heights are divided by. */ unit: number, name: string, height?: number }

export const ClassTree = memo(function ClassTree({ tree, names, unit, name, height = 132 }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const theme = usePalette()
  const { labels, merges, order } = tree
  const k = labels.length
  const [left, right, top, bottom] = [34, width - 8, 18, height - 20]
  const most = merges[merges.length - 2] / unit
  const y = useMemo(() => axis([0, most], [bottom, top], { ticks: 3 }), [most, bottom, top])
  const joins = useMemo(() => {
    const at = Array.from({ length: k }, () => ({ x: 0, y: bottom }))
    order.forEach((leaf, place) => { at[leaf].x = left + (right - left) * (place + 0.5) / k })
    return Array.from({ length: merges.length / 4 }, (_, row) => {
      const [a, b] = [at[merges[4 * row]], at[merges[4 * row + 1]]]
      const level = y.at(merges[4 * row + 2] / unit)
      at.push({ x: (a.x + b.x) / 2, y: level })
      return `M${a.x} ${a.y}V${level}H${b.x}V${b.y}`
    })
  }, [k, merges, order, unit, y, left, right, bottom])
  return (
    <div className="Chart" ref={frame}>
      <svg width={width} height={height} role="img" aria-label={`Merge tree of ${k} classes, leaves from left to right: ${[...order].map(leaf => names[labels[leaf]]).join(', ')}`}>
        <YAxis axis={y} left={left} right={right} format={power} />
        <text x={left - 4} y={9} aria-hidden>{name}</text>
        {joins.map((d, row) => <path key={row} d={d} fill="none" stroke="var(--ink-3)" strokeWidth={1.4} />)}
        {[...order].map((leaf, place) => (
          <text key={leaf} x={left + (right - left) * (place + 0.5) / k} y={height - 5} textAnchor="middle" style={{ fill: css(classColour(labels[leaf], theme)), fontWeight: 620, fontSize: 13 }}>
            {names[labels[leaf]]}
          </text>
        ))}
      </svg>
    </div>
  )
})
