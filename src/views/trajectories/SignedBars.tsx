// Eigenvalues as bars with their sign, on a fourth-root scale that shows small ones beside a huge one; over each what all up to it explain.
import '../charts/charts.css'
import { memo } from 'react'
import type { InpcaMap } from '../../protocol/trajectories.ts'
import { useWidth } from '../charts/use-width.ts'
import { decimal, power, tick } from '../ui/format.ts'

interface Props {
  map: Pick<InpcaMap, 'eigenvalues' | 'signs' | 'stress'>
  /** Axes that the picture shows, from 0. */
  shown: readonly number[]
  /** How many axes are counted together. */
  axes: number
  onAxes: (count: number) => void
}

const HEIGHT = 150
const [TOP, BOTTOM] = [18, 26]
const LEFT = 34

/** Even in size, so that the sign is kept; 10⁻⁴ of the largest is still a tenth of its height. */
const root = (value: number): number => Math.sign(value) * Math.abs(value) ** 0.25

/** About three powers of ten on the way to the largest of a sign. */
const powersUpTo = (most: number): number[] => {
  if (!(most > 0)) return []
  const top = Math.floor(Math.log10(most))
  return [top - 4, top - 2, top].map(exponent => 10 ** exponent).filter(value => root(value) >= 0.22 * root(most))
}

export const SignedBars = memo(function SignedBars({ map: { eigenvalues, signs, stress }, shown, axes, onAxes }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const values = [...eigenvalues]
  const high = Math.max(0, ...values.map(root))
  const low = Math.min(0, ...values.map(root))
  const negative = low < 0
  const [top, bottom] = [TOP, HEIGHT - BOTTOM - (negative ? 12 : 0)]
  const y = (value: number) => top + (high - root(value)) / (high - low || 1) * (bottom - top)
  const step = (width - LEFT) / values.length
  const thick = Math.min(24, step * 0.62)
  const ticks = [...powersUpTo(Math.max(0, ...values)), ...powersUpTo(Math.max(0, ...values.map(value => -value))).map(value => -value).slice(-1)]
  return (
    <div className="Chart" ref={ref}>
      <svg width={width} height={HEIGHT} role="group" aria-label="Axes by their eigenvalues">
        <g aria-hidden>
          {ticks.map(value => (
            <g key={value}>
              <line className="Chart-grid" x1={LEFT} x2={width} y1={y(value)} y2={y(value)} />
              <text x={LEFT - 5} y={y(value) + 4} textAnchor="end">{Math.abs(value) < 1 ? tick(value) : power(value)}</text>
            </g>
          ))}
          <line className="Chart-axis" x1={LEFT} x2={width} y1={y(0)} y2={y(0)} />
        </g>
        {values.map((value, k) => {
          const centre = LEFT + (k + 0.5) * step
          const below = signs[k] < 0
          const seen = shown.includes(k)
          const said = `Axis ${k + 1}: λ = ${power(value)}${below ? ', negative, subtracts from distance' : ''}; ${decimal(stress[k], 3)} of the stress up to it${seen ? '; shown' : ''}.`
          return (
            <g
              key={k}
              className="Training-bar"
              role="button"
              tabIndex={0}
              aria-label={said}
              aria-pressed={k + 1 === axes}
              onClick={() => onAxes(k + 1)}
              onKeyDown={event => {
                if (event.key !== 'Enter' && event.key !== ' ') return
                event.preventDefault()
                event.stopPropagation()
                onAxes(k + 1)
              }}
            >
              <title>{said}</title>
              <rect className="Training-slot" x={centre - step / 2} width={step} y={0} height={HEIGHT} />
              <rect
                x={centre - thick / 2}
                width={thick}
                y={Math.min(y(0), y(value))}
                height={Math.max(1, Math.abs(y(value) - y(0)))}
                fill={below ? 'var(--danger)' : seen ? 'var(--accent)' : 'var(--mark-dim)'}
                stroke="var(--mark-edge)"
                strokeWidth={0.8}
              />
              <text x={centre} y={below ? y(value) + 12 : y(value) - 4} textAnchor="middle" aria-hidden>{decimal(stress[k], 3).replace(/^0/, '')}</text>
              <text x={centre} y={HEIGHT - 6} textAnchor="middle" className={below ? 'Training-negative' : seen ? 'Training-shown' : undefined} aria-hidden>{below ? `${k + 1} −` : k + 1}</text>
            </g>
          )
        })}
      </svg>
      <div className="Training-keys" aria-hidden>
        {shown.length > 0 && <span><i style={{ borderColor: 'var(--accent)' }} />on the picture</span>}
        {negative && <span><i style={{ borderColor: 'var(--danger)' }} />− time-like: subtracts from distance</span>}
      </div>
    </div>
  )
})
