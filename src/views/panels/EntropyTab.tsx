// The Entropy tab: spectral entropy of all networks at any σ and t, whether what it says of accuracy holds, and the spectra themselves.
import './panels.css'
import './entropy/entropy.css'
import { useMemo, useState } from 'react'
import type { MeasureKey, NumberMeasure } from '../../store/measures.ts'
import { measuresOf } from '../../store/measures.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import { EntropyScatter } from './entropy/EntropyScatter.tsx'
import { InformationPanel } from './entropy/InformationPanel.tsx'
import { LayersPanel } from './entropy/LayersPanel.tsx'
import { SignPanel } from './entropy/SignPanel.tsx'
import { SpectrumPanel } from './entropy/SpectrumPanel.tsx'
import { useEntropies } from './entropy/use-entropies.ts'
import { useOne } from './use-one.ts'
import { useSelected } from './use-selected.ts'

export function EntropyTab() {
  const hasMap = useApp(state => state.map !== null)
  return hasMap ? <Panels /> : <p className="Panel-empty">There is no map yet.</p>
}

function Panels() {
  const { networks } = useSelected()
  const entropies = useEntropies()
  const one = useOne()
  const [wanted, setWanted] = useState<MeasureKey>('testAccuracy')
  const outcomes = useMemo(() => measuresOf(networks).filter((measure): measure is NumberMeasure => measure.group === 'outcome' && measure.kind === 'number'), [networks])
  const outcome = outcomes.find(({ key }) => key === wanted) ?? outcomes[0]
  return (
    <>
      {outcome
        ? <EntropyScatter entropies={entropies} outcome={outcome} outcomes={outcomes} onOutcome={setWanted} />
        : <Panel title="Entropy against" help="entropy" say="Nothing is known of what came of these networks." />}
      {entropies.shown && (
        <>
          <SpectrumPanel entropies={entropies} />
          {one !== null && <LayersPanel id={one} entropies={entropies} />}
          {one !== null && <InformationPanel id={one} entropies={entropies} />}
          {outcome && <SignPanel entropies={entropies} outcome={outcome} />}
        </>
      )}
    </>
  )
}
