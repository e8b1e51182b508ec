// A ready-made map in the size of a stamp: its dots where they lie, by test accuracy.
import { memo, useMemo } from 'react'
import { dotsOf } from '../../formats/gallery-picture.ts'
import { markPaths } from '../charts/marks.ts'
import { ramp } from '../ramps.ts'

const [WIDTH, HEIGHT, PAD] = [168, 112, 8]
/** Colours of the ramp that are drawn. */
const STEPS = 12

export const MapStamp = memo(function MapStamp({ picture }: { picture: string }) {
  const paths = useMemo(() => {
    const dots = dotsOf(picture) ?? []
    const [wide, high] = [Math.max(...dots.map(dot => dot.x)), Math.max(...dots.map(dot => dot.y))]
    const scale = Math.min((WIDTH - 2 * PAD) / (wide || 1), (HEIGHT - 2 * PAD) / (high || 1))
    const marks = dots.map(({ x, y, value }) => {
      const step = Math.round(value * (STEPS - 1))
      return { x: WIDTH / 2 + scale * (x - wide / 2), y: HEIGHT / 2 - scale * (y - high / 2), shape: 'circle' as const, fill: `rgb(${ramp(step / (STEPS - 1)).join(' ')})`, order: step }
    })
    return markPaths(marks, marks.length > 200 ? 1.7 : 2.3)
  }, [picture])
  return (
    <svg className="MapStamp" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden>
      {paths.map(path => <path key={path.key} d={path.d} fill={path.fill} stroke="var(--mark-edge)" strokeWidth={0.3} />)}
    </svg>
  )
})
