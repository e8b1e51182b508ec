// The Entropy tab: spectral entropy of all networks and the eigenvalue decay of the selected.
import './panels.css'
import './entropy/entropy.css'
import { useApp } from '../use-app.ts'
import { EntropyScatter } from './entropy/EntropyScatter.tsx'
import { SpectrumPanel } from './entropy/SpectrumPanel.tsx'
import { useEntropies } from './entropy/use-entropies.ts'

export function EntropyTab() {
  const hasMap = useApp(state => state.map !== null)
  return hasMap ? <Panels /> : <p className="Panel-empty">There is no map yet.</p>
}

function Panels() {
  const entropies = useEntropies()
  return (
    <>
      <EntropyScatter entropies={entropies} />
      {entropies.shown && <SpectrumPanel entropies={entropies} />}
    </>
  )
}
