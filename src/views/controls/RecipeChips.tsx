// A choice of several values of the recipe; bars count the networks of this map that have each.
import type { ReactNode } from 'react'
import type { Recipe } from '../../core/recipe.ts'
import { useApp } from '../use-app.ts'
import { Chips } from '../ui/Chips.tsx'
import { Field } from '../ui/Field.tsx'
import { countPerValue } from './counts.ts'
import { useHyper } from './map-networks.ts'

type ChoiceKey = 'family' | 'activation' | 'optimiser' | 'depth' | 'batchSize' | 'augmentation' | 'start'

interface Props<K extends ChoiceKey> {
  name: K
  label: ReactNode
  /** Values to offer, in order, given what the recipe and the map have. */
  offer: (chosen: Recipe[K], found: Recipe[K]) => readonly Recipe[K][number][]
  write: (value: Recipe[K][number]) => string
  /** Where the data leave no choice: what holds instead, and why. */
  fixed?: { chosen: Recipe[K], why: string } | null
  /** Where the data do not allow one of the values: what stands in for it, and why. */
  without?: { value: Recipe[K][number], standIn: Recipe[K][number], why: string } | null
  /** Something to know about the values. */
  hint?: string
}

export function RecipeChips<K extends ChoiceKey>({ name, label, offer, write, fixed = null, without = null, hint }: Props<K>) {
  const wanted = useApp(state => state.recipe[name]) as readonly Recipe[K][number][]
  const chosen = without ? [...new Set(wanted.map(value => value === without.value ? without.standIn : value))] : wanted
  const fault = useApp(state => state.faults[name])
  const setRecipe = useApp(state => state.setRecipe)
  const found = useHyper(name) as readonly Recipe[K][number][] | null
  const offered = offer(chosen as Recipe[K], (found ?? []) as unknown as Recipe[K])
  const counts = found && countPerValue(found, offered)
  return (
    <Field label={label} fault={fixed ? null : fault} hint={fixed?.why ?? hint} group>
      <Chips
        options={offered.map((value, at) => {
          const reason = fixed?.why ?? (value === without?.value ? without.why : undefined)
          return { value, label: write(value), reason, ...(counts && { count: counts[at] }) }
        })}
        chosen={fixed?.chosen ?? chosen}
        onChange={next => setRecipe({ [name]: next } as unknown as Partial<Recipe>)}
      />
    </Field>
  )
}
