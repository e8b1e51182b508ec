// Which tensors of a tfjs manifest are which layer's: names are “layer/kernel”, with the models around the layer before it in some files.
import type { KerasModel } from '../keras/config.ts'
import type { LayerWeights, Variable } from '../keras/layer-weights.ts'
import { allLayers, keyOf } from '../keras/layer-weights.ts'
import type { StoredTensor } from '../saved-model.ts'

interface Named extends Variable { readonly layer: string }

export function layersWeights(model: KerasModel, tensors: readonly StoredTensor[]): LayerWeights {
  const byLayer = new Map<string, Named[]>()
  for (const tensor of tensors) {
    const cut = tensor.name.lastIndexOf('/')
    const layer = cut < 0 ? '' : tensor.name.slice(0, cut)
    const list = byLayer.get(layer) ?? []
    list.push({ layer, role: tensor.name.slice(cut + 1).replace(/:\d+$/, ''), tensor })
    byLayer.set(layer, list)
  }
  const names = [...byLayer.keys()]
  const bySegment = new Map(names.toReversed().map(name => [name.split('/').at(-1)!, name]))
  return new Map(allLayers(model).flatMap((layer): [string, Variable[]][] => {
    const own = byLayer.get(layer.path.join('/')) ?? byLayer.get(layer.name) ?? byLayer.get(bySegment.get(layer.name) ?? '')
    return own && layer.className !== 'InputLayer' ? [[keyOf(layer.path), own]] : []
  }))
}
