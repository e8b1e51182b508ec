// Why networks cannot be compared by a metric or a layer, as far as it is known without trying.
import type { Hyperparameters } from '../network.ts'
import type { Recipe } from '../recipe.ts'
import type { GeometrySettings } from '../settings.ts'
import { extrasFor } from './comparand.ts'

export type Shape = Pick<Hyperparameters, 'family' | 'depth'>
type Compared = Pick<GeometrySettings, 'metric' | 'layer'>

/** How many hidden layers a network has: a convolutional one ends in a dense layer. */
export const hiddenLayers = ({ family, depth }: Shape): number => family === 'conv' ? depth + 1 : depth

/** Why these networks cannot be compared so, known without trying; null where they can. */
export function comparisonBlock(rows: readonly { hyper: Shape | null }[], settings: Compared): string | null {
  const need = extrasFor(settings)
  if (need === null || settings.metric === 'accuracy') return null
  if (rows.some(({ hyper }) => !hyper)) {
    const missing = need === 'layers' ? 'other layers than the last' : need === 'probabilities' ? 'predictions on the probes' : 'hyper-parameters on our scales'
    return `Networks that were trained elsewhere are among these: Netfold does not know their ${missing}.`
  }
  if (need !== 'layers' || settings.layer !== 'all') return null
  const depths = rows.map(({ hyper }) => hiddenLayers(hyper!))
  const [least, most] = [Math.min(...depths), Math.max(...depths)]
  return least < most ? `These networks have ${least} to ${most} hidden layers, so layers have no fair partners: all layers can be matched by depth only where the numbers are equal.` : null
}

/** The same of networks that a recipe may draw, among those that are there. */
export function recipeBlock({ family, depth }: Pick<Recipe, 'family' | 'depth'>, settings: Compared, there: readonly { hyper: Shape | null }[]): string | null {
  if (settings.layer !== 'all' || extrasFor(settings) !== 'layers') return null
  return comparisonBlock([...there, ...family.flatMap(family => depth.map(depth => ({ hyper: { family, depth } })))], settings)
}
