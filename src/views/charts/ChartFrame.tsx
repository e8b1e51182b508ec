// The frame of a small chart that pointer and keys read: both axes with their names, what is drawn between them, and above it what is pointed at, which is heard too.
import './charts.css'
import type { ReactNode, SVGProps } from 'react'
import type { Axis } from './axis.ts'
import { XAxis, YAxis } from './Axes.tsx'
import type { Plot } from './use-plot.ts'

interface Side { axis: Axis, name: string, format: (value: number) => string }

interface Props extends Omit<SVGProps<SVGSVGElement>, 'x' | 'y' | 'width' | 'height' | 'ref'> {
  plot: Plot
  across: Side
  up: Side
  /** The chart in words, and what keys do. */
  label: string
  /** What is pointed at; empty where nothing is. */
  words: string
  children: ReactNode
}

export function ChartFrame({ plot: { ref, width, height, left, right, bottom }, across, up, label, words, children, ...handlers }: Props) {
  return (
    <div className="Chart" ref={ref}>
      <svg width={width} height={height} role="application" tabIndex={0} aria-label={label} {...handlers}>
        <YAxis axis={up.axis} left={left} right={right} format={up.format} />
        {/* The line goes from side to side, also where values keep off its ends. */}
        <XAxis axis={{ ...across.axis, range: [left, right] }} y={bottom} format={across.format} name={across.name} />
        <g aria-hidden>
          {children}
          {/* Where both would not fit beside each other the name gives way. */}
          {words ? <text className="Chart-label" x={width} y={8} textAnchor="end">{words}</text> : <text x={left - 4} y={8}>{up.axis.log ? `${up.name}, log scale` : up.name}</text>}
        </g>
      </svg>
      <span className="visually-hidden" aria-live="polite">{words}</span>
    </div>
  )
}
