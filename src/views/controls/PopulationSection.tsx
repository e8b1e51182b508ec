// Left rail, second section: from which hyper-parameters the networks are drawn.
import { Dices } from 'lucide-react'
import { hasPictures } from '../../core/data/dataset.ts'
import type { Family } from '../../core/network.ts'
import { ACTIVATIONS, AUGMENTATIONS, FAMILIES, OPTIMISERS, STARTS } from '../../core/network.ts'
import { Term } from '../learn/Term.tsx'
import { useApp } from '../use-app.ts'
import { Button } from '../ui/Button.tsx'
import { Disclosure } from '../ui/Disclosure.tsx'
import { Field } from '../ui/Field.tsx'
import { FAMILY_NAMES, optimiserName } from '../ui/format.ts'
import { NumberBox } from '../ui/NumberBox.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Slider } from '../ui/Slider.tsx'
import { offeredValues } from './counts.ts'
import { RecipeChips } from './RecipeChips.tsx'
import { RecipeRange } from './RecipeRange.tsx'

const KINDS = [
  { value: 'random', label: 'Random', title: 'Every hyper-parameter drawn anew for each network' },
  { value: 'grid', label: 'Grid', title: 'Every combination in turn, then again with new seeds' },
] as const
const SELDOM = ['weightDecay', 'batchSize', 'dropout', 'initScale', 'labelNoise', 'trainFraction', 'augmentation', 'start'] as const
const SHORT: Record<string, string> = { sigmoid: 'sigm', momentum: 'Mom.' }

/** As core's recipeFor has it. */
const NO_PICTURES: { chosen: Family[], why: string } = { chosen: ['mlp'], why: 'Convolutions need pictures; these data are none, so every network is an MLP.' }

const NO_SHIFTS = { value: 'shifts', standIn: 'none', why: 'Shifts need pictures; these data are none.' } as const

/** A seed nobody chose; five digits can be read out. */
const newSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] % 100_000

export function PopulationSection() {
  const recipe = useApp(state => state.recipe)
  const faults = useApp(state => state.faults)
  const setRecipe = useApp(state => state.setRecipe)
  const hasMap = useApp(state => state.map !== null)
  const pictures = useApp(state => hasPictures(state.dataset))
  return (
    <Panel title="Population" say={hasMap && 'Bars count the networks of this map that have each value.'} help="training" className="LeftRail-section">
      <Field label="Drawn" group fault={faults.kind}>
        <Segmented options={KINDS} value={recipe.kind} onChange={kind => setRecipe({ kind })} label="How hyper-parameters are drawn" stretch />
      </Field>
      <Field label="Networks" fault={faults.count} group>
        <Slider label="Number of networks" value={recipe.count} min={4} max={500} step={1} log onChange={count => setRecipe({ count })} />
      </Field>
      {recipe.kind === 'grid' && (
        <Field label="Steps a range" fault={faults.steps}>
          <NumberBox value={recipe.steps} step={1} min={1} onCommit={steps => setRecipe({ steps })} />
        </Field>
      )}
      <RecipeChips name="family" label="Family" offer={() => FAMILIES} write={name => FAMILY_NAMES[name]} fixed={pictures ? null : NO_PICTURES} />
      <RecipeChips name="activation" label="Activation" offer={() => ACTIVATIONS} write={name => SHORT[name] ?? name} />
      <RecipeRange name="width" />
      <RecipeChips name="depth" label="Depth" offer={(chosen, found) => offeredValues([1, 2, 3, 4], chosen, found)} write={String} />
      <RecipeChips name="optimiser" label="Optimiser" offer={() => OPTIMISERS} write={name => SHORT[name] ?? optimiserName(name)} />
      <RecipeRange name="learningRate" />
      <Field label="Seed" fault={faults.seed}>
        <NumberBox value={recipe.seed} step={1} min={0} onCommit={seed => setRecipe({ seed })} />
        <Button variant="quiet" icon={<Dices size={16} strokeWidth={1.5} aria-hidden />} aria-label="Another seed" onClick={() => setRecipe({ seed: newSeed() })} />
      </Field>
      <Disclosure label="More" aside="weight decay, batch, dropout, noise…" forced={SELDOM.some(name => faults[name] !== undefined)}>
        <RecipeRange name="weightDecay" />
        <RecipeChips name="batchSize" label="Batch size" offer={(chosen, found) => offeredValues([16, 32, 64, 128], chosen, found)} write={String} />
        <RecipeRange name="dropout" />
        <RecipeRange name="initScale" hint="Factor on the spread of the initial weights; 1 is He’s or Glorot’s." />
        <RecipeRange name="labelNoise" hint="Share of training labels replaced by another class." />
        <RecipeRange name="trainFraction" hint="Share of the training rows that a network sees." />
        <RecipeChips
          name="augmentation"
          label={<Term name="augmentation">Augmentation</Term>}
          offer={() => AUGMENTATIONS}
          write={String}
          without={pictures ? null : NO_SHIFTS}
          hint="What becomes of the training rows, anew each epoch."
        />
        <RecipeChips name="start" label={<Term name="corner">Start</Term>} offer={() => STARTS} write={String} hint="Fresh weights, or first a false task: permuted labels, or few rows of half the classes." />
      </Disclosure>
    </Panel>
  )
}
