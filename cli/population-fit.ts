// Whether a population can be trained on its data, and whether the page could open the map of it: asked before anything is done.
import type { Dataset } from '../src/core/data/dataset.ts'
import type { Keep, NetworkSpec } from '../src/core/network.ts'
import { recipeFor } from '../src/core/recipe.ts'
import { MEMORY } from '../src/core/training/optimiser.ts'
import { layersOf, parametersOf } from '../src/core/training/architecture.ts'
import { sized } from '../src/formats/format-error.ts'
import { LIMITS } from '../src/formats/limits.ts'
import type { Population } from './population-spec.ts'
import { Refusal } from './refusal.ts'

/** Bytes that take more than a second or so to pack. */
export const LONG_TO_WRITE = 50e6

/** The bytes of the digits. */
export const DIGITS = new URL('../public/data/digits.bin', import.meta.url)

/** The population as it is on these data; refuses one that asks for nothing but what they cannot give. */
export function fitted<P extends Pick<Population, 'recipe' | 'networks'>>(population: P, { image, title }: Dataset, file: string): P {
  const conv = image ? -1 : population.networks?.findIndex(({ hyper }) => hyper.family === 'conv') ?? -1
  if (conv >= 0) throw new Refusal(file, `networks[${conv}].hyper.family is "conv", and convolutions need pictures, which ${title} has not; give "mlp" or the data set "digits".`)
  const shifted = image ? -1 : population.networks?.findIndex(({ hyper }) => hyper.augmentation === 'shifts') ?? -1
  if (shifted >= 0) throw new Refusal(file, `networks[${shifted}].hyper.augmentation is "shifts", and shifts need pictures, which ${title} has not; give "none", "noise" or the data set "digits".`)
  if (!image && !population.networks && !population.recipe.family.includes('mlp')) {
    throw new Refusal(file, `recipe.family is ["conv"], and convolutions need pictures, which ${title} has not; give ["mlp"] or the data set "digits".`)
  }
  return { ...population, recipe: recipeFor(population.recipe, image !== null) }
}

/** At most so many bytes as they are written (map-format.md), before they are packed. A map that the page might not open is not begun. */
export function sizeOfMap(specs: readonly NetworkSpec[], dataset: Dataset, keep: Keep, file: string): number {
  const { probes: { length: probes }, trainProbes: { length: trainProbes }, classes } = dataset
  const bytes = specs.reduce((sum, { hyper }) => {
    const activations = probes * hyper.width
    const checkpoints = keep.checkpoints * ((probes + trainProbes) * classes + (keep.checkpointActivations ? activations : 0))
    const { first, second } = MEMORY[hyper.optimiser]
    const state = keep.state ? parametersOf(layersOf(hyper, dataset)) * (1 + Number(first) + Number(second)) : 0
    return sum + 2 * checkpoints + 4 * (activations + state + 4 * (hyper.epochs + 1) + classes ** 2)
  }, 4 * specs.length * (specs.length - 1))
  if (bytes <= LIMITS.file) return bytes
  const less = keep.state ? 'keep.state' : keep.checkpointActivations ? 'keep.checkpointActivations' : keep.checkpoints > 0 ? 'keep.checkpoints' : 'recipe.count'
  const right = { 'keep.state': 'give false', 'keep.checkpointActivations': 'give false', 'keep.checkpoints': 'give a smaller number', 'recipe.count': 'give a smaller number' }[less]
  throw new Refusal(file, `${less} makes a map of up to ${sized(bytes)}, and the page opens ${sized(LIMITS.file)}; ${right}, or train fewer networks.`)
}
