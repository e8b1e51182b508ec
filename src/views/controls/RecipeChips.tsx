// A choice of several values of the recipe; bars count the networks of this map that have each.
import type { Recipe } from '../../core/population.ts'
import { useApp } from '../use-app.ts'
import { Chips } from '../ui/Chips.tsx'
import { Field } from '../ui/Field.tsx'
import { countPerValue } from './counts.ts'
import { useHyper } from './map-networks.ts'

type ChoiceKey = 'family' | 'activation' | 'optimiser' | 'depth' | 'batchSize'

interface Props<K extends ChoiceKey> {
  name: K
  label: string
  /** Values to offer, in order, given what the recipe and the map have. */
  offer: (chosen: Recipe[K], found: Recipe[K]) => readonly Recipe[K][number][]
  write: (value: Recipe[K][number]) => string
  /** Where the data leave no choice: what holds instead, and why. */
  fixed?: { chosen: Recipe[K], why: string } | null
}

export function RecipeChips<K extends ChoiceKey>({ name, label, offer, write, fixed = null }: Props<K>) {
  const chosen = useApp(state => state.recipe[name]) as readonly Recipe[K][number][]
  const fault = useApp(state => state.faults[name])
  const setRecipe = useApp(state => state.setRecipe)
  const found = useHyper(name) as readonly Recipe[K][number][] | null
  const offered = offer(chosen as Recipe[K], (found ?? []) as unknown as Recipe[K])
  const counts = found && countPerValue(found, offered)
  return (
    <Field label={label} fault={fixed ? null : fault} hint={fixed?.why} group>
      <Chips
        options={offered.map((value, at) => ({ value, label: write(value), reason: fixed?.why, ...(counts && { count: counts[at] }) }))}
        chosen={fixed?.chosen ?? chosen}
        onChange={next => setRecipe({ [name]: next } as unknown as Partial<Recipe>)}
      />
    </Field>
  )
}
