// The weights of a .keras file: groups are not named after layers but counted by class, in the order of the layers.
// Source: saving_lib of Keras 3.5 (layers/<class>/vars/<n>) and of Keras 2.13 (_layer_checkpoint_dependencies, whose numbers skip).
import { FormatError, quoted } from '../format-error.ts'
import type { KerasLayer, KerasModel } from './config.ts'
import { snakeCase } from './config.ts'
import { arraysWithin } from './h5-weights.ts'
import type { H5Array, H5Group } from './hdf5.ts'
import type { LayerWeights, Variable } from './layer-weights.ts'
import { counting, keyOf, rolesOf } from './layer-weights.ts'

const CONTAINERS = ['layers', '_layer_checkpoint_dependencies']

/** “dense_10” → [“dense”, 10]. */
export function counted(name: string): [base: string, place: number] {
  const number = /_(\d+)$/.exec(name)
  return number ? [name.slice(0, number.index), Number(number[1])] : [name, 0]
}

const groupOf = (parent: H5Group, name: string): H5Group | null => {
  const found = parent.get(name)
  return found?.kind === 'group' ? found : null
}

export const containerOf = (parent: H5Group): H5Group | null => CONTAINERS.map(name => groupOf(parent, name)).find(found => found !== null) ?? null

/** Layers in the order of the configuration; variables in the order of their numbers. The optimiser's are left out. Errors: FormatError. */
export function kerasThreeWeights(root: H5Group, model: KerasModel, file: string): LayerWeights {
  const weights = new Map<string, readonly Variable[]>()
  const count = counting(file)

  function within(parent: H5Group, of: KerasModel): void {
    const container = containerOf(parent)
    if (!container) return
    for (const [layer, group] of matched(container, of.layers)) {
      if (layer.model) within(group, layer.model)
      else {
        const variables = variablesOf(layer, group)
        if (variables.length > 0) weights.set(keyOf(layer.path), variables)
      }
    }
  }

  function variablesOf(layer: KerasLayer, group: H5Group): Variable[] {
    const vars = groupOf(group, 'vars')
    const own = (vars?.names ?? []).map(name => ({ place: Number(name), array: vars!.get(name) }))
      .filter((each): each is { place: number, array: H5Array } => each.array?.kind === 'array' && Number.isInteger(each.place))
      .sort((a, b) => a.place - b.place)
    const roles = rolesOf(layer)
    // A layer that is not known may keep its variables deeper: they are listed by their paths.
    const deeper = own.length > 0 || roles ? [] : [...arraysWithin(group)].map(array => ({ role: array.path.slice(group.path.length + 1), array }))
    return [...own.map(({ place, array }) => ({ role: roles?.[place] ?? String(place), array })), ...deeper].flatMap(({ role, array }) => {
      count(array.shape)
      const tensor = array.read(`${layer.path.join('/')}/${role}`)
      if (!tensor && roles) throw new FormatError(`${file}: ${quoted(array.path)} holds no numbers.`)
      return tensor ? [{ role, tensor }] : []
    })
  }

  within(root, model)
  return weights
}

/** Each layer with its group: by the name that later versions note, else the k-th layer of a class is the k-th group of that class. */
function matched(container: H5Group, layers: readonly KerasLayer[]): [KerasLayer, H5Group][] {
  const groups = new Map<string, { place: number, group: H5Group }[]>()
  const byName = new Map<string, H5Group>()
  for (const name of container.names) {
    const group = groupOf(container, name)
    if (!group) continue
    const note = groupOf(group, 'vars')?.text('name') ?? group.text('name')
    if (note !== null) byName.set(note, group)
    const [base, place] = counted(name)
    groups.set(base, [...groups.get(base) ?? [], { place, group }])
  }
  for (const list of groups.values()) list.sort((a, b) => a.place - b.place)
  const next = new Map<string, number>()
  return layers.flatMap((layer): [KerasLayer, H5Group][] => {
    const bases = [snakeCase(layer.className), ...layer.model ? ['functional', 'model'] : []]
    const base = bases.find(each => groups.has(each)) ?? bases[0]
    const place = next.get(base) ?? 0
    next.set(base, place + 1)
    const group = byName.get(layer.name) ?? groups.get(base)?.[place]?.group
    return group ? [[layer, group]] : []
  })
}
