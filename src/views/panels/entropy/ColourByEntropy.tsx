// Hands the entropy at the chosen width and time to the map as a measure of its own, which follows the sliders while the map shows it.
import { useCallback, useEffect } from 'react'
import type { NumberMeasure } from '../../../store/measures.ts'
import { Button } from '../../ui/Button.tsx'
import { useApp } from '../../use-app.ts'
import { settingAside } from './entropy-words.ts'
import type { Entropies } from './use-entropies.ts'

const KEY = 'derived:entropy'

/** The map is coloured anew when the sliders have rested for so long (ms). */
const REST = 120

export function ColourByEntropy({ entropies: { shown, byId } }: { entropies: Entropies }) {
  const coloured = useApp(state => state.colour.measure === KEY)
  const derive = useApp(state => state.derive)
  const colourBy = useApp(state => state.colourBy)
  const name = shown && settingAside(shown).replace(' · ', ', ')
  const give = useCallback(() => {
    if (!name) return
    const measure: NumberMeasure = {
      kind: 'number', group: 'derived', key: KEY, label: `Entropy, ${name}`, words: `spectral entropy at ${name}`, log: false, integer: false, digits: 3, domain: null,
      read: row => byId.get(row.id) ?? NaN,
    }
    derive('entropy', [measure])
  }, [name, byId, derive])
  useEffect(() => {
    if (!coloured) return
    const timer = window.setTimeout(give, REST)
    return () => window.clearTimeout(timer)
  }, [coloured, give])
  return (
    <div className="EntropyActions">
      <Button small aria-pressed={coloured} reason={name ? null : 'There are no entropies yet'} onClick={() => { give(); colourBy({ measure: KEY, log: false, range: null }) }}>
        {coloured ? 'The map shows it' : 'Colour the map by it'}
      </Button>
    </div>
  )
}
