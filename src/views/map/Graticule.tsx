// Faint lines at round steps, so that one sees distance without axes: PHATE's axes mean nothing. On whole pixels, under the canvas.
import type { Size, View } from './view.ts'
import { graticule } from './scale.ts'

export function Graticule({ view, size }: { view: View, size: Size }) {
  const { across, down } = graticule(view, size)
  const crisp = (at: number) => Math.round(at - 0.5) + 0.5
  const d = [...across.map(x => `M${crisp(x)} 0V${size.height}`), ...down.map(y => `M0 ${crisp(y)}H${size.width}`)].join('')
  return (
    <svg className="Graticule" width={size.width} height={size.height} aria-hidden>
      <path d={d} fill="none" stroke="var(--grid)" />
    </svg>
  )
}
