// How one array's numbers are spread, in forty bins; fetched from the file when it is looked at.
import { useMemo } from 'react'
import { integer, power } from '../ui/format.ts'
import { useAnswer } from '../use-answer.ts'
import { binsOf } from './tensor-bins.ts'

const [WIDTH, HEIGHT] = [328, 56]

export function TensorHistogram({ of, name }: { of: number, name: string }) {
  const { value, why } = useAnswer('tensor', useMemo(() => ({ key: of, name }), [of, name]))
  const bins = useMemo(() => value && binsOf(value.data), [value])
  if (why) return <p className="Panel-note">{why}</p>
  if (!bins) return <div style={{ height: HEIGHT + 18 }} />
  const most = Math.max(1, ...bins.counts)
  const step = WIDTH / bins.counts.length
  return (
    <svg className="TensorHistogram" width="100%" viewBox={`0 0 ${WIDTH} ${HEIGHT + 16}`} role="img" aria-label={`Histogram of ${integer(bins.count)} numbers from ${power(bins.low)} to ${power(bins.high)}`}>
      {bins.counts.map((count, k) => {
        const tall = count ? Math.max(1, (HEIGHT - 2) * count / most) : 0
        return <rect key={k} x={k * step} y={HEIGHT - tall} width={Math.max(1, step - 1)} height={tall} fill="var(--mark-dim)" />
      })}
      <line x1={0} x2={WIDTH} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} stroke="var(--axis)" />
      {bins.low < 0 && bins.high > 0 && <line x1={WIDTH * -bins.low / (bins.high - bins.low)} x2={WIDTH * -bins.low / (bins.high - bins.low)} y1={0} y2={HEIGHT} stroke="var(--axis)" strokeDasharray="2 2" />}
      <text x={0} y={HEIGHT + 13} fontSize={11} fill="var(--axis-text)">{power(bins.low)}</text>
      <text x={WIDTH} y={HEIGHT + 13} fontSize={11} fill="var(--axis-text)" textAnchor="end">{power(bins.high)}</text>
    </svg>
  )
}
