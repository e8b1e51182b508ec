// Scale, σ and t of the entropy. σ moves among the widths that spectra are kept for; t is any positive number.
import { useState } from 'react'
import { nearestSigma } from '../../../core/entropy/relative-width.ts'
import { DEFAULT_GEOMETRY } from '../../../core/settings.ts'
import type { Scale } from '../../../core/settings.ts'
import { Term } from '../../learn/Term.tsx'
import { Field } from '../../ui/Field.tsx'
import { integer, power } from '../../ui/format.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import { StopSlider } from '../../ui/StopSlider.tsx'
import { useApp } from '../../use-app.ts'
import { SCALE_WORDS, TIMES } from './entropy-words.ts'
import type { Entropies } from './use-entropies.ts'

export function EntropyControls({ entropies: { settings, grid, ready, answer, shown } }: { entropies: Entropies }) {
  const set = useApp(state => state.setEntropy)
  const map = useApp(state => state.map?.manifest.geometry) ?? DEFAULT_GEOMETRY
  const [fault, setFault] = useState<string | null>(null)
  const { scale, sigma, t } = settings
  const scales = [...new Set<Scale>(['median', map.scale])]
  // Other metrics and layers make no operator of the last hidden layer, which is what is heard here.
  const own = scale === map.scale && sigma === map.sigma && map.metric === 'diffusion' && map.layer === 'last'
  const coming = shown !== null && shown.sigma !== sigma
  return (
    <div className="EntropyControls">
      {scales.length > 1 && (
        <Field label="σ in" group>
          <Segmented
            stretch
            label="What σ is measured in"
            options={scales.map(value => ({ value, label: value === 'median' ? 'median distances' : `${value === 'none' ? 'absolute' : value}, as the map` }))}
            value={scale}
            onChange={value => set({ scale: value, sigma: value === map.scale ? map.sigma : sigma })}
          />
        </Field>
      )}
      <Field
        label={<><Term name="sigma">σ</Term>, width</>}
        group
        hint={coming ? `Spectra at σ = ${power(sigma)} are on their way; shown is ${power(shown.sigma)}.` : own ? 'The map’s own σ: these are the spectra of its operators P.' : null}
      >
        <StopSlider
          label="σ"
          value={sigma}
          stops={grid}
          ready={ready}
          spoken={`${power(sigma)} ${SCALE_WORDS[scale]}`}
          onChange={value => { if (value > 0) set({ sigma: grid[nearestSigma(grid, value)] }) }}
        />
      </Field>
      <Field label={<><Term name="walkTime">t</Term>, steps</>} group fault={fault}>
        <StopSlider
          label="t"
          value={t}
          stops={TIMES}
          spoken={`${power(t)} steps`}
          onChange={value => {
            const sound = value > 0 && value <= 1000
            setFault(sound ? null : `t = ${power(value)} cannot be used: a diffusion time is above 0, here up to ${integer(1000)}.`)
            if (sound) set({ t: value })
          }}
        />
      </Field>
      {answer.share !== null && <p className="Panel-note" role="status">{shown ? 'Spectra at the other widths' : 'Spectra of all networks'}: {integer(100 * answer.share)} %</p>}
    </div>
  )
}
