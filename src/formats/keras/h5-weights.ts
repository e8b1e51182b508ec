// The weights of an .h5 file: which layers there are, and which variables each has, is said by attributes; paths vary from version to version.
// Source: save_weights_to_hdf5_group of Keras 2.15 and legacy_h5_format of Keras 3.5.
import { FormatError, quoted } from '../format-error.ts'
import { LIMITS } from '../limits.ts'
import type { KerasLayer, KerasModel } from './config.ts'
import type { H5Array, H5Group } from './hdf5.ts'
import type { LayerWeights, Variable } from './layer-weights.ts'
import { allLayers, counting, keyOf, rolesOf } from './layer-weights.ts'

/** A long list is split over name0, name1, …: an attribute holds 64 kB. */
export function namesOf(group: H5Group, attribute: string): string[] | null {
  const whole = group.texts(attribute)
  if (whole) return whole
  const parts: string[] = []
  for (let k = 0; group.has(`${attribute}${k}`) && parts.length <= LIMITS.tensors; k++) parts.push(...group.texts(`${attribute}${k}`) ?? [])
  return parts.length > 0 ? parts : group.has(attribute) ? [] : null
}

/** Every array below a group, in the file's order, with their paths. */
export function* arraysWithin(group: H5Group): Generator<H5Array> {
  for (const name of group.names) {
    const found = group.get(name)
    if (found?.kind === 'array') yield found
    else if (found) yield* arraysWithin(found)
  }
}

function arrayAt(group: H5Group, path: string): H5Array | null {
  let here: H5Group | H5Array | null = group
  for (const step of path.split('/').filter(part => part !== '')) here = here?.kind === 'group' ? here.get(step) : null
  return here?.kind === 'array' ? here : null
}

interface Named extends Variable { readonly segments: readonly string[] }

/** `group`: the one with the attribute layer_names. Layers in that attribute's order. Errors: FormatError. */
export function h5Weights(group: H5Group, layers: readonly string[], model: KerasModel | null, file: string): LayerWeights {
  const weights = new Map<string, readonly Variable[]>()
  const counted = counting(file)
  for (const layer of new Set(layers)) {
    const own = group.get(layer)
    if (own?.kind !== 'group') throw new FormatError(`${file} is damaged: it lists a layer ${quoted(layer)} that it does not hold.`)
    const paths = namesOf(own, 'weight_names') ?? []
    const roles = paths.map(path => path.split('/').at(-1)!.replace(/:\d+$/, ''))
    const within = model?.layers.find(({ name }) => name === layer)?.model
    const variables = paths.map((path, place): Named => {
      const array = arrayAt(own, path)
      if (!array) throw new FormatError(`${file} is damaged: layer ${quoted(layer)} lists ${quoted(path)}, which is not there.`)
      counted(array.shape)
      const single = !within && roles.filter(role => role === roles[place]).length === 1
      const tensor = array.read(`${layer}/${single ? roles[place] : path.replace(/:\d+$/, '')}`)
      if (!tensor) throw new FormatError(`${file}: ${quoted(array.path)} holds no numbers.`)
      return { role: roles[place], tensor, segments: path.split('/') }
    })
    if (variables.length > 0) weights.set(keyOf([layer]), variables)
    if (within) shareOut(within, variables, weights)
  }
  return weights
}

/**
 * A model within the model keeps its layers' variables in one list: by the layer's name where the path has it; else in order, first those that are
 * trained and then those that are not.
 */
function shareOut(model: KerasModel, variables: readonly Named[], weights: Map<string, readonly Variable[]>): void {
  const layers = allLayers(model)
  const named = layers.some(({ name }) => variables.some(({ segments }) => segments.at(-2) === name))
  const shares = named ? layers.map(layer => byName(layer, variables)) : inOrder(layers, variables)
  shares.forEach((own, k) => { if (own.length > 0) weights.set(keyOf(layers[k].path), own) })
}

function byName({ name, path }: KerasLayer, variables: readonly Named[]): Named[] {
  const own = variables.filter(({ segments }) => segments.at(-2) === name)
  const nearer = own.filter(({ segments }) => segments.at(-3) === path.at(-2))
  return nearer.length > 0 ? nearer : own
}

/** Variables that no training changes by gradients. */
const STILL = /^(moving_)?(mean|variance)$|^count$/

function inOrder(layers: readonly KerasLayer[], variables: readonly Named[]): Variable[][] {
  const shares: Variable[][] = layers.map(() => [])
  let next = 0
  for (const still of [false, true]) {
    layers.forEach((layer, k) => {
      for (const role of (rolesOf(layer) ?? []).filter(each => STILL.test(each) === still)) {
        if (next < variables.length) shares[k].push({ role, tensor: variables[next++].tensor })
      }
    })
  }
  return shares
}
