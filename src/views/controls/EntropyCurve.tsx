// How fast the diffusion forgets: von Neumann entropy against diffusion time, with the time that is in use. Its bend is what auto takes.
import './EntropyCurve.css'
import { memo } from 'react'
import { axis } from '../charts/axis.ts'
import { linePath } from '../charts/line-path.ts'
import { useWidth } from '../charts/use-width.ts'
import { decimal } from '../ui/format.ts'

const HEIGHT = 52

/** `entropy`: nats at powers 1 … 100. PHATE's t is an index from 0, so its place is that of power t + 1; a t beyond the curve has none. `bend`: what auto takes. */
export const EntropyCurve = memo(function EntropyCurve({ entropy, t, bend }: { entropy: Float64Array, t: number, bend: number }) {
  const [ref, width] = useWidth<HTMLDivElement>(220)
  const values = Array.from(entropy)
  const x = axis([1, values.length], [4, width - 4])
  const y = axis([0, Math.max(...values, 1e-9)], [HEIGHT - 4, 6])
  const shown = t < values.length
  return (
    <div ref={ref} className="EntropyCurve">
      <svg width={width} height={HEIGHT} role="img" aria-label={`Entropy of the diffusion falls from ${decimal(values[0], 2)} to ${decimal(values.at(-1) ?? 0, 2)} nats over 100 steps; t is ${t}${shown ? '' : ', beyond the curve'}; the bend is at ${bend}`}>
        <rect width={width} height={HEIGHT} fill="var(--sunken)" opacity={0.5} />
        <line x1={0} x2={width} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--axis)" />
        {shown && <line x1={x.at(t + 1)} x2={x.at(t + 1)} y1={2} y2={HEIGHT} stroke="var(--line-3)" strokeDasharray="2 2" />}
        <line x1={x.at(bend + 1)} x2={x.at(bend + 1)} y1={HEIGHT - 6} y2={HEIGHT} stroke="var(--ink-2)" strokeWidth={1.5} />
        <path d={linePath(values, k => x.at(k + 1), y.at)} fill="none" stroke="var(--accent)" strokeWidth={1.6} strokeLinejoin="round" />
        {bend !== t && <circle cx={x.at(bend + 1)} cy={y.at(values[bend])} r={3} fill="var(--raised)" stroke="var(--ink-2)" strokeWidth={1.2} />}
        {shown && <circle cx={x.at(t + 1)} cy={y.at(values[t])} r={3.5} fill="var(--accent)" stroke="var(--raised)" />}
      </svg>
      <p>Entropy left as the walk goes on. <b>auto</b> takes the bend, t {bend}.</p>
    </div>
  )
})
