// Weights that Keras 3 saved without their configuration (NAME.weights.h5): what each group is, is told from the class in its name.
import type { StoredTensor } from '../saved-model.ts'
import type { H5Array, H5Group } from './hdf5.ts'
import { containerOf, counted } from './keras-three-weights.ts'
import { counting } from './layer-weights.ts'

/** Variables by their number, for the classes whose weights are worth a name; in the order in which such layers usually stand. */
const CLASSES = new Map<string, readonly string[]>([
  ['conv2d', ['kernel', 'bias']], ['depthwise_conv2d', ['depthwise_kernel', 'bias']], ['separable_conv2d', ['depthwise_kernel', 'pointwise_kernel', 'bias']],
  ['batch_normalization', ['gamma', 'beta', 'moving_mean', 'moving_variance']], ['dense', ['kernel', 'bias']],
])
const ORDER = [...CLASSES.keys()]

const NOT_LAYERS = /^(optimizer|seed_generator|metrics|_?loss\w*)$/

/**
 * Empty where the file is none of these. Layers by class and number: their order among one another is not in the file.
 * `byCode`: of a model whose class is code, which may have no group of layers.
 */
export function looseWeights(root: H5Group, file: string, byCode = false): StoredTensor[] {
  const container = containerOf(root)
  const tensors: StoredTensor[] = []
  const count = counting(file)
  const places = (container?.names ?? []).map(name => ({ name, base: counted(name)[0], place: counted(name)[1], rank: (ORDER.indexOf(counted(name)[0]) + 1) || ORDER.length + 1 }))
  const names = places.sort((a, b) => a.rank - b.rank || a.base.localeCompare(b.base) || a.place - b.place).map(({ name }) => name)
  const read = (array: H5Array, name: string): void => {
    count(array.shape)
    const tensor = array.read(name)
    if (tensor) tensors.push(tensor)
  }
  function within(group: H5Group, path: string, roles: readonly string[] | undefined): void {
    for (const name of group.names) {
      const found = group.get(name)
      if (found?.kind === 'array') read(found, `${path}/${roles?.[Number(name)] ?? name}`)
      else if (found) within(found, name === 'vars' || name === 'layers' ? path : `${path}/${name}`, name === 'vars' ? roles : undefined)
    }
  }
  for (const name of names) {
    const group = container!.get(name)
    if (group?.kind === 'group') within(group, name, CLASSES.get(counted(name)[0]))
  }
  // A model whose class is code keeps its layers under its own names.
  if (!container && byCode) for (const name of root.names) {
    const group = NOT_LAYERS.test(name) ? null : root.get(name)
    if (group?.kind === 'group') within(group, name, CLASSES.get(counted(name)[0]))
  }
  return tensors
}
