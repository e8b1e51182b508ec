// Spectral entropy of every network against what came of it, at a width and a time that move under one's hand.
import { useCallback, useMemo } from 'react'
import { spearman } from '../../../core/statistics.ts'
import type { MeasureKey, NumberMeasure } from '../../../store/measures.ts'
import type { ScatterSide } from '../../charts/Scatter.tsx'
import { decimal, power } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Select } from '../../ui/Select.tsx'
import { MeasureScatter } from '../MeasureScatter.tsx'
import { useSelected } from '../use-selected.ts'
import { rhoOf, trend } from '../words.ts'
import { ColourByEntropy } from './ColourByEntropy.tsx'
import { EntropyControls } from './EntropyControls.tsx'
import { bitsDomain, settingWords } from './entropy-words.ts'
import type { Entropies } from './use-entropies.ts'

const bitsOf = (value: number): string => `${decimal(value, 2)} bits`

interface Props { entropies: Entropies, outcome: NumberMeasure, outcomes: readonly NumberMeasure[], onOutcome: (key: MeasureKey) => void }

export function EntropyScatter({ entropies, outcome, outcomes, onOutcome }: Props) {
  const { networks, selected } = useSelected()
  const { shown, byId, answer, bits, settings } = entropies
  const value = useCallback((row: { id: number }) => byId.get(row.id) ?? NaN, [byId])
  const [low, high] = bitsDomain(bits ?? [])
  const across = useMemo((): ScatterSide => ({ name: 'spectral entropy, bits', domain: [low, high], log: false, format: power }), [low, high])
  const all = useMemo(() => spearman(networks.map(value), networks.map(outcome.read)), [networks, value, outcome])
  const some = useMemo(() => selected.length > 2 ? spearman(selected.map(value), selected.map(outcome.read)) : null, [selected, value, outcome])
  const name = outcome.words[0].toUpperCase() + outcome.words.slice(1)
  const at = shown && settingWords(shown)
  const say = !at
    ? 'The spectra of all networks are on their way.'
    : some
      ? <>Among the selected, {outcome.words} {trend(some)} entropy: Spearman <b>{rhoOf(some)}</b>; among all, {rhoOf(all)}, at {at}.</>
      : <>{name} {trend(all)} entropy: Spearman <b>{rhoOf(all)}</b>, at {at}.</>
  return (
    <Panel
      className="Panel-control"
      title="Entropy against"
      help="entropy"
      aside={<Select label="Entropy against" value={outcome.key} onChange={onOutcome} options={outcomes.map(({ key, label }) => ({ value: key, label }))} />}
      say={answer.why ?? say}
    >
      {(!answer.why || shown) && (
        <>
          <EntropyControls entropies={entropies} />
          <div className="EntropyPicture" data-old={answer.why !== null || (shown && shown.sigma !== settings.sigma) || undefined}>
            <MeasureScatter
              value={value}
              across={across}
              written={bitsOf}
              outcome={outcome}
              label={`${name} against spectral entropy${at ? ` at ${at}, ${rhoOf(all)}` : ''}`}
            />
          </div>
          <ColourByEntropy entropies={entropies} />
        </>
      )}
    </Panel>
  )
}
