// A Shepard plot: of each pair of checkpoints the true distance across and the one that the axes show up; on the line they agree.
import '../charts/charts.css'
import { memo, useCallback, useMemo } from 'react'
import type { ShepardPairs } from '../../core/inpca/explained-distance.ts'
import { axis } from '../charts/axis.ts'
import { XAxis, YAxis } from '../charts/Axes.tsx'
import type { Token } from '../charts/use-canvas.ts'
import { useCanvas } from '../charts/use-canvas.ts'
import { useWidth } from '../charts/use-width.ts'
import { power } from '../ui/format.ts'

interface Props { pairs: ShepardPairs, label: string, /** The answer is of another number of axes. */ faded: boolean }

const HEIGHT = 190

export const ShepardPlot = memo(function ShepardPlot({ pairs, label, faded }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const [left, right, top, bottom] = [34, width - 6, 20, HEIGHT - 32]
  const { most, least } = useMemo(() => {
    let [high, low] = [1e-12, 0]
    for (let k = 0; k < pairs.distances.length; k++) {
      high = Math.max(high, pairs.distances[k], pairs.shown[k])
      low = Math.min(low, pairs.shown[k])
    }
    return { most: high, least: low }
  }, [pairs])
  const x = useMemo(() => axis([0, most], [left, right], { ticks: 5 }), [most, left, right])
  const y = useMemo(() => axis([least, most], [bottom, top], { ticks: 4 }), [least, most, bottom, top])
  const draw = useCallback((context: CanvasRenderingContext2D, token: Token) => {
    context.fillStyle = token('--ink-2')
    context.globalAlpha = 0.28
    for (let k = 0; k < pairs.distances.length; k++) context.fillRect(x.at(pairs.distances[k]) - 1, y.at(pairs.shown[k]) - 1, 2, 2)
    context.globalAlpha = 1
  }, [pairs, x, y])
  const canvas = useCanvas(width, HEIGHT, draw)
  return (
    <div className="Chart Training-plot" ref={ref} style={{ opacity: faded ? 0.4 : 1 }}>
      <canvas ref={canvas} style={{ width, height: HEIGHT }} aria-hidden />
      <svg width={width} height={HEIGHT} role="img" aria-label={label}>
        <YAxis axis={y} left={left} right={right} format={power} />
        <XAxis axis={x} y={bottom} format={power} name="true distance, nats" />
        <text x={left - 4} y={8} aria-hidden>distance shown by the axes</text>
        <line x1={x.at(0)} y1={y.at(0)} x2={x.at(most)} y2={y.at(most)} stroke="var(--accent)" strokeWidth={1.2} strokeDasharray="4 3" />
      </svg>
    </div>
  )
})
