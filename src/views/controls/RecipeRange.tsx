// One range of the recipe, under the histogram of what this map's networks have.
import { useApp } from '../use-app.ts'
import { Field } from '../ui/Field.tsx'
import { RangeBoxes } from '../ui/RangeBoxes.tsx'
import { useHyper } from './map-networks.ts'
import { countPerShare } from './counts.ts'
import type { RangeKey } from './recipe-tracks.ts'
import { TRACKS } from './recipe-tracks.ts'

const BINS = 14

export function RecipeRange({ name, hint }: { name: RangeKey, hint?: string }) {
  const { label, ...scale } = TRACKS[name]
  const range = useApp(state => state.recipe[name])
  const fault = useApp(state => state.faults[name])
  const setRecipe = useApp(state => state.setRecipe)
  const found = useHyper(name)
  return (
    <Field label={label} fault={fault} hint={hint} group>
      <RangeBoxes {...scale} {...range} label={label} {...(found && { bars: countPerShare(found, scale, BINS) })} onCommit={next => setRecipe({ [name]: next })} />
    </Field>
  )
}
