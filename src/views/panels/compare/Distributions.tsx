// Where the two groups differ most, as shares over the grey of everyone. Drag over a picture to select the networks in that stretch.
import { memo, useMemo } from 'react'
import type { NetworkRow } from '../../../core/network.ts'
import type { Measure, NumberMeasure } from '../../../store/measures.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useApp } from '../../use-app.ts'
import type { Sides } from './compared.ts'
import { bySize, distributionOf, effectOf } from './compared.ts'
import { StepHistogram } from './StepHistogram.tsx'

const SHOWN = 6
const BINS = 12

export const Distributions = memo(function Distributions({ networks, sides, measures }: { networks: readonly NetworkRow[], sides: Sides, measures: readonly Measure[] }) {
  const select = useApp(state => state.select)
  const shown = useMemo(() => {
    const numbers = measures.filter((measure): measure is NumberMeasure => measure.kind === 'number')
    const largest = bySize(numbers.map(measure => effectOf(measure, sides)).filter(effect => Number.isFinite(effect.size))).slice(0, SHOWN)
    return largest.map(effect => ({ measure: effect.measure as NumberMeasure, spread: distributionOf(effect.measure as NumberMeasure, networks, sides, BINS) }))
  }, [measures, networks, sides])
  if (shown.length === 0) return null
  return (
    <Panel title="Distributions" help="statistics" say="Share of each group; the grey shape is everyone. Drag over a stretch to select its networks.">
      <div className="Distributions">
        {shown.map(({ measure, spread }) => (
          <StepHistogram
            key={measure.key}
            measure={measure}
            spread={spread}
            onChoose={(from, to, mode) => {
              const inside = networks.filter(row => { const value = measure.read(row); return value >= from && value <= to })
              select(inside.map(row => row.id), 'panel', mode)
            }}
          />
        ))}
      </div>
    </Panel>
  )
})
