// What to keep of the networks that are trained next, and what that takes.
import { useState } from 'react'
import { keptBytes } from '../../store/keeping.ts'
import { useApp } from '../use-app.ts'
import { Check } from '../ui/Check.tsx'
import { Field } from '../ui/Field.tsx'
import { bytes, integer } from '../ui/format.ts'
import { Slider } from '../ui/Slider.tsx'
import { checkpointsFault, TRACK_CHECKPOINTS } from './training-bounds.ts'

export function KeepFields() {
  const keep = useApp(state => state.keep)
  const setKeep = useApp(state => state.setKeep)
  const recipe = useApp(state => state.recipe)
  const dataset = useApp(state => state.dataset)
  const sound = useApp(state => Object.keys(state.faults).length === 0)
  const cost = sound ? keptBytes({ recipe, dataset, keep }) : null
  const { checkpoints, checkpointActivations, state } = keep
  const [refused, setRefused] = useState<string | null>(null)
  const choose = (wanted: number) => {
    const fault = checkpointsFault(wanted)
    setRefused(fault)
    if (!fault) setKeep({ checkpoints: wanted })
  }
  const all = cost && (cost.checkpoints + (checkpointActivations ? cost.activations : 0) + (state ? cost.weights : 0)) * recipe.count
  const each = (size: number | undefined) => size === undefined ? '' : `, about ${bytes(size)} a network`
  return (
    <>
      <Field label="Checkpoints" group fault={refused} hint={checkpoints === 0 ? 'None: only what training comes to.' : `Answers on the way, to the probes and to some rows learnt from, log-spaced in updates${each(cost?.checkpoints)}.`}>
        <Slider label="Checkpoints of a network" value={checkpoints} min={0} max={TRACK_CHECKPOINTS} step={2} onChange={choose} />
      </Field>
      <Check
        label="Hidden layer at checkpoints"
        hint={`To follow representations, not only predictions${checkpoints > 0 ? each(cost?.activations) : ''}.`}
        checked={checkpoints > 0 && checkpointActivations}
        reason={checkpoints === 0 ? 'There are no checkpoints to keep it at' : null}
        onChange={value => setKeep({ checkpointActivations: value })}
      />
      <Check label="Weights at the end" hint={`To download a network, or to train it on${each(cost?.weights)}.`} checked={state} onChange={value => setKeep({ state: value })} />
      {all !== null && all > 0 && <p className="LeftRail-counts">{bytes(all)} for {integer(recipe.count)} {recipe.count === 1 ? 'network' : 'networks'}.</p>}
    </>
  )
}
